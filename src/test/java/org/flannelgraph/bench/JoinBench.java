package org.flannelgraph.bench;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.flannelgraph.capture.CaptureFile;
import org.flannelgraph.capture.CaptureOrigin;
import org.flannelgraph.capture.CapturedFrame;
import org.flannelgraph.capture.Frame;
import org.flannelgraph.capture.PcapngWriter;
import org.flannelgraph.journey.Journey;
import org.flannelgraph.journey.JourneyTracker;
import org.flannelgraph.journey.Journeys;
import org.flannelgraph.journey.TrackerOptions;
import org.flannelgraph.packet.Dissection;
import org.flannelgraph.packet.LinkType;

/**
 * How fast one thread takes a capture file apart, which tshark and tcpdump then do with the same
 * file (installer/dev-bench.sh), and how fast it joins frames into journeys.
 */
final class JoinBench {
  private static final int PASSES = 4;
  private static final int CHUNK = 130_000;
  // How many seconds each kind of joining is warmed up, and then measured, unless it ends before.
  private static final double WARM_UP = 5;
  private static final double MEASURED = 12;
  private static final long ENOUGH = 10_000_000;
  // How many frames come before the window asks again what changed: 50 ms at their rate.
  private static final int ASKED = 10_000;

  private JoinBench() {}

  /** Arguments: a capture file to write, and of how many frames. */
  public static void main(String[] arguments) throws IOException {
    Locale.setDefault(Locale.ROOT);
    Path file = Path.of(arguments[0]);
    int frames = Integer.parseInt(arguments[1]);
    write(file, frames);
    decode(file, frames);
    joinFile(frames);
    join(false);
    join(true);
  }

  private static void write(Path file, int frames) throws IOException {
    VxlanFrames source = VxlanFrames.inTunnel();
    try (PcapngWriter writer =
        new PcapngWriter(Files.newOutputStream(file), CaptureOrigin.UNKNOWN)) {
      for (int i = 0; i < frames; i++) {
        writer.write(source.frame(i));
      }
    }
  }

  /** Reads the file and five fields of each of its frames; the last pass is told. */
  private static void decode(Path file, int frames) throws IOException {
    double best = Double.MAX_VALUE;
    double garbage = 0;
    for (int pass = 0; pass < PASSES; pass++) {
      Dissection dissection = new Dissection();
      long sum = 0;
      long before = allocated();
      long start = System.nanoTime();
      try (CaptureFile capture = CaptureFile.open(file)) {
        while (capture.next()) {
          Frame frame = capture.frame();
          dissection.decode(
              frame.bytes(),
              frame.offset(),
              frame.capturedLength(),
              frame.wireLength(),
              LinkType.ETHERNET);
          sum += DecodeBench.fiveFields(dissection);
        }
      }
      best = Math.min(best, (System.nanoTime() - start) / 1e9);
      garbage = (allocated() - before) / (double) frames;
      if (sum == 0) {
        throw new IllegalStateException("nothing was read");
      }
    }
    System.out.printf(
        "file of %,d VXLAN frames: read, and five fields of each, at %,.0f frames/s, best of %d"
            + " passes; %.1f bytes allocated a frame%n",
        frames, frames / best, PASSES, garbage);
  }

  /** All frames at once, as {@code journeys FILE} does. */
  private static void joinFile(int count) throws IOException {
    VxlanFrames source = VxlanFrames.everywhere();
    double best = Double.MAX_VALUE;
    List<CapturedFrame> frames = Arrays.asList(chunk(source, 0, count));
    for (int pass = 0; pass < PASSES; pass++) {
      long start = System.nanoTime();
      List<Journey> journeys = Journeys.join(frames);
      best = Math.min(best, (System.nanoTime() - start) / 1e9);
      if (journeys.size() < count / 13) {
        throw new IllegalStateException("only " + journeys.size() + " journeys");
      }
    }
    System.out.printf(
        "%,d frames of a file joined and told at %,.0f frames/s, best of %d passes%n",
        count, count / best, PASSES);
  }

  /**
   * Frames as they come.
   *
   * @param isTold whether what changed is asked for, as whoever shows journeys does
   */
  private static void join(boolean isTold) throws IOException {
    VxlanFrames source = VxlanFrames.everywhere();
    JourneyTracker tracker = new JourneyTracker(TrackerOptions.DEFAULT);
    long warm = run(tracker, source, 0, WARM_UP, isTold).frames;
    long heap = heap();
    Run run = run(tracker, source, warm, MEASURED, isTold);
    System.out.printf(
        "joined as they come%s: %,.0f frames/s (at least 1,000,000), %.0f bytes allocated a frame;"
            + " heap %,d MB after %,d frames, %,d MB after %,d%n",
        isTold ? " and told" : "",
        run.frames / run.seconds,
        run.garbage / (double) run.frames,
        heap >> 20,
        warm,
        heap() >> 20,
        tracker.statistics().frames());
  }

  private record Run(long frames, double seconds, long garbage) {}

  private static Run run(
      JourneyTracker tracker, VxlanFrames source, long first, double atMost, boolean isTold) {
    long frames = 0;
    long took = 0;
    long garbage = 0;
    while (took < atMost * 1e9 && frames < ENOUGH) {
      CapturedFrame[] chunk = chunk(source, first + frames, CHUNK);
      long before = allocated();
      long start = System.nanoTime();
      for (int i = 0; i < CHUNK; i++) {
        tracker.add(chunk[i]);
        if (isTold && i % ASKED == 0) {
          tracker.changed();
        }
      }
      took += System.nanoTime() - start;
      garbage += allocated() - before;
      frames += CHUNK;
    }
    return new Run(frames, took / 1e9, garbage);
  }

  private static CapturedFrame[] chunk(VxlanFrames source, long first, int count) {
    CapturedFrame[] frames = new CapturedFrame[count];
    for (int i = 0; i < count; i++) {
      frames[i] = source.frame(first + i);
    }
    return frames;
  }

  private static long allocated() {
    return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
  }

  /** What is alive, in bytes. */
  private static long heap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
