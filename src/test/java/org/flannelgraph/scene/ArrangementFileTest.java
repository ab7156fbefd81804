package org.flannelgraph.scene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was dragged is kept with the lab, or else among the user's own files. */
class ArrangementFileTest {
  private static final Arrangement SOME =
      new Arrangement(Map.of("node1/flannel.1", new Point(40, -12), "#switch", new Point(0, 7)));

  /** A folder in which nobody can make a file, not even root. */
  private static final Path UNWRITABLE = Path.of("/proc/self/cluster.yaml");

  @TempDir private Path lab;
  @TempDir private Path config;
  private ArrangementFile file;
  private Path beside;

  @BeforeEach
  void make() {
    file = new ArrangementFile(lab.resolve("cluster.yaml"), config);
    beside = lab.resolve("arrangement.json");
  }

  @Test
  void whatIsWrittenIsReadAgainAndStandsSortedBesideTheLab() throws IOException {
    assertThat(file.read()).isEqualTo(ArrangementFile.Kept.NOTHING);
    file.write(SOME.moved("red", 0.4, 9.6));
    assertThat(file.read().problem()).isEmpty();
    assertThat(file.read().arrangement()).isEqualTo(SOME.moved("red", 0, 10));
    assertThat(Files.readString(beside))
        .isEqualTo(
            """
            {
              "arrangement" : 1,
              "offsets" : {
                "#switch" : {
                  "right" : 0,
                  "down" : 7
                },
                "node1/flannel.1" : {
                  "right" : 40,
                  "down" : -12
                },
                "red" : {
                  "right" : 0,
                  "down" : 10
                }
              }
            }
            """);
    assertThat(names(lab)).containsExactly("arrangement.json");
    assertThat(names(config)).isEmpty();
  }

  @Test
  void nothingDraggedNeedsNoFile() throws IOException {
    file.write(SOME);
    file.write(Arrangement.NONE);
    assertThat(names(lab)).isEmpty();
    assertThat(file.read()).isEqualTo(ArrangementFile.Kept.NOTHING);
  }

  @Test
  void everyFileOfAFolderHasItsOwn() throws IOException {
    new ArrangementFile(lab.resolve("other.yaml"), config).write(SOME);
    assertThat(file.read()).isEqualTo(ArrangementFile.Kept.NOTHING);
    assertThat(names(lab)).containsExactly("other.arrangement.json");
  }

  @Test
  void whereNothingCanBeWrittenItIsKeptAmongTheUsersOwnFiles() throws IOException {
    ArrangementFile away = new ArrangementFile(UNWRITABLE, config);
    away.write(SOME);
    assertThat(away.read().arrangement()).isEqualTo(SOME);
    assertThat(new ArrangementFile(Path.of("/proc/1/cluster.yaml"), config).read())
        .isEqualTo(ArrangementFile.Kept.NOTHING);
    away.write(Arrangement.NONE);
    assertThat(away.read()).isEqualTo(ArrangementFile.Kept.NOTHING);
  }

  @Test
  void whatCanBeWrittenNowhereIsRefused() {
    ArrangementFile away = new ArrangementFile(UNWRITABLE, Path.of("/proc/self/config"));
    assertThatThrownBy(() -> away.write(SOME)).isInstanceOf(IOException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nodes: [1]",
        "[]",
        "{\"arrangement\": 1}",
        "{\"arrangement\": 2, \"offsets\": {}}",
        "{\"arrangement\": 1, \"offsets\": {\"red\": {\"right\": \"far\", \"down\": 1}}}",
        "{\"arrangement\": 1, \"offsets\": {\"red\": {\"right\": 1e9, \"down\": 1}}}",
        "{\"arrangement\": 1, \"offsets\": {\"red\": [1, 2]}}"
      })
  void aBadFileIsToldOfAndPutAsideBeforeAnotherTakesItsPlace(String text) throws IOException {
    Files.writeString(beside, text);
    ArrangementFile.Kept kept = file.read();
    assertThat(kept.arrangement()).isEqualTo(Arrangement.NONE);
    assertThat(kept.problem()).hasValueSatisfying(it -> assertThat(it).contains(beside + ": "));
    file.write(SOME);
    assertThat(file.read().arrangement()).isEqualTo(SOME);
    assertThat(lab.resolve("arrangement.json.bad")).hasContent(text);
    Files.writeString(beside, text);
    file.write(Arrangement.NONE);
    assertThat(names(lab)).containsExactly("arrangement.json.bad", "arrangement.json.bad2");
  }

  private static Stream<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(it -> it.getFileName().toString()).sorted().toList().stream();
    }
  }
}
