package org.flannelgraph.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.flannelgraph.program.Started.Signal;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code enter} runs commands in a running session as if they ran in this place. */
@Tag("program")
class EnterTest {
  @AutoClose private static final User user = new User();

  private static String lab = "";

  @BeforeAll
  static void start() {
    lab = Labs.withWorkload(user).toString();
    user.starts("up", lab).stands();
  }

  private static Outcome inRed(String script) {
    return user.runs("enter", "red", "--", "sh", "-c", script);
  }

  @Test
  void whoeverStartedTheSessionMayChangeItsNetwork() {
    user.runs("enter", "blue", "--", "ip", "link", "set", "eth0", "down").exits(0);
    assertThat(user.runs("enter", "blue", "--", "ip", "link", "show", "eth0").exits(0).out())
        .contains("state DOWN");
    user.runs("enter", "blue", "--", "ip", "link", "set", "eth0", "up").exits(0);
  }

  @ParameterizedTest
  @CsvSource({"exit 0, 0", "exit 7, 7", "kill -KILL $$, 137", "no-such-program, 127"})
  void theExitCodeIsTheCommands(String script, int code) {
    inRed(script).exits(code);
  }

  @Test
  void standardErrorIsApartFromStandardOutput() {
    Outcome outcome = inRed("echo one; echo two >&2; echo three").exits(0);
    assertThat(outcome.out()).isEqualTo("one\nthree\n");
    assertThat(outcome.err()).isEqualTo("two\n");
  }

  @Test
  void standardInputIsThePipeAndItsEnd() {
    Started cat = user.command("enter", "red", "--", "cat").reading().start();
    cat.type("one\n".getBytes(StandardCharsets.UTF_8));
    cat.says("one\n");
    cat.closeInput();
    assertThat(cat.outcome().exits(0).out()).isEqualTo("one\n");
  }

  @Test
  void everyByteComesThroughAsItIs() throws IOException {
    byte[] bytes = new byte[10_000_000];
    new Random(1).nextBytes(bytes);
    Path file = Files.write(user.folder().resolve("bytes"), bytes);
    Outcome outcome = user.command("enter", "red", "--", "cat").from(file).run().exits(0);
    assertThat(outcome.bytes()).isEqualTo(bytes);
    Started throughPipes = user.command("enter", "red", "--", "cat").reading().start();
    throughPipes.type(bytes);
    throughPipes.closeInput();
    assertThat(throughPipes.outcome().exits(0).bytes()).isEqualTo(bytes);
  }

  @Test
  void aRedirectionThatAppendsKeepsWhatWasThere() throws IOException {
    Path file = user.writes("log", "before\n");
    user.command("enter", "red", "--", "sh", "-c", "echo one; echo two")
        .to(Redirect.appendTo(file.toFile()))
        .run()
        .exits(0);
    assertThat(Files.readString(file)).isEqualTo("before\none\ntwo\n");
  }

  @Test
  void aCommandHasNoOtherDescriptorsAndNoneOfOurVariables() {
    assertThat(inRed("ls /proc/$$/fd").exits(0).out()).isEqualTo("0\n1\n2\n");
    Outcome environment =
        user.command("enter", "red", "--", "env").with("OF_THE_USER", "täglich").run().exits(0);
    assertThat(environment.out()).contains("OF_THE_USER=täglich\n").doesNotContain("FLANNELGRAPH_");
    assertThat(
            user.command("enter", "red", "--", "bridge", "-V").with("PATH", "/usr/bin:/bin").run())
        .satisfies(outcome -> outcome.exits(0));
  }

  @Test
  void aCommandRunsWhereItWasTyped() throws IOException {
    Path folder = Files.createDirectory(user.folder().resolve("with a blank"));
    Outcome outcome = user.command("enter", "red", "--", "pwd").in(folder).run().exits(0);
    assertThat(outcome.out()).isEqualTo(folder + "\n");
  }

  @Test
  void anUnknownPlaceIsAnsweredWithThoseThatThereAre() {
    Outcome outcome = user.runs("enter", "rde", "--", "true").exits(2);
    assertThat(outcome.err()).contains("no node or pod 'rde'", "node1", "red", "blue", "underlay");
  }

  @Test
  void withoutASessionItSaysHowToStartOne() {
    try (User other = new User()) {
      Outcome outcome = other.runs("enter", "red", "--", "true").exits(2);
      assertThat(outcome.err()).contains("no session runs", "up labs/two-nodes");
    }
  }

  @Test
  void amongSeveralSessionsTheLabDecides() {
    try (User other = new User()) {
      String one = Labs.small(other, "one", "red").toString();
      String two = Labs.small(other, "two", "red").toString();
      other.starts("up", one).stands();
      other.starts("up", two).stands();
      Outcome which = other.runs("enter", "red", "--", "true").exits(2);
      assertThat(which.err()).contains("--lab " + one, "--lab " + two);
      other.runs("enter", "one-node", "--", "true").exits(0);
      other.runs("enter", "--lab", one, "two-node", "--", "true").exits(2);
      other.runs("enter", "two-node", "--lab", two, "--", "true").exits(0);
      assertThat(other.runs("enter", "red", "--lab", one, "--", "cat", "/etc/hosts").exits(0).out())
          .contains("one-node")
          .doesNotContain("two-node");
      assertThat(other.runs("enter", "red", "--lab", lab, "--", "true").exits(2).err())
          .contains("no session of " + lab);
    }
  }

  /** Linux 6.18 numbers namespaces by a stock of each CPU's own; some calls compare the numbers. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whicheverProcessorItRunsOn(boolean upwards) throws IOException {
    Matcher two =
        Pattern.compile("Cpus_allowed_list:\\s+([0-9]+)[-,]([0-9]+)")
            .matcher(Files.readString(Path.of("/proc/self/status")));
    assumeTrue(two.find(), "there is one processor only");
    String first = two.group(upwards ? 1 : 2);
    String then = two.group(upwards ? 2 : 1);
    try (User other = new User()) {
      String small = Labs.small(other, "small", "red").toString();
      other.command("up", small).through("taskset", "--cpu-list", first).start().stands();
      for (Marked process : other.processes()) {
        List<String> move =
            List.of("taskset", "--all-tasks", "--pid", "--cpu-list", then, "" + process.number());
        new Command(other, move, new TreeMap<>(System.getenv())).run().exits(0);
      }
      assertThat(other.runs("enter", "red", "--", "hostname").exits(0).out()).isEqualTo("red\n");
    }
  }

  @Test
  void whoIsKilledHasWhatHeStartedEnded() {
    Started enter =
        user.starts("enter", "red", "--", "sh", "-c", "sleep 1011 & echo ready; sleep 1012");
    enter.says("ready").signal(Signal.KILL);
    Until.holds(
        () -> user.processes().stream().noneMatch(one -> one.command().contains("sleep 101")),
        () -> "left: " + user.processes());
  }
}
