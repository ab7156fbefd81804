package org.flannelgraph.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever it is given, it says what is wrong in a few words, soon, and without its insides. */
@Tag("program")
class BadInputTest {
  @AutoClose private final User user = new User();

  private Outcome refused(Path lab) {
    Outcome outcome = user.runs("up", "--once", lab.toString()).exits(2);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).isNotBlank().hasSizeLessThan(4000);
    user.hasNoProcesses();
    return outcome;
  }

  @Test
  void aHugeFile() throws IOException {
    Path file = user.folder().resolve("huge.yaml");
    try (RandomAccessFile huge = new RandomAccessFile(file.toFile(), "rw")) {
      huge.setLength(100_000_000);
    }
    assertThat(refused(file).err()).contains(file + ": ", "MiB");
  }

  @Test
  void aBinaryFile() throws IOException {
    byte[] bytes = new byte[100_000];
    new Random(2).nextBytes(bytes);
    Path file = Files.write(user.folder().resolve("binary"), bytes);
    assertThat(refused(file).err()).contains(file + ":1:", "text file");
  }

  @Test
  void aFileThatStandsForBillionsOfValues() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 10; i++) {
      String ten = String.join(", ", java.util.Collections.nCopies(10, "*a" + (i - 1)));
      bomb.append("a%d: &a%d [%s]%n".formatted(i, i, ten));
    }
    assertThat(refused(user.writes("bomb.yaml", bomb.toString())).err()).contains("more than");
  }

  @Test
  void aFileNestedForEver() {
    assertThat(refused(user.writes("nested.yaml", "[".repeat(500_000))).err())
        .contains("nested.yaml");
  }

  @Test
  void aFolderWithoutALab() throws IOException {
    Path folder = Files.createDirectory(user.folder().resolve("empty"));
    assertThat(refused(folder).err()).contains(folder.toString(), "cluster.yaml", "labs");
  }

  @Test
  void anEmptyFile() {
    assertThat(refused(user.writes("empty.yaml", "")).err()).contains("empty.yaml");
  }

  @Test
  void whatIsNoFile() {
    for (String device : List.of("/dev/zero", "/dev/stdin")) {
      assertThat(refused(Path.of(device)).err()).contains(device);
    }
  }

  @Test
  void aFileThatMayNotBeRead() throws IOException {
    assumeFalse(User.isRoot(), "root may read every file");
    Path ofRoot = Path.of("/etc/shadow");
    assertThat(refused(ofRoot).err()).contains(ofRoot.toString(), "permission denied");
    Path own = user.writes("secret.yaml", "");
    Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("---------"));
    assertThat(user.runs("plan", own.toString()).exits(2).err())
        .contains(own.toString(), "permission denied");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--version", "labs --json", "up --once LAB"})
  void aFullDiskForTheOutput(String arguments) {
    Outcome outcome =
        user.command(arguments.replace("LAB", User.lab("one-node")).split(" "))
            .to(Redirect.to(new File("/dev/full")))
            .run()
            .exits(3);
    assertThat(outcome.err()).contains("No space left on device");
  }

  @Test
  void aReaderThatHasHadEnough() {
    Outcome outcome =
        user.command("plan", User.lab("ten-nodes"))
            .through("sh", "-c", "\"$@\" | head -n 1", "sh")
            .run()
            .exits(0);
    assertThat(outcome.out().lines()).hasSize(1);
    assertThat(outcome.err()).isEmpty();
  }

  @Test
  void noOutputAtAll() {
    String closed = "\"$@\" <&- >&-";
    user.command("plan", User.lab("one-node")).through("sh", "-c", closed, "sh").run().exits(3);
    Outcome up =
        user.command("up", "--once", User.lab("one-node")).through("sh", "-c", closed, "sh").run();
    assertThat(up.exits(3).err()).isNotBlank();
    user.hasNoProcesses();
    assertThat(user.registered()).isEmpty();
  }

  @Test
  void noInput() {
    user.command("exec", User.lab("one-node"), "red", "--", "true")
        .through("sh", "-c", "\"$@\" <&-", "sh")
        .run()
        .exits(0);
  }
}
