package org.flannelgraph.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileLockTest {
  @TempDir private Path folder;

  @Test
  void aLockIsHeldAsLongAsItsHolderLives() throws Exception {
    assertThat(FileLock.isHeld(folder)).isFalse();
    Process holder = new ProcessBuilder("flock", folder.toString(), "cat").start();
    try {
      TestNamespaces.await("the lock", () -> FileLock.isHeld(folder));
    } finally {
      holder.destroy();
      holder.waitFor();
    }
    TestNamespaces.await("its end", () -> !FileLock.isHeld(folder));
  }

  /** Who only asks, as this process does, is no holder. */
  @Test
  void askersDoNotSeeEachOther() throws Exception {
    Process asker =
        new ProcessBuilder("flock", "-s", folder.toString(), "sh", "-c", "echo; cat").start();
    try {
      assertThat(asker.getInputStream().read()).isEqualTo('\n');
      assertThat(FileLock.isHeld(folder)).isFalse();
    } finally {
      asker.destroy();
      asker.waitFor();
    }
  }

  @Test
  void nobodyHoldsWhatIsNotThere() throws IOException {
    assertThat(FileLock.isHeld(folder.resolve("absent"))).isFalse();
    Path file = Files.createFile(folder.resolve("file"));
    assertThat(FileLock.isHeld(file.resolve("below"))).isFalse();
  }

  /** A live session must never be taken for one that has gone because it can't be looked at. */
  @Test
  void whatCannotBeOpenedIsNoAnswer() throws IOException {
    Path loop = folder.resolve("loop");
    Files.createSymbolicLink(loop, loop);
    assertThatThrownBy(() -> FileLock.isHeld(loop))
        .isInstanceOf(KernelException.class)
        .hasMessageStartingWith("open " + loop + ": Too many levels of symbolic links");
  }
}
