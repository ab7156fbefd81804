package org.flannelgraph.program;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code verify} finds what is right and what is wrong. */
@Tag("program")
class VerifyTest {
  private static final List<String> ON_NODE1 = List.of("node1", "red", "blue", "amber");
  private static final List<String> ON_NODE2 = List.of("node2", "green", "violet", "teal");

  @AutoClose private final User user = new User();

  @ParameterizedTest
  @ValueSource(strings = {"one-node", "two-nodes", "host-gw", "dual-stack", "ten-nodes"})
  void theLabsThatShipKeepTheRules(String name) {
    Outcome outcome = user.runs("verify", User.lab(name), "--json").exits(0);
    JsonNode document = outcome.json();
    assertThat(document.get("failed").asInt()).isZero();
    assertThat(document.get("passed").asInt()).isPositive();
    assertThat(document.get("checks").asInt()).isEqualTo(document.get("results").size());
    assertThat(outcome.err()).isEmpty();
    user.hasNoProcesses();
  }

  @Test
  void itActsOnTheRunningSessionAndSaysSo() {
    String lab = User.lab("two-nodes");
    Started up = user.starts("up", lab).stands();
    Outcome text = user.runs("verify", lab).exits(0);
    assertThat(text.out()).contains(" 0 failed").doesNotContain("FAIL");
    assertThat(text.err()).isEqualTo("flannelgraph: in the running session of " + lab + "\n");
    JsonNode document = user.runs("verify", lab, "--json").exits(0).json();
    assertThat(document.get("failed").asInt()).isZero();
    assertThat(up.isAlive()).isTrue();
  }

  @Test
  void withoutATunnelEntryExactlyTheCellsAcrossTheOverlayFail() {
    String lab = User.lab("two-nodes");
    user.starts("up", lab).stands();
    String delete =
        "bridge fdb del $(bridge fdb show dev flannel.1 | grep 'dst 192.168.0.12' | cut -d ' ' -f 1)"
            + " dev flannel.1 dst 192.168.0.12";
    user.runs("enter", "node1", "--", "sh", "-c", delete).exits(0);

    JsonNode document = user.runs("verify", lab, "--json").exits(1).json();
    Set<String> failed = new TreeSet<>();
    Set<String> kept = new TreeSet<>();
    for (JsonNode result : document.get("results")) {
      String cell = result.get("from").asText() + " -> " + result.get("to").asText();
      boolean isFailed = result.get("outcome").asText().equals("failed");
      (isFailed ? failed : kept).add(cell);
      assertThat(isFailed && result.get("explanation").isNull()).as("%s", result).isFalse();
    }
    assertThat(failed).isEqualTo(acrossTheOverlay());
    assertThat(kept).doesNotContainAnyElementsOf(failed).isNotEmpty();
    assertThat(user.runs("verify", lab).exits(1).out())
        .contains("Not kept: ", "red -> green (10.244.2.2)", "green -> red (10.244.1.2)");
  }

  /** A node's own address is not on the overlay, and nodes need not reach each other. */
  private static Set<String> acrossTheOverlay() {
    Set<String> cells = new TreeSet<>();
    for (List<List<String>> way :
        List.of(List.of(ON_NODE1, ON_NODE2), List.of(ON_NODE2, ON_NODE1))) {
      for (String from : way.getFirst()) {
        way.getLast().stream()
            .filter(to -> !to.startsWith("node"))
            .forEach(to -> cells.add(from + " -> " + to));
      }
    }
    return cells;
  }
}
