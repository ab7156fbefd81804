package org.flannelgraph.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.flannelgraph.linux.LiveObjects;
import org.flannelgraph.linux.NothingLeaked;
import org.flannelgraph.linux.Shell;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What the kernel holds, written down in either way and read again. */
@Tag("kernel")
@ExtendWith(NothingLeaked.class)
class LiveSnapshotTest {
  private static LiveObjects objects;

  @TempDir private Path folder;

  @BeforeAll
  static void make() {
    objects = new LiveObjects();
  }

  @AfterAll
  static void unmake() {
    objects.close();
  }

  private static Topology dumped() {
    try (LiveTopology live = LiveTopology.start()) {
      live.watch(List.of(objects.node(), objects.pod()));
      return live.sync();
    }
  }

  @Test
  void aFileGivesTheSameTopology() throws IOException {
    Topology topology = dumped();
    Path file = folder.resolve("it.json");
    new Snapshot(topology, Set.of("pod")).write(file);
    Snapshot read = Snapshot.read(file);
    assertThat(Difference.between(topology, read.topology())).isEmpty();
    assertThat(read.topology().namespaces()).isEqualTo(topology.namespaces());
    assertThat(read.topology().isSameAs(topology)).isTrue();
    assertThat(read.topology().version()).isEqualTo(topology.version());
    assertThat(read.topology().time()).isEqualTo(topology.time());
    assertThat(read.topology().peers()).isEqualTo(topology.peers()).isNotEmpty();
    assertThat(read.pods()).containsExactly("pod");
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).as("nothing else is left").containsExactly(file);
    }
  }

  @Test
  void aFolderThatTheHelpTellsHowToMakeGivesWhatPathsDependOn() throws IOException {
    Shell.sh("cd " + folder + "\n" + SnapshotFolder.COLLECT);
    Topology topology = dumped();
    Topology read = Snapshot.read(folder).topology();
    assertThat(read.namespaces().keySet()).containsAll(topology.namespaces().keySet());
    Map<String, Namespace> both = new TreeMap<>(read.namespaces());
    both.keySet().retainAll(topology.namespaces().keySet());
    Topology collected = new Topology(1, read.time(), both);
    assertThat(Difference.between(Fresh.steadily(topology), Fresh.steadily(collected)))
        .filteredOn(it -> !printed(it.words().before()).equals(it.words().after()))
        .isEmpty();
    assertThat(read.peers()).isEqualTo(topology.peers());
  }

  /** Without what iproute2 leaves out of its JSON. */
  private static String printed(String line) {
    return line.replace(" bc_forwarding off", "").replace("rto_min lock", "rto_min");
  }
}
