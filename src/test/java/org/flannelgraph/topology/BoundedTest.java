package org.flannelgraph.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BoundedTest {
  @TempDir private Path folder;

  @Test
  void noMoreIsReadThanIsAllowed() throws IOException {
    Path file = Files.write(folder.resolve("long"), new byte[3 << 20]);
    try (Bounded all = Bounded.open(file, 3 << 20)) {
      assertThat(all.readAllBytes()).hasSize(3 << 20);
    }
    try (Bounded less = Bounded.open(file, 2 << 20)) {
      assertThatThrownBy(less::readAllBytes)
          .isInstanceOf(InvalidSnapshotException.class)
          .hasMessage(file + ": it is longer than the 2 MiB that are read");
    }
    assertThatThrownBy(() -> Bounded.open(folder, 1)).hasMessageContaining("no such file");
  }
}
