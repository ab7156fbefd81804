package org.flannelgraph.capture;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import org.flannelgraph.capture.ClockOffset.Basis;
import org.jspecify.annotations.Nullable;

/**
 * Several captures of one network, one a node perhaps, read as one: frames in order of time, as far
 * as each file is in that order itself. The clocks behind the files may be apart; how far, is
 * estimated from the packets that are in several files, told by {@link #clocks}, and taken out of
 * the frames' times. The first file's clock holds. A frame keeps its ordinal in its own file.
 */
public final class CaptureFiles implements AutoCloseable {
  /** A file at its current frame. */
  private static final class Head {
    final CaptureFile file;
    final int order;
    final long offset;

    Head(CaptureFile file, int order, long offset) {
      this.file = file;
      this.order = order;
      this.offset = offset;
    }

    long time() {
      return file.frame().time() + offset;
    }
  }

  private static final Comparator<Head> ORDER =
      Comparator.comparingLong(Head::time).thenComparingInt(head -> head.order);

  private final List<CaptureFile> files;
  private final List<ClockOffset> clocks;
  private final PriorityQueue<Head> heads;
  private final List<Head> unread = new ArrayList<>();
  private final FrameCursor frame = new FrameCursor(CaptureInterface.ethernet("", "", 0));

  private CaptureFiles(List<CaptureFile> files, List<ClockOffset> clocks) {
    this.files = files;
    this.clocks = clocks;
    heads = new PriorityQueue<>(files.size(), ORDER);
    for (int i = 0; i < files.size(); i++) {
      unread.add(new Head(files.get(i), i, clocks.get(i).nanoseconds()));
    }
  }

  /**
   * Opens files; if they are several, each is read once from end to end to compare their clocks.
   *
   * @param paths at least one
   * @throws InvalidCaptureException if one is no capture, or contradicts its format
   */
  public static CaptureFiles open(List<Path> paths) throws IOException {
    List<ClockOffset> clocks = compareClocks(paths);
    List<CaptureFile> files = new ArrayList<>();
    try {
      for (Path path : paths) {
        files.add(CaptureFile.open(path));
      }
      return new CaptureFiles(files, clocks);
    } catch (IOException | RuntimeException failure) {
      closeAll(files);
      throw failure;
    }
  }

  private static List<ClockOffset> compareClocks(List<Path> paths) throws IOException {
    if (paths.size() == 1) {
      String name = paths.getFirst().toString();
      return List.of(new ClockOffset(name, name, 0, 0, 0, Basis.REFERENCE));
    }
    List<PacketPrints> prints = new ArrayList<>();
    for (Path path : paths) {
      try (CaptureFile file = CaptureFile.open(path)) {
        prints.add(PacketPrints.of(file));
      }
    }
    return ClockTree.offsets(paths.stream().map(Path::toString).toList(), prints);
  }

  /**
   * Steps to the next frame of all files.
   *
   * @return false after the last one
   * @throws InvalidCaptureException if a file contradicts its format
   */
  public boolean next() throws IOException {
    for (Head head = pollUnread(); head != null; head = pollUnread()) {
      if (head.file.next()) {
        heads.add(head);
      }
    }
    Head head = heads.poll();
    if (head == null) {
      return false;
    }
    take(head);
    unread.add(head);
    return true;
  }

  private @Nullable Head pollUnread() {
    return unread.isEmpty() ? null : unread.removeLast();
  }

  private void take(Head head) {
    Frame from = head.file.frame();
    frame.ordinal = from.ordinal();
    frame.where = from.where();
    frame.time = head.time();
    frame.direction = from.direction();
    frame.bytes = from.bytes();
    frame.offset = from.offset();
    frame.capturedLength = from.capturedLength();
    frame.wireLength = from.wireLength();
    frame.droppedBefore = from.droppedBefore();
    frame.checksumNotReady = from.checksumNotReady();
    frame.comment = from.comment();
  }

  /** The frame that the last {@link #next} stepped to, valid until the next. */
  public Frame frame() {
    return frame;
  }

  /** How far the files' clocks are apart, one entry a file, in the files' order. */
  public List<ClockOffset> clocks() {
    return clocks;
  }

  /** The interfaces that were described so far. */
  public List<CaptureInterface> interfaces() {
    return files.stream().flatMap(file -> file.interfaces().stream()).toList();
  }

  /** What the files tell of their drops so far. */
  public List<CaptureStatistics> statistics() {
    return files.stream().flatMap(file -> file.statistics().stream()).toList();
  }

  /** Of each file that was found to be cut off: where, in words. */
  public List<String> cuts() {
    return files.stream().map(CaptureFile::cut).flatMap(Optional::stream).toList();
  }

  private static void closeAll(List<CaptureFile> files) throws IOException {
    IOException failure = null;
    for (CaptureFile file : files) {
      try {
        file.close();
      } catch (IOException refused) {
        failure = refused;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  @Override
  public void close() throws IOException {
    closeAll(files);
  }
}
