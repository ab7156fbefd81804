package org.flannelgraph.program;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code exec} runs a command in a pod, of a running session or of one that it builds. */
@Tag("program")
class ExecTest {
  @AutoClose private final User user = new User();

  @Test
  void aPodAnswersAcrossTheOverlay() {
    Outcome outcome =
        user.dev("exec", "labs/two-nodes", "red", "--", "curl", "-s", "http://green:8080/")
            .in(User.CHECKOUT)
            .run()
            .exits(0);
    JsonNode answer = outcome.json();
    assertThat(answer.get("pod").asText()).isEqualTo("green");
    assertThat(answer.get("node").asText()).isEqualTo("node2");
    assertThat(answer.get("address").asText()).isEqualTo("10.244.2.2");
    assertThat(answer.get("client").asText()).startsWith("10.244.1.2:");
    assertThat(outcome.err()).isEmpty();
    user.hasNoProcesses();
    assertThat(user.registered()).isEmpty();
  }

  @Test
  void itsExitCodeIsTheCommands() {
    String lab = Labs.small(user, "own", "red").toString();
    user.runs("exec", lab, "red", "--", "true").exits(0);
    user.runs("exec", lab, "red", "--", "sh", "-c", "exit 7").exits(7);
    user.runs("exec", lab, "red", "--", "sh", "-c", "kill -KILL $$").exits(128 + 9);
    user.command("exec", lab, "red", "--", "no-such-program")
        .with("PATH", "/usr/bin:/bin")
        .run()
        .exits(127);
    Outcome unknown = user.runs("exec", lab, "nobody", "--", "true").exits(2);
    assertThat(unknown.err()).contains("no node or pod 'nobody'", "own-node", "red");
  }

  @Test
  void itsStreamsAreTheCommands() {
    String lab = Labs.small(user, "own", "red").toString();
    Started exec =
        user.command("exec", lab, "red", "--", "sh", "-c", "cat; echo aside >&2").reading().start();
    exec.type("typed".getBytes(StandardCharsets.UTF_8));
    exec.closeInput();
    Outcome outcome = exec.outcome().exits(0);
    assertThat(outcome.out()).isEqualTo("typed");
    assertThat(outcome.err()).isEqualTo("aside\n");
  }

  @Test
  void itActsOnTheRunningSessionAndSaysSo() {
    String lab = Labs.small(user, "shared", "red").toString();
    user.starts("up", lab).stands();
    user.runs("enter", "red", "--", "ip", "link", "set", "eth0", "mtu", "1234").exits(0);
    Outcome outcome =
        user.runs("exec", lab, "red", "--", "sh", "-c", "cat /sys/class/net/eth0/mtu; exit 5");
    assertThat(outcome.exits(5).out()).isEqualTo("1234\n");
    assertThat(outcome.err()).isEqualTo("flannelgraph: in the running session of " + lab + "\n");
    Outcome unknown = user.runs("exec", lab, "nobody", "--", "true").exits(2);
    assertThat(unknown.err()).contains("no node or pod 'nobody'", "red");
  }
}
