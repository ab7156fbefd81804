package org.flannelgraph.program;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.flannelgraph.program.Started.Signal;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What scripts may rely on: exit codes, streams, one JSON document. */
@Tag("program")
class ContractTest {
  private static final List<String> COMMANDS =
      List.of("labs", "doctor", "plan", "up", "apply", "exec", "enter", "verify");

  /** Even root may then not make a namespace, or change anything of the network. */
  private static final String[] WITHOUT_RIGHTS =
      User.isRoot()
          ? new String[] {"setpriv", "--bounding-set=-all", "--inh-caps=-all", "--no-new-privs"}
          : new String[] {"setpriv", "--no-new-privs"};

  @AutoClose private final User user = new User();

  @Test
  void withoutACommandItSaysThatThereIsNoWindowAndNamesTheCommands() {
    Outcome outcome = user.command().without("DISPLAY").without("WAYLAND_DISPLAY").run().exits(3);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).contains("no window").contains(COMMANDS);
    assertThat(user.runs(User.lab("two-nodes")).exits(3).err()).contains("no window", "up");
  }

  @Test
  void everyCommandHasHelp() {
    String all = user.runs("--help").exits(0).out();
    for (String command : COMMANDS) {
      assertThat(all).containsPattern("(?m)^  " + command + " ");
      Outcome outcome = user.runs(command, "--help").exits(0);
      assertThat(outcome.out()).startsWith("Usage: flannelgraph " + command);
      assertThat(outcome.err()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "verfy",
        "labs --nonsense",
        "plan --format xml",
        "up",
        "exec here there",
        "enter",
        "enter red ls --all",
        "up no-such-lab",
        "apply no-such-lab",
        "verify no-such-lab --json",
        "exec no-such-lab red -- true"
      })
  void badUsageIsExplainedOnStandardError(String arguments) {
    Outcome outcome = user.runs(arguments.split(" ")).exits(2);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).isNotBlank();
  }

  @Test
  void labsListsThoseThatShip() throws IOException {
    List<String> shipped;
    try (var folders = Files.list(User.CHECKOUT.resolve("labs"))) {
      shipped = folders.map(Path::toString).sorted().toList();
    }
    Outcome text = user.runs("labs").exits(0);
    JsonNode document = user.runs("labs", "--json").exits(0).json();
    assertThat(document.findValuesAsText("path")).isEqualTo(shipped);
    shipped.forEach(lab -> assertThat(text.out()).contains(lab));
    JsonNode twoNodes =
        document
            .valueStream()
            .filter(lab -> lab.get("path").asText().endsWith("/two-nodes"))
            .findFirst()
            .orElseThrow();
    assertThat(twoNodes.get("nodes").asInt()).isEqualTo(2);
    assertThat(twoNodes.get("pods").asInt()).isEqualTo(6);
  }

  @Test
  void planNeedsNoRightsAndChangesNothing() {
    HostState before = HostState.now();
    Outcome text =
        user.command("plan", User.lab("two-nodes")).through(WITHOUT_RIGHTS).run().exits(0);
    assertThat(text.out()).contains("ip netns add red", "type vxlan id 1", "bridge -n node1 fdb");
    JsonNode document = user.runs("plan", User.lab("two-nodes"), "--json").exits(0).json();
    assertThat(document.findValuesAsText("command")).contains("ip netns add red");
    assertThat(user.runs("plan", User.lab("two-nodes"), "--format", "json").exits(0).json())
        .isEqualTo(document);
    Outcome script = user.runs("plan", User.lab("two-nodes"), "--format", "sh").exits(0);
    assertThat(script.out()).startsWith("#!/bin/sh\n");
    before.holds("after plan");
  }

  @Test
  void upOnceTellsWhatItBuilt() {
    Outcome outcome = user.runs("up", User.lab("two-nodes"), "--once", "--json").exits(0);
    JsonNode document = outcome.json();
    assertThat(document.get("namespaces").asInt()).isEqualTo(9);
    assertThat(document.get("operations").asInt()).isGreaterThan(100);
    assertThat(document.get("buildMillis").asDouble()).isPositive();
    assertThat(document.get("takedownMillis").asDouble()).isPositive();
    assertThat(outcome.err()).isEmpty();
    Outcome text = user.runs("up", User.lab("two-nodes"), "--once").exits(0);
    assertThat(text.out()).contains("2 nodes, 6 pods", "9 network namespaces", "taken down in");
    user.hasNoProcesses();
    assertThat(user.registered()).isEmpty();
  }

  @Test
  void upTellsInJsonThatItStands() {
    Started up = user.starts("up", Labs.small(user, "small", "red").toString(), "--json");
    up.says("\n}\n");
    user.runs("enter", "red", "--", "true").exits(0);
    JsonNode document = up.signal(Signal.TERM).outcome().exits(0).json();
    assertThat(document.get("namespaces").asInt()).isEqualTo(3);
    assertThat(document.has("takedownMillis")).isFalse();
  }

  @Test
  void applyPrintsWhatItDid() throws IOException {
    Path lab = Labs.small(user, "small", "red");
    assertThat(user.runs("apply", lab.toString()).exits(2).err()).contains("no session", "up");
    user.starts("up", lab.toString()).stands();
    assertThat(user.runs("apply", lab.toString()).exits(0).out()).isEqualTo("nothing to change\n");

    String another =
        """
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: blue}
        spec: {nodeName: small-node, containers: [{name: web}]}
        """;
    Path file = lab.resolve("cluster.yaml");
    String before = Files.readString(file);
    Files.writeString(file, before + another);
    assertThat(user.runs("apply", lab.toString()).exits(0).out()).contains("ip netns add blue");
    Outcome answer =
        user.runs("exec", lab.toString(), "red", "--", "curl", "-s", "http://blue:8080/");
    assertThat(answer.exits(0).json().get("pod").asText()).isEqualTo("blue");

    Files.writeString(file, before + another.replace("Pod", "Pdo"));
    Outcome wrong = user.runs("apply", lab.toString()).exits(2);
    assertThat(wrong.err()).contains("cluster.yaml:11:7: ", "Pdo");
    user.runs("enter", "blue", "--", "true").exits(0);

    Files.writeString(file, before);
    JsonNode undone = user.runs("apply", lab.toString(), "--json").exits(0).json();
    assertThat(undone.findValuesAsText("command")).isNotEmpty();
    assertThat(user.runs("enter", "blue", "--", "true").exits(2).err()).contains("red");
  }

  @Test
  void allThatIsWrongWithALabIsToldAtOnceAndNothingIsBuilt() {
    HostState before = HostState.now();
    Path lab =
        user.writes(
            "wrong/cluster.yaml",
            """
            apiVersion: v1
            kind: Node
            metadata: {nam: node1}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: red}
            spec: {nodeName: nowhere, containers: [{name: web, ports: [{containerPort: many}]}]}
            """);
    Pattern line = Pattern.compile(Pattern.quote(lab.toString()) + ":[1-9][0-9]*:[1-9][0-9]*: .+");
    for (String command : List.of("plan", "up", "verify")) {
      Outcome outcome = user.runs(command, requireNonNull(lab.getParent()).toString()).exits(2);
      assertThat(outcome.out()).isEmpty();
      assertThat(outcome.err().lines()).hasSizeGreaterThan(1).allMatch(line.asMatchPredicate());
      assertThat(outcome.err()).contains(":3:12: ", "name", ":8:76: ", "containerPort");
    }
    before.holds("after labs that could not be built");
  }

  @Test
  void doctorTellsWhetherALabCanBeBuilt() {
    assertThat(user.runs("doctor").exits(0).out()).isNotBlank();
    assertThat(user.runs("doctor", "--json").exits(0).json().isEmpty()).isFalse();
  }
}
