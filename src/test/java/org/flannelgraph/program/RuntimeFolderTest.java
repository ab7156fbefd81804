package org.flannelgraph.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Deque;
import org.flannelgraph.program.Started.Signal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Wherever the user's runtime folder is or is not, her sessions are found. */
@Tag("program")
@Tag("root")
class RuntimeFolderTest {
  private static final String VARIABLE = "XDG_RUNTIME_DIR";

  @AutoClose private final User user = new User();

  private final Deque<Path> made = new ArrayDeque<>();

  @AfterEach
  void removeWhatWasMade() throws IOException {
    for (Path folder : made) {
      Files.deleteIfExists(folder.resolve("flannelgraph"));
      Files.delete(folder);
    }
  }

  private Path makes(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      Files.createDirectory(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      made.addFirst(folder);
    }
    return folder;
  }

  /** Starts a session whose names nobody else uses, finds it, and ends it. */
  private void findsASession(String runtime) {
    String pod = "pod" + ProcessHandle.current().pid();
    String lab = Labs.small(user, "here", pod).toString();
    Started up = user.command("up", lab).with(VARIABLE, runtime).start().stands();
    Outcome found = user.command("enter", pod, "--", "hostname").with(VARIABLE, runtime).run();
    assertThat(found.exits(0).out()).isEqualTo(pod + "\n");
    up.signal(Signal.TERM).outcome().exits(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/nonexistent", "relative"})
  void noneToSpeakOf(String runtime) {
    findsASession(runtime);
  }

  @Test
  void anotherUsers() throws IOException {
    if (User.isRoot()) {
      Path folder = makes(user.folder().resolve("not-mine"));
      Files.setAttribute(folder, "unix:uid", 12345);
      findsASession(folder.toString());
      assertThat(folder).isEmptyDirectory();
    } else {
      findsASession("/");
    }
  }

  @Test
  void theUsualOne() throws IOException {
    Path all = Path.of("/run/user");
    Path own =
        all.resolve(
            User.isRoot() ? "0" : String.valueOf(Files.getAttribute(user.folder(), "unix:uid")));
    assumeTrue(User.isRoot() || Files.isWritable(own), "this user has no " + own);
    makes(all);
    makes(own);
    findsASession(own.toString());
    assertThat(Files.exists(own.resolve("flannelgraph"))).isTrue();
    findsASession(makes(own.resolve("deeper")).toString());
  }

  @Test
  void oneInRunIsNoneSinceASessionHasARunOfItsOwn() throws IOException {
    assumeTrue(User.isRoot(), "only root may make a folder in /run");
    Path folder = makes(Path.of("/run/program-test"));
    findsASession(folder.toString());
    assertThat(folder).isEmptyDirectory();
  }

  @ParameterizedTest
  @ValueSource(strings = {"with 'quotes' \"of\" $both*", "-q täglich 日本"})
  void anyNameWillDo(String name) throws IOException {
    findsASession(Files.createDirectory(user.folder().resolve(name)).toString());
  }

  @Test
  void withoutALocaleToo() throws IOException {
    Path folder = Files.createDirectory(user.folder().resolve("täglich"));
    String lab = Labs.small(user, "größer/here", "red").toString();
    Started up =
        user.command("up", lab).with(VARIABLE, folder.toString()).with("LC_ALL", "C").start();
    up.stands();
    Outcome found =
        user.command("exec", lab, "red", "--", "hostname")
            .with(VARIABLE, folder.toString())
            .with("LANG", "")
            .without("LC_ALL")
            .run();
    assertThat(found.exits(0).out()).isEqualTo("red\n");
    assertThat(found.err()).contains("größer");
  }

  @Test
  void oneThatIsTooDeepForASocketIsToldAsSuch() throws IOException {
    Path folder = Files.createDirectories(user.folder().resolve("deep/".repeat(20)));
    String lab = Labs.small(user, "here", "red").toString();
    Outcome outcome = user.command("up", lab).with(VARIABLE, folder.toString()).run().exits(3);
    assertThat(outcome.err()).contains(folder.toString(), "too long", VARIABLE);
    user.hasNoProcesses();
    assertThat(folder.resolve("flannelgraph")).isEmptyDirectory();
    user.command("up", lab, "--once").with(VARIABLE, folder.toString()).run().exits(0);
  }

  /** A file system with room for so many files. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 6, 7})
  void aFullOne(int files) throws IOException {
    Path folder = Files.createDirectory(user.folder().resolve("full"));
    String lab = Labs.small(user, "here", "red").toString();
    String mount = "mount -t tmpfs -o mode=700,nr_inodes=" + files + " tmpfs \"$0\" && exec \"$@\"";
    Outcome outcome =
        user.command("up", lab)
            .with(VARIABLE, folder.toString())
            .through("sh", "-c", mount, folder.toString())
            .inPrivate("--mount")
            .run()
            .exits(3);
    assertThat(outcome.err()).containsAnyOf("No space left on device", "can't be made");
    user.hasNoProcesses();
  }

  @Test
  void withoutAnyLabsCanStillBePlanned() {
    String nowhere =
        "for place in /tmp /var/tmp /dev/shm; do"
            + " mount --bind $place $place && mount -o remount,bind,ro $place || exit 9; done;"
            + " exec \"$@\"";
    Outcome up =
        user.command("up", User.lab("one-node"))
            .without(VARIABLE)
            .through("sh", "-c", nowhere, "sh")
            .inPrivate("--mount")
            .in(Path.of("/"))
            .run()
            .exits(3);
    assertThat(up.err()).contains("no folder for sessions");
    user.command("plan", User.lab("one-node"))
        .without(VARIABLE)
        .through("sh", "-c", nowhere, "sh")
        .inPrivate("--mount")
        .in(Path.of("/"))
        .run()
        .exits(0);
  }
}
