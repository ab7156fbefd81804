package org.flannelgraph.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.flannelgraph.packet.Ports;
import org.flannelgraph.topology.InvalidSnapshotException;
import org.flannelgraph.topology.Snapshot;
import org.flannelgraph.topology.Topology;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever a snapshot holds, it is read, or refused with words that name the file. */
class DamagedSnapshotsTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final List<JsonNode> STRANGE =
      List.of(
          JsonNodeFactory.instance.nullNode(),
          JsonNodeFactory.instance.numberNode(-1),
          JsonNodeFactory.instance.numberNode(Long.MAX_VALUE),
          JsonNodeFactory.instance.numberNode(0.5),
          JsonNodeFactory.instance.booleanNode(true),
          JsonNodeFactory.instance.textNode(""),
          JsonNodeFactory.instance.textNode("if7"),
          JsonNodeFactory.instance.textNode("\u001b[2J"),
          JsonNodeFactory.instance.arrayNode(),
          JsonNodeFactory.instance.arrayNode().add(1).addArray(),
          JsonNodeFactory.instance.objectNode(),
          JsonNodeFactory.instance.objectNode().put("dst", "default"));

  @TempDir private Path folder;
  private Path collected;
  private Path file;
  private String text;

  @BeforeEach
  void write() throws IOException {
    collected = Files.createDirectory(folder.resolve("collected"));
    GoldenFolder.write(collected);
    file = folder.resolve("it.json");
    Topology topology = Snapshot.read(collected).topology();
    new Snapshot(topology, Set.of("pod1a", "pod2a")).write(file);
    assertThat(Snapshot.read(file).topology().isSameAs(topology)).isTrue();
    text = Files.readString(file);
  }

  /** True if it was taken. */
  private boolean read(Path path) throws IOException {
    try {
      Topology topology = Snapshot.read(path).topology();
      assertThat(topology.peers().keySet()).allMatch(link -> topology.link(link).isPresent());
      return true;
    } catch (InvalidSnapshotException refused) {
      assertThat(refused).message().startsWith(folder.toString()).hasSizeLessThan(1000);
      return false;
    }
  }

  private void refuses(String document, String why) throws IOException {
    Files.writeString(file, document);
    assertThatThrownBy(() -> Snapshot.read(file))
        .isInstanceOf(InvalidSnapshotException.class)
        .hasMessageStartingWith(file + ": ")
        .hasMessageContaining(why);
  }

  @Test
  void cutOffAnywhere() throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    for (int length = 0; length < bytes.length - 1; length += 1 + bytes.length / 60) {
      Files.write(file, Arrays.copyOf(bytes, length));
      assertThat(read(file)).as("of %s bytes %s", bytes.length, length).isFalse();
    }
  }

  @Test
  void withOneByteChanged() throws IOException {
    Random random = new Random(3);
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    int taken = 0;
    for (int i = 0; i < 200; i++) {
      byte[] changed = bytes.clone();
      changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
      Files.write(file, changed);
      taken += read(file) ? 1 : 0;
    }
    assertThat(taken).isBetween(1, 199);
  }

  @Test
  void withOneValueChangedJourneysAreExplainedAllTheSame() throws IOException {
    Path capture = folder.resolve("capture.pcapng");
    try (InputStream golden =
        DamagedSnapshotsTest.class.getResourceAsStream("/golden/cross-node-ping.pcapng")) {
      Files.copy(Objects.requireNonNull(golden), capture);
    }
    Random random = new Random(4);
    int taken = 0;
    for (int i = 0; i < 600; i++) {
      JsonNode document = MAPPER.readTree(text);
      change(document, random);
      Files.writeString(file, document.toString());
      if (read(file)) {
        taken++;
        CaptureReading.read(
            List.of(capture), Ports.DEFAULT, Optional.of(Snapshot.read(file)), notice -> {});
      }
    }
    assertThat(taken).isBetween(1, 599);
  }

  @Test
  void aFolderWithOneValueChanged() throws IOException {
    Random random = new Random(5);
    List<Path> files;
    try (var list = Files.list(collected)) {
      files = list.sorted().toList();
    }
    int taken = 0;
    for (int i = 0; i < 300; i++) {
      Path one = files.get(random.nextInt(files.size()));
      String whole = Files.readString(one);
      JsonNode document = MAPPER.readTree(whole);
      change(document, random);
      Files.writeString(one, document.toString());
      taken += read(collected) ? 1 : 0;
      Files.writeString(one, whole);
    }
    assertThat(taken).isBetween(1, 299);
  }

  private static void change(JsonNode document, Random random) {
    List<JsonNode> containers = new ArrayList<>();
    collect(document, containers);
    JsonNode container = containers.get(random.nextInt(containers.size()));
    JsonNode instead = STRANGE.get(random.nextInt(STRANGE.size()));
    if (container instanceof ObjectNode object && !object.isEmpty()) {
      List<String> names = new ArrayList<>();
      object.fieldNames().forEachRemaining(names::add);
      String name = names.get(random.nextInt(names.size()));
      if (random.nextInt(4) == 0) {
        object.remove(name);
      } else {
        object.set(name, instead);
      }
    } else if (container instanceof ArrayNode array && !array.isEmpty()) {
      array.set(random.nextInt(array.size()), instead);
    }
  }

  private static void collect(JsonNode node, List<JsonNode> containers) {
    if (node.isContainerNode()) {
      containers.add(node);
      node.forEach(child -> collect(child, containers));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'[]'                                    | this is no snapshot",
        "'{}'                                    | this is no snapshot",
        "'{\"snapshot\": 2}'                     | version 2",
        "'{\"snapshot\": 1, \"namespaces\": []}' | is no object",
        "'{\"snapshot\": 1, \"time\": \"now\"}'  | now",
        "'{\"snapshot\": 1} {}'                  | something follows",
        "'{\"snapshot\": 1,'                     | line 1",
        "'lab: two-nodes'                        | no JSON"
      })
  void whatIsNone(String document, String why) throws IOException {
    refuses(document, why);
  }

  @Test
  void saysWhichElementIsWrong() throws IOException {
    refuses(text.replace("\"10.244.70.0/24\"", "\"10.244.70.0/99\""), "namespace 'n1', route[");
    Path route = collected.resolve("n1.route.json");
    Files.writeString(route, "[{\"dst\": \"10.0.0.0/8\", \"dev\": \"nope\"}]");
    assertThatThrownBy(() -> Snapshot.read(collected))
        .hasMessage(collected + ": n1.route.json [0]: there is no link 'nope' in this namespace");
    Files.writeString(route, "nothing");
    assertThatThrownBy(() -> Snapshot.read(collected))
        .hasMessageStartingWith(route + ": line 1, column ");
  }

  @Test
  void depthAndLengthAreBounded() throws IOException {
    refuses("{\"snapshot\": 1, \"x\": " + "[".repeat(1_000_000), "nesting depth");
    try (var huge = new RandomAccessFile(file.toFile(), "rw")) {
      huge.setLength(1L << 40);
    }
    assertThat(read(file)).isFalse();
  }

  @Test
  void aFolderWithoutLinksSaysWhatItWants() throws IOException {
    assertThatThrownBy(() -> Snapshot.read(Files.createDirectory(folder.resolve("empty"))))
        .isInstanceOf(InvalidSnapshotException.class)
        .hasMessageContaining("NAMESPACE.addr.json");
    Files.delete(collected.resolve("n2.addr.json"));
    assertThatThrownBy(() -> Snapshot.read(collected)).hasMessageContaining("n2.addr.json");
    Files.writeString(
        collected.resolve("n2.addr.json"),
        "[{\"ifindex\": 2, \"ifname\": \"eth0\", \"link_index\": 3, \"link_netnsid\": 0}]");
    assertThatThrownBy(() -> Snapshot.read(collected)).hasMessageContaining("ip -j -d addr");
    assertThatThrownBy(() -> Snapshot.read(folder.resolve("nowhere")))
        .isInstanceOf(InvalidSnapshotException.class)
        .hasMessageContaining("there is no such file");
  }

  @Test
  void whatCanNotBeToldApartHasNoPeer() throws IOException {
    Path twins = Files.createDirectory(folder.resolve("twins"));
    for (String name : List.of("node1", "node2", "pod1", "pod2")) {
      boolean isNode = name.startsWith("node");
      Files.writeString(
          twins.resolve(name + ".addr.json"),
          """
          [{"ifindex": %d, "ifname": "eth0", "flags": ["UP"], "link_index": %d, "link_netnsid": 0,
            "address": "02:00:00:00:00:0%d", "linkinfo": {"info_kind": "veth"},
            "addr_info": [{"family": "inet", "local": "10.%s.0.%d", "prefixlen": 24}]}]
          """
              .formatted(
                  isNode ? 5 : 2,
                  isNode ? 2 : 5,
                  name.charAt(name.length() - 1) - '0' + (isNode ? 0 : 2),
                  "1",
                  isNode ? 1 : 2));
    }
    assertThat(Snapshot.read(twins).topology().peers()).isEmpty();
    // one neighbour that has been met tells all four
    Files.writeString(
        twins.resolve("node1.neigh.json"),
        """
        [{"dst": "10.1.0.2", "dev": "eth0", "lladdr": "02:00:00:00:00:03", "state": ["STALE"]}]
        """);
    Topology topology = Snapshot.read(twins).topology();
    assertThat(topology.peers()).hasSize(4);
    assertThat(topology.peer(topology.link("node2", "eth0").orElseThrow()))
        .isEqualTo(topology.link("pod2", "eth0"));
  }
}
