package org.flannelgraph.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.flannelgraph.program.Started.Signal;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * SIGKILL of any process of the chain that holds a session, at any moment, ends all that came of
 * it. The moments are drawn anew each time; {@code -Dflannelgraph.seed} draws those of a run that
 * failed.
 */
@Tag("program")
@Tag("root")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KillTest {
  private static final int KILLS = 50;
  private static final long SEED = Long.getLong("flannelgraph.seed", System.nanoTime());

  private final HostState before = HostState.now();
  private Duration untilJava = Duration.ZERO;
  private Duration untilStanding = Duration.ZERO;

  /** What goes on when the kill comes. */
  private enum Phase {
    /** Shells make the namespaces. */
    START,
    /** The JVM starts, reads the lab and builds it. */
    BUILD,
    /** The lab stands; a workload, an exec and an enter run in it. */
    STANDING
  }

  /**
   * When the kill comes, and whom it hits.
   *
   * @param share of the phase's duration
   * @param choice among the processes of the chain that there are
   */
  private record Moment(int kill, Phase phase, double share, int choice) {
    @Override
    public String toString() {
      return "kill %d of seed %d: %s at %.2f".formatted(kill, SEED, phase, share);
    }
  }

  static Stream<Moment> moments() {
    Random random = new Random(SEED);
    Phase[] phases = Phase.values();
    return IntStream.rangeClosed(1, KILLS)
        .mapToObj(
            kill ->
                new Moment(
                    kill,
                    phases[kill % phases.length],
                    random.nextDouble(),
                    random.nextInt(1 << 16)));
  }

  @BeforeAll
  void measureThePhases() {
    try (User user = new User()) {
      long start = System.nanoTime();
      Started up = user.starts("up", Labs.withWorkload(user).toString());
      Until.holds(() -> java(user, up).isPresent(), () -> "no JVM in " + user.processes());
      untilJava = Duration.ofNanos(System.nanoTime() - start);
      up.stands();
      untilStanding = Duration.ofNanos(System.nanoTime() - start).minus(untilJava);
    }
  }

  @AfterAll
  void theMachineIsAsBefore() {
    before.holds("after " + KILLS + " kills");
  }

  @ParameterizedTest
  @MethodSource("moments")
  void nothingOutlivesAKill(Moment moment) {
    try (User user = new User()) {
      String lab = Labs.withWorkload(user).toString();
      Started up = user.starts("up", lab);
      List<Started> guests = reach(moment, user, up, lab);
      Until.holds(() -> !chain(user, up).isEmpty(), () -> "nobody to kill in " + user.processes());
      List<Marked> chain = chain(user, up);
      Marked victim = chain.get(moment.choice() % chain.size());
      Signal.KILL.to(victim.number());

      user.hasNoProcesses();
      assertThat(up.outcome().code()).as("%s died: %s", victim, up.outcome()).isNotZero();
      guests.forEach(guest -> assertThat(guest.outcome().code()).isNotZero());
      before.holds("after SIGKILL to " + victim);
      if (!user.registered().isEmpty()) {
        user.runs("--version").exits(0);
        assertThat(user.registered()).as("what the killed session left").isEmpty();
      }
    }
  }

  /** Lets things go on until a moment; what runs in the session then. */
  private List<Started> reach(Moment moment, User user, Started up, String lab) {
    switch (moment.phase()) {
      case START -> pass(untilJava, moment);
      case BUILD -> {
        Until.holds(() -> java(user, up).isPresent(), () -> "no JVM in " + user.processes());
        pass(untilStanding, moment);
      }
      case STANDING -> {
        up.stands();
        Started exec = user.starts("exec", lab, "red", "--", "sleep", "1001");
        Started enter = user.command("enter", "blue").with("SHELL", "/bin/sh").reading().start();
        enter.type("echo inside; sleep 1002; echo over\n".getBytes(StandardCharsets.UTF_8));
        enter.says("inside");
        for (String program : List.of("sleep 1001", "sleep 1002", "sleep 1003")) {
          Until.holds(
              () -> user.processes().stream().anyMatch(one -> one.command().equals(program)),
              () -> "no '" + program + "' runs; " + exec.err());
        }
        return List.of(exec, enter);
      }
    }
    return List.of();
  }

  private static void pass(Duration phase, Moment moment) {
    LockSupport.parkNanos((long) (phase.toNanos() * moment.share()));
  }

  /** The processes that hold the session, the outermost first; not what they start on the way. */
  private static List<Marked> chain(User user, Started up) {
    List<Marked> all = user.processes();
    List<Marked> chain = new ArrayList<>();
    all.stream().filter(process -> process.number() == up.number()).forEach(chain::add);
    String outer = "FLANNELGRAPH_OUTER_PID=" + up.number() + "\0";
    all.stream()
        .filter(process -> process.parent() == up.number())
        .filter(process -> process.environment().contains(outer))
        .forEach(chain::add);
    if (chain.size() == 2 && chain.getLast().name().equals("unshare")) {
      childOf(all, chain.getLast()).ifPresent(chain::add);
    }
    java(user, up).ifPresent(chain::add);
    return chain;
  }

  private static Optional<Marked> childOf(List<Marked> all, Marked parent) {
    return all.stream().filter(process -> process.parent() == parent.number()).findFirst();
  }

  /** The session's JVM: the one whose lab is {@code up}'s. */
  private static Optional<Marked> java(User user, Started up) {
    String outer = "FLANNELGRAPH_OUTER_PID=" + up.number() + "\0";
    return user.processes().stream()
        .filter(process -> process.name().equals("java"))
        .filter(process -> process.environment().contains(outer))
        .findFirst();
  }
}
