package org.flannelgraph.program;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code ./dev run} builds what changed, once. */
@Tag("program")
@Tag("root")
class BuildTest {
  private static final Duration A_BUILD = Duration.ofMinutes(5);

  @AutoClose private final User user = new User();

  /** The real Maven, and a note of each start of it. */
  private Path notingMaven() throws IOException {
    Path noting =
        user.writes(
            "bin/mvn",
            """
            #!/bin/sh
            echo started >>"$MAVEN_STARTS"
            PATH=${PATH#*:}
            exec mvn "$@"
            """);
    Files.setPosixFilePermissions(noting, PosixFilePermissions.fromString("rwxr-xr-x"));
    return requireNonNull(noting.getParent());
  }

  private Command run(Path checkout) throws IOException {
    return user.dev(checkout, "labs")
        .with("PATH", notingMaven() + ":" + System.getenv("PATH"))
        .with("MAVEN_STARTS", user.folder().resolve("starts").toString());
  }

  private List<String> starts() throws IOException {
    Path file = user.folder().resolve("starts");
    return Files.exists(file) ? Files.readAllLines(file) : List.of();
  }

  @Test
  void nothingIsBuiltWhenNothingChanged() throws IOException {
    Outcome outcome = run(User.CHECKOUT).run().exits(0);
    assertThat(outcome.out()).contains("two-nodes");
    assertThat(outcome.err()).isEmpty();
    assertThat(starts()).isEmpty();
  }

  @Test
  void twoAtOnceWaitForOneBuild() throws IOException {
    assumeTrue(
        Files.isDirectory(Path.of(System.getProperty("user.home"), ".m2/repository")),
        "this user has no Maven repository yet, and would fetch all of it");
    Path checkout = copy();
    Path source = checkout.resolve("src/main/java/org/flannelgraph/cli/LabsCommand.java");
    Files.writeString(source, Files.readString(source).replace("%2d nodes", "%2d machines"));

    Started one = run(checkout).start();
    Started two = run(checkout).start();
    for (Started each : List.of(one, two)) {
      Outcome outcome = each.outcome(A_BUILD).exits(0);
      assertThat(outcome.out()).contains("2 machines").doesNotContain("building");
    }
    assertThat(one.err() + two.err()).containsOnlyOnce("dev: building");
    assertThat(starts()).hasSize(1);
    assertThat(run(checkout).run().exits(0).err()).isEmpty();
    assertThat(starts()).hasSize(1);
    user.hasNoProcesses(); // the training of the cache ends by itself
    assertThat(checkout.resolve("target/app/flannelgraph.aot")).exists();
    assertThat(user.registered()).isEmpty();
  }

  private Path copy() throws IOException {
    Path checkout = Files.createDirectory(user.folder().resolve("checkout"));
    String words =
        "cp -a dev pom.xml README.md installer labs src \"$1\" && mkdir \"$1/target\" && cp -a target/app \"$1/target\"";
    Process process =
        new ProcessBuilder("sh", "-ec", words, "sh", checkout.toString())
            .directory(User.CHECKOUT.toFile())
            .inheritIO()
            .start();
    assertThat(process.onExit().join().exitValue()).isZero();
    return checkout;
  }
}
