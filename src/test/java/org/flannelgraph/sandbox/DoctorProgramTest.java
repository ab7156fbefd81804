package org.flannelgraph.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The command, run through the launcher by an ordinary user, on this machine as it is and behind
 * gates that are shut for real: in user namespaces of the test's own, which touch nothing outside.
 */
@Tag("program")
class DoctorProgramTest {
  private static final Path CHECKOUT =
      Path.of(System.getProperty("flannelgraph.checkout", "")).toAbsolutePath();
  private static final String NOBODY = "nobody";

  /** Gives up, at the end, the capabilities that the gate was shut with. */
  private static final String AS_BEFORE =
      "; exec setpriv --ambient-caps=-all --inh-caps=-all -- \"$@\"";

  private record Outcome(int code, String out, String err) {
    JsonNode finding(String name) throws IOException {
      JsonNode document = new ObjectMapper().readTree(out);
      for (JsonNode finding : document.get("findings")) {
        if (finding.get("name").asText().equals(name)) {
          return finding;
        }
      }
      throw new AssertionError("no finding about " + name + " in " + out + err);
    }
  }

  @TempDir private Path folder;

  @BeforeEach
  void givesTheUserAFolder() throws IOException {
    if (isRoot()) {
      Files.setOwner(
          folder,
          FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByName(NOBODY));
    }
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
  }

  @AfterEach
  void nothingIsLeftOfTheSession() throws IOException {
    try (Stream<Path> left = Files.walk(folder)) {
      assertThat(left.filter(Files::isRegularFile)).isEmpty();
    }
  }

  @Test
  void anOrdinaryUserCanBuildLabsHere() throws Exception {
    Outcome outcome = run(List.of(), "doctor", "--json");
    assertThat(outcome.code).as(outcome.out + outcome.err).isZero();
    assertThat(outcome.finding("user namespace").get("seen").asText())
        .startsWith("made without root: user:[");
    assertThat(outcome.finding("neighbour table").get("seen").asText())
        .contains("entries for the whole machine");
  }

  @Test
  void theTextEndsWithTheVerdict() throws Exception {
    Outcome outcome = run(List.of(), "doctor");
    assertThat(outcome.out).endsWith("\n");
    assertThat(outcome.out.lines().toList().getLast()).startsWith("A lab can be built here.");
    assertThat(outcome.out.lines()).allMatch(line -> line.length() <= 80);
  }

  @Test
  void aLimitOfZeroUserNamespacesIsNamedWithItsMend() throws Exception {
    Outcome outcome =
        run(inUserNamespace("", "echo 0 >/proc/sys/user/max_user_namespaces"), "doctor", "--json");
    assertThat(outcome.code).as(outcome.out + outcome.err).isEqualTo(3);
    JsonNode finding = outcome.finding("user namespace");
    assertThat(finding.get("verdict").asText()).isEqualTo("no");
    assertThat(finding.get("mend").asText())
        .isEqualTo("sudo sysctl -w user.max_user_namespaces=15000");
    assertThat(outcome.finding("veth").get("verdict").asText()).isEqualTo("untried");
  }

  @Test
  void aMaskedProcIsRecognised() throws Exception {
    Outcome outcome =
        run(inUserNamespace("--mount", "mount --bind /dev/null /proc/kmsg"), "doctor", "--json");
    assertThat(outcome.code).as(outcome.out + outcome.err).isEqualTo(3);
    JsonNode finding = outcome.finding("/proc");
    assertThat(finding.get("verdict").asText()).isEqualTo("no");
    assertThat(finding.get("seen").asText()).contains("masked").contains("/proc/kmsg");
    assertThat(outcome.finding("capabilities").get("verdict").asText()).isEqualTo("yes");
  }

  private static List<String> inUserNamespace(String more, String gate) {
    List<String> words =
        new ArrayList<>(List.of("unshare", "--user", "--map-current-user", "--keep-caps"));
    if (!more.isEmpty()) {
      words.add(more);
    }
    words.addAll(List.of("sh", "-ec", gate + AS_BEFORE, "sh"));
    return words;
  }

  private Outcome run(List<String> through, String... arguments)
      throws IOException, InterruptedException {
    List<String> words = new ArrayList<>();
    if (isRoot()) {
      words.addAll(
          List.of("setpriv", "--reuid", NOBODY, "--regid", "65534", "--clear-groups", "--"));
    }
    words.addAll(through);
    words.add(CHECKOUT.resolve("installer/flannelgraph").toString());
    words.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(words);
    builder.environment().keySet().removeIf(name -> name.startsWith("FLANNELGRAPH_"));
    builder.environment().put("XDG_RUNTIME_DIR", folder.toString());
    builder.environment().put("FLANNELGRAPH_APP", CHECKOUT.resolve("target/app").toString());
    builder.environment().put("FLANNELGRAPH_JAVA", System.getProperty("java.home") + "/bin/java");
    Path err = Files.createTempFile("doctor", ".err");
    try {
      Process process = builder.redirectError(err.toFile()).start();
      process.getOutputStream().close();
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Outcome(process.waitFor(), out, Files.readString(err));
    } finally {
      Files.delete(err);
    }
  }

  private static boolean isRoot() {
    return System.getProperty("user.name").equals("root");
  }
}
