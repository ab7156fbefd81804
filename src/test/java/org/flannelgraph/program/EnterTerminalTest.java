package org.flannelgraph.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.flannelgraph.program.Started.Signal;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code enter} in a terminal window gives a terminal that does all that one does. */
@Tag("program")
class EnterTerminalTest {
  private static final String CTRL_C = "\u0003";
  private static final String CTRL_D = "\u0004";
  private static final String CTRL_Z = "\u001a";

  @AutoClose private static final User user = new User();

  @BeforeAll
  static void start() {
    user.starts("up", Labs.withWorkload(user).toString()).stands();
  }

  /** A shell whose prompt can't be taken for what is typed. */
  private static Screen shell() {
    Screen screen =
        new Screen(
            user.command("enter", "red", "--", "bash", "--norc", "--noprofile", "-i")
                .with("PS1", "$((6*7))ready> "));
    return screen.shows("42ready> ");
  }

  @Test
  void itIsATerminalWithTheUsersTypeAndSize() {
    try (Screen screen = shell()) {
      screen.types("tty", "/dev/pts/").types("echo [$TERM]", "[xterm-256color]");
      screen.types("stty size", "24 80");
      screen.resize(40, 132);
      screen.types(
          "until [ \"$(stty size)\" = '40 132' ]; do :; done; echo now $((6*7))", "now 42");
      screen.types("test -t 0 && test -t 1 && test -t 2 && echo all $((6*7))", "all 42");
      screen.types("ls -d --color=auto /tmp", "\u001b[");
    }
  }

  @Test
  void aNewSizeIsTold() {
    try (Screen screen = shell()) {
      screen.types("trap 'echo size $(stty size)' WINCH; echo set $((6*7))", "set 42");
      screen.resize(50, 100);
      screen.keys("\r").shows("size 50 100");
    }
  }

  @Test
  void ctrlCInterruptsTheInnerProgramAndNotEnter() {
    try (Screen screen = shell()) {
      screen.types("echo begin $((6*7)); sleep 1021", "begin 42");
      runs("sleep 1021");
      screen.keys(CTRL_C);
      screen.types("echo interrupted with $?", "interrupted with 130");
      screen.types("exit 9", "exit");
      assertThat(screen.exitCode()).isEqualTo(9);
    }
  }

  @Test
  void jobsCanBeStoppedAndResumed() {
    try (Screen screen = shell()) {
      screen.types("sleep 1031 &", "[1] ");
      screen.types("jobs", "Running");
      screen.types("fg", "sleep 1031");
      screen.keys(CTRL_Z).shows("Stopped");
      screen.types("bg", "sleep 1031 &");
      screen.types("kill %1; wait; echo none $((6*7))", "none 42");
      assertThat(screen.text()).doesNotContain("no job control", "cannot set terminal");
    }
  }

  @Test
  void theOuterTerminalIsAsBefore() {
    try (Screen screen = shell()) {
      String raw = screen.settings();
      screen.keys(CTRL_D);
      assertThat(screen.exitCode()).isZero();
      assertThat(screen.settings()).isNotEqualTo(raw);
      try (Screen untouched = new Screen(user.command("--version"))) {
        assertThat(untouched.exitCode()).isZero();
        assertThat(screen.settings()).isEqualTo(untouched.settings());
      }
    }
  }

  @Test
  void theOuterTerminalIsAsBeforeAfterASignalToo() {
    try (Screen untouched = new Screen(user.command("--version"));
        Screen screen = shell()) {
      Marked enter =
          user.processes().stream()
              .filter(process -> process.command().contains("Main enter red"))
              .findFirst()
              .orElseThrow();
      Signal.TERM.to(enter.number());
      assertThat(screen.exitCode()).isEqualTo(Signal.TERM.exitCode());
      assertThat(untouched.exitCode()).isZero();
      assertThat(screen.settings()).isEqualTo(untouched.settings());
    }
  }

  @Test
  void allOutputArrivesBeforeTheEnd() {
    String script = "i=0; while [ $i -lt 20000 ]; do i=$((i+1)); echo line $i; done; exit 3";
    try (Screen screen = new Screen(user.command("enter", "red", "--", "sh", "-c", script))) {
      assertThat(screen.exitCode()).isEqualTo(3);
      screen.shows("line 20000\r\n");
    }
  }

  @Test
  void closingTheWindowEndsWhatWasStartedInIt() {
    try (Screen screen = shell()) {
      screen.types("sleep 1041 & echo begun $((6*7)); sleep 1042", "begun 42");
      runs("sleep 1041");
      runs("sleep 1042");
    }
    Until.holds(
        () ->
            user.processes().stream()
                .noneMatch(one -> one.command().matches(".*(sleep 104|bash).*")),
        () -> "left: " + user.processes());
  }

  @Test
  void withoutACommandItIsTheUsersShell() {
    try (Screen screen = new Screen(user.command("enter", "node1").with("SHELL", "/bin/sh"))) {
      screen.types("echo $0 at $(hostname)", "/bin/sh at node1");
      screen.keys(CTRL_D);
      assertThat(screen.exitCode()).isZero();
    }
  }

  /** As script(1) starts it, which is how many a tool gives a program a terminal. */
  @Test
  void itWorksUnderScript() {
    Command enter = user.command("enter", "red", "--", "tty");
    String words = String.join(" ", enter.words());
    Path log = user.folder().resolve("script.log");
    Outcome outcome =
        new Command(
                user,
                java.util.List.of("script", "-qec", words, log.toString()),
                enter.environment())
            .run()
            .exits(0);
    assertThat(outcome.out()).contains("/dev/pts/");
  }

  private static void runs(String program) {
    Until.holds(
        () -> user.processes().stream().anyMatch(one -> one.command().equals(program)),
        () -> program + " does not run; these do: " + user.processes());
  }
}
