package org.flannelgraph.cluster;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that are no lab at all, or want to exhaust whoever reads them: a message and no more. */
@Timeout(120)
class HostileFilesTest {
  private static final String TOO_MANY =
      "up to here the file stands for more than 300000 values, which is more than any lab needs";
  private static final String TOO_DEEP = "this is nested more than 50 levels deep";
  private static final String NO_KIND =
      "this document has no 'kind', such as Node, Pod, ConfigMap or Cluster";

  @TempDir Path folder;

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void areRefused(String name, byte[] content, String first) {
    assertThat(MarkedFile.errors(content).lines().findFirst())
        .contains("labs/my/cluster.yaml" + first);
  }

  static Stream<Arguments> areRefused() {
    return Stream.of(
        file("empty", "", ": there is no Node in this file: a lab has at least one 'kind: Node'"),
        file(
            "only comments",
            "# nothing\n---\n---\n",
            ": there is no Node in this file: a lab has at least one 'kind: Node'"),
        file(
            "a NUL",
            "kind: Node\nme\0ta: x",
            ":2:3: the character U+0000 has no place in YAML: is this a text file?"),
        file(
            "an escape character",
            "kind: \u001b[31mNode",
            ":1:7: the character U+001B has no place in YAML: is this a text file?"),
        Arguments.of(
            "binary",
            new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1, 0, (byte) 0xff},
            ":1:1: the character U+007F has no place in YAML: is this a text file?"),
        Arguments.of(
            "Latin-1",
            "kind: Node\n# é is ".concat("\u00e9\n").getBytes(ISO_8859_1),
            ":2:3: the byte 0xe9 is not UTF-8: is this a text file, and saved as UTF-8?"),
        Arguments.of(
            "UTF-16",
            "kind: Node".getBytes(UTF_16),
            ":1:1: the byte 0xfe is not UTF-8: is this a text file, and saved as UTF-8?"),
        file(
            "indented with a tab",
            "kind: Node\nmetadata:\n\tname: a\n",
            ":3:1: not YAML: while scanning for the next token, found character '\\t(TAB)' that cannot start any token. (Do not use \\t(TAB) for indentation)"),
        file(
            "another YAML",
            "%YAML 9.9\n---\na: b\n",
            ":1:1: not YAML 1.2, which is what the lab reads"),
        file("a bomb of aliases", bomb(), ":6:15: " + TOO_MANY),
        file("deep flow", "[".repeat(1_000_000), ":1:52: " + TOO_DEEP),
        file("deep keys", "? ".repeat(500_000), ":1:103: " + TOO_DEEP),
        file("a value in itself", "kind: &a [*a]\n", ":1:1: " + NO_KIND),
        file("an alias of nothing", "kind: *a\n", ":1:1: " + NO_KIND),
        file("a long list", "- a\n".repeat(1_000_000), ":300000:3: " + TOO_MANY),
        file("a long line", "a: " + "x".repeat(4_000_000), ":1:1: " + NO_KIND),
        file(
            "an endless string",
            "\"" + "a".repeat(4_000_000),
            ":1:4000002: not YAML: while scanning a quoted scalar, found unexpected end of stream"),
        file(
            "one key often",
            "{" + "a,".repeat(1_000_000) + "}",
            ":1:4: 'a' stands here a second time, first in line 1"),
        file(
            "many documents that are none",
            "---\n[}\n".repeat(500_000),
            ":2:2: not YAML: while parsing a flow node, expected the node content, but found '}'"),
        file(
            "many pods without anything",
            "---\n{kind: Pod}\n".repeat(100_000),
            ":2:1: metadata needs 'name'"),
        file(
            "many nodes",
            nodes(5_000),
            ":508:47: the node network 192.168.0.0/24 has no address left for this node"),
        file(
            "deep JSON",
            json("[".repeat(1_000_000)),
            ":5:19: not JSON: Document nesting depth (51) exceeds the maximum allowed (50)"),
        file(
            "long JSON",
            json("[" + "1,".repeat(500_000)),
            ":5:19: not JSON: Token count (20001) exceeds the maximum allowed (20000)"),
        file(
            "a long number in JSON",
            json("1".repeat(1_000_000)),
            ":5:19: not JSON: Number value length (1000000) exceeds the maximum allowed (1000)"));
  }

  private static Arguments file(String name, String content, String first) {
    return Arguments.of(name, content.getBytes(UTF_8), first);
  }

  private static String bomb() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 30; i++) {
      String alias = "*a" + (i - 1);
      bomb.append("a%d: &a%d [%s]\n".formatted(i, i, (alias + ", ").repeat(9) + alias));
    }
    return bomb.toString();
  }

  private static String json(String json) {
    return "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: kube-flannel-cfg}\ndata:\n"
        + "  net-conf.json: '"
        + json
        + "'\n";
  }

  private static String nodes(int count) {
    StringBuilder nodes = new StringBuilder();
    for (int i = 1; i <= count; i++) {
      nodes.append("---\n{apiVersion: v1, kind: Node, metadata: {name: n" + i + "}}\n");
    }
    return nodes.toString();
  }

  @Test
  void noMoreThanSomeProblemsAreShown() {
    String errors = MarkedFile.errors("---\n{kind: Pot}\n".repeat(1_000).getBytes(UTF_8));
    assertThat(errors.lines()).hasSize(Problems.SHOWN + 1);
    assertThat(errors).endsWith("labs/my/cluster.yaml: and 800 more like these\n");
  }

  @Test
  void aProblemIsOneLineOfSomeLength() {
    String errors = MarkedFile.errors(("kind: \"" + "x\\n".repeat(100_000) + "\"").getBytes(UTF_8));
    assertThat(errors.lines()).hasSize(1);
    assertThat(errors.length()).isLessThan(500);
  }

  @Test
  void aLargeFileIsNotReadToItsEnd() throws IOException {
    Path file = folder.resolve("cluster.yaml");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(100L << 20);
    }
    assertRefused(file, file + ": it has more than 4 MiB, which is more than any lab needs");
  }

  @Test
  void whatIsNoFileIsNotRead() throws IOException {
    Path none = folder.resolve("none");
    assertRefused(none, none + ": there is no such file");
    assertRefused(folder, folder.resolve("cluster.yaml") + ": there is no such file");
    Path nested = Files.createDirectory(folder.resolve("cluster.yaml"));
    assertRefused(folder, nested + ": this is not a regular file");
    assertRefused(Path.of("/dev/zero"), "/dev/zero: this is not a regular file");
  }

  private static void assertRefused(Path path, String message) {
    assertThatThrownBy(() -> ClusterFile.read(path))
        .isInstanceOf(InvalidClusterException.class)
        .hasMessage(message);
  }

  @Test
  void anExceptionTellsAllProblems() {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    content.writeBytes("kind: Pot\n---\nkind: Nod\n".getBytes(UTF_8));
    assertThatThrownBy(() -> MarkedFile.read(content.toByteArray(), Optional.empty()))
        .isInstanceOfSatisfying(
            InvalidClusterException.class,
            invalid -> {
              assertThat(invalid.problems()).hasSize(2);
              assertThat(invalid).hasMessageContaining("1:7: ").hasMessageContaining("3:7: ");
            });
  }
}
