package org.flannelgraph.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.flannelgraph.program.Started.Signal;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A gentle signal to the outermost process ends what it holds, all of it. */
@Tag("program")
class SignalTest {
  /** It says when it is there to be killed, and can't be ended gently. */
  private static final String STUBBORN =
      "trap '' HUP INT TERM; echo ready; while :; do sleep 1; done";

  @AutoClose private final User user = new User();

  @ParameterizedTest
  @EnumSource(names = "KILL", mode = EnumSource.Mode.EXCLUDE)
  void endsALabThatIsUp(Signal signal) {
    Started up = user.dev("up", Labs.withWorkload(user).toString()).start().stands();
    Outcome outcome = up.signal(signal).outcome().exits(0);
    assertThat(outcome.err()).isEmpty();
    user.hasNoProcesses();
    assertThat(user.registered()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = "KILL", mode = EnumSource.Mode.EXCLUDE)
  void endsALabThatIsBeingBuilt(Signal signal) {
    Started up = user.dev("up", User.lab("ten-nodes")).start();
    Until.holds(
        () -> user.processes().stream().anyMatch(process -> process.name().equals("java")),
        () -> "no JVM in " + user.processes());
    up.signal(signal).outcome().exits(0);
    user.hasNoProcesses();
    assertThat(user.registered()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = "KILL", mode = EnumSource.Mode.EXCLUDE)
  void endsAnExecThatHasALabToItself(Signal signal) {
    String lab = Labs.small(user, "own", "red").toString();
    Started exec = user.dev("exec", lab, "red", "--", "sh", "-c", STUBBORN).start().says("ready");
    exec.signal(signal).outcome().exits(signal.exitCode());
    user.hasNoProcesses();
    assertThat(user.registered()).isEmpty();
  }

  @Test
  void endsWhatIsDoneInARunningSessionAndNotTheSession() {
    String lab = Labs.small(user, "shared", "red").toString();
    Started up = user.starts("up", lab).stands();
    for (Signal signal : List.of(Signal.HUP, Signal.INT, Signal.TERM)) {
      Started exec = user.starts("exec", lab, "red", "--", "sh", "-c", STUBBORN).says("ready");
      exec.signal(signal).outcome().exits(signal.exitCode());
      hasNoProcess(STUBBORN);
      Started enter = user.starts("enter", "red", "--", "sh", "-c", STUBBORN).says("ready");
      enter.signal(signal).outcome().exits(signal.exitCode());
      hasNoProcess(STUBBORN);
    }
    assertThat(user.runs("enter", "red", "--", "hostname").exits(0).out()).isEqualTo("red\n");
    up.signal(Signal.TERM).outcome().exits(0);
  }

  private void hasNoProcess(String words) {
    Until.holds(
        () -> user.processes().stream().noneMatch(one -> one.command().contains(words)),
        () -> "still runs: " + user.processes());
  }
}
