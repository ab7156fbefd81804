package org.flannelgraph.bench;

import static org.flannelgraph.linux.Shell.sh;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import org.flannelgraph.capture.CaptureFile;
import org.flannelgraph.capture.CaptureInterface;
import org.flannelgraph.capture.CaptureOptions;
import org.flannelgraph.capture.CaptureOrigin;
import org.flannelgraph.capture.CaptureStatistics;
import org.flannelgraph.capture.CapturedFrame;
import org.flannelgraph.capture.Direction;
import org.flannelgraph.capture.Frame;
import org.flannelgraph.capture.FrameSender;
import org.flannelgraph.capture.LiveCapture;
import org.flannelgraph.capture.PcapngWriter;
import org.flannelgraph.journey.JourneyTracker;
import org.flannelgraph.journey.TrackerOptions;
import org.flannelgraph.linux.NetworkNamespace;
import org.flannelgraph.linux.TestNamespaces;

/**
 * How fast captures are read, against tcpdump and tshark on the same file; what live capture keeps
 * up with, and what it costs when nothing happens. The file part runs anywhere; the live parts want
 * a private world with a /run/netns of its own.
 */
public final class CaptureBench {
  private static final String[] ALL = {"file", "journeys", "live", "idle"};
  private static final int FILE_FRAMES = 500_000;
  private static final int FRAME_LENGTH = 148;
  private static final int PAIRS = 20;
  private static final int SECONDS = 5;
  private static final int IDLE_PAIRS = 250;
  // For how many seconds the JVM compiles what it then runs: not measured.
  private static final int COLD = 5;
  // A frame of a screen, in nanoseconds.
  private static final long ASKED = 16_000_000;
  // Where the sequence number of the ping in the tunnel is.
  private static final int ECHO = 88;

  private CaptureBench() {}

  /**
   * Prints the figures, a line each.
   *
   * @param arguments which parts to run: file, journeys, live, idle; all if none is named
   */
  public static void main(String[] arguments) throws IOException {
    Locale.setDefault(Locale.ROOT);
    List<String> parts = List.of(arguments.length == 0 ? ALL : arguments);
    boolean world = "1".equals(System.getenv("FLANNELGRAPH_SANDBOX"));
    if (parts.contains("file")) {
      file();
    }
    if (parts.contains("journeys") && world) {
      journeys(2_000);
    }
    if (parts.contains("live") && world) {
      live(200_000);
    }
    if (parts.contains("idle") && world) {
      idle();
    }
    if (!world) {
      say("live and idle: left out, there is no private world to make namespaces in");
    }
  }

  // --- Files
  // ---------------------------------------------------------------------------------------

  private static void file() throws IOException {
    Path file = Files.createTempFile("bench", ".pcapng");
    try {
      double writing = seconds(() -> write(file));
      say(String.format("write %,d frames: %,.0f frames/s", FILE_FRAMES, FILE_FRAMES / writing));
      for (int pass = 1; pass <= 4; pass++) {
        long before = allocated();
        double reading = seconds(() -> read(file));
        say(
            String.format(
                "read, pass %d: %,.0f frames/s, %.2f bytes of garbage a frame",
                pass, FILE_FRAMES / reading, (allocated() - before) / (double) FILE_FRAMES));
      }
      theirs("tcpdump -n -r %s -w /dev/null".formatted(file));
      theirs("tcpdump -n -r %s >/dev/null".formatted(file));
      theirs("capinfos -c %s >/dev/null".formatted(file));
      theirs("tshark -n -r %s >/dev/null".formatted(file));
    } finally {
      Files.delete(file);
    }
  }

  private static void theirs(String command) {
    double time = seconds(() -> sh(command + " 2>/dev/null"));
    say(String.format("%s: %,.0f frames/s", command.split(" -n -r| -c", 2)[0], FILE_FRAMES / time));
  }

  private static void write(Path file) {
    CaptureInterface[] places = new CaptureInterface[12];
    for (int i = 0; i < places.length; i++) {
      places[i] = CaptureInterface.ethernet("node" + i % 3, "veth" + i, i + 2);
    }
    byte[] bytes = vxlan();
    try (PcapngWriter writer =
        new PcapngWriter(Files.newOutputStream(file), CaptureOrigin.UNKNOWN)) {
      for (int i = 0; i < FILE_FRAMES; i++) {
        writer.write(
            CapturedFrame.of(
                i + 1,
                places[i % places.length],
                1_800_000_000_000_000_000L + i * 1_000L,
                i % 2 == 0 ? Direction.IN : Direction.OUT,
                bytes));
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static void read(Path file) {
    long sum = 0;
    int frames = 0;
    try (CaptureFile capture = CaptureFile.open(file)) {
      while (capture.next()) {
        Frame frame = capture.frame();
        sum += frame.time() + frame.bytes()[frame.offset() + 23] + frame.where().index();
        frames++;
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    if (frames != FILE_FRAMES || sum == 0) {
      throw new IllegalStateException("read only " + frames);
    }
  }

  /** An IPv4 packet in VXLAN in IPv4, as a node's uplink carries it. */
  private static byte[] vxlan() {
    ByteBuffer frame = ByteBuffer.allocate(FRAME_LENGTH);
    frame.putLong(0x020000000001_0200L).putInt(0x00000002).putShort((short) 0x0800);
    frame.putShort((short) 0x4500).putShort((short) (FRAME_LENGTH - 14)).putInt(0);
    frame.putShort((short) 0x4011).putShort((short) 0).putInt(0xc0a8000b).putInt(0xc0a8000c);
    frame.putShort((short) 50_000).putShort((short) 8472);
    frame.putShort((short) (FRAME_LENGTH - 34)).putShort((short) 0);
    frame.putLong(0x08000000_00000100L);
    frame.putLong(0x020000000003_0200L).putInt(0x00000004).putShort((short) 0x0800);
    frame.putShort((short) 0x4500).putShort((short) 84).putInt(0);
    frame.putShort((short) 0x4001).putShort((short) 0).putInt(0x0af40102).putInt(0x0af40202);
    frame.putShort((short) 0x0800);
    return frame.array();
  }

  // --- Live
  // ----------------------------------------------------------------------------------------

  private static void live(int rate) {
    try (TestNamespaces namespaces = new TestNamespaces()) {
      List<NetworkNamespace> all = pairs(namespaces, PAIRS, 10);
      try (LiveCapture capture = LiveCapture.start(all, CaptureOptions.DEFAULT)) {
        List<FrameSender> senders = senders(capture, all);
        long total = (long) rate * SECONDS;
        Thread sender =
            Thread.ofPlatform().name("sender").start(() -> send(senders, rate, total / 2));
        long cpuBefore = cpu("capture");
        long start = System.nanoTime();
        long[] delays = new long[(int) (total / 16) + 1];
        long frames = 0;
        int sampled = 0;
        while (frames < total && capture.next(Duration.ofSeconds(2))) {
          if (frames++ % 16 == 0) {
            Instant now = Instant.now();
            delays[sampled++] =
                now.getEpochSecond() * 1_000_000_000L + now.getNano() - capture.frame().time();
          }
        }
        double time = (System.nanoTime() - start) / 1e9;
        long busy = cpu("capture") - cpuBefore;
        long dropped = capture.statistics().stream().mapToLong(CaptureStatistics::dropped).sum();
        Arrays.sort(delays, 0, sampled);
        say(
            String.format(
                "live, %d interfaces, %,d frames/s asked: %,.0f frames/s for %.1f s, %d dropped (0),"
                    + " capture thread %.0f%% of a core, wire to taker p50 %,d us, p99 %,d us",
                PAIRS * 2,
                rate,
                frames / time,
                time,
                dropped,
                busy / 1e7 / time,
                delays[sampled / 2] / 1_000,
                delays[(int) (sampled * 0.99)] / 1_000));
        join(sender);
        senders.forEach(FrameSender::close);
      }
    }
  }

  /** From the wire to the journey that a frame is in, asked for as often as a window does. */
  private static void journeys(int rate) {
    try (TestNamespaces namespaces = new TestNamespaces()) {
      List<NetworkNamespace> all = pairs(namespaces, PAIRS, 10);
      try (LiveCapture capture = LiveCapture.start(all, CaptureOptions.DEFAULT)) {
        List<FrameSender> senders = senders(capture, all);
        int total = rate * (SECONDS + COLD);
        Thread sender =
            Thread.ofPlatform().name("sender").start(() -> send(senders, rate, total / 2));
        JourneyTracker tracker = new JourneyTracker(TrackerOptions.DEFAULT);
        long[] delays = new long[total];
        int frames = 0;
        int told = 0;
        while (frames < total && capture.next(Duration.ofSeconds(2))) {
          int first = frames;
          long asked = System.nanoTime() + ASKED;
          do {
            delays[frames++] = capture.frame().time();
            tracker.add(capture.frame());
          } while (frames < total
              && System.nanoTime() < asked
              && capture.next(Duration.ofNanos(Math.max(1, asked - System.nanoTime()))));
          told += tracker.changed().size();
          Instant now = Instant.now();
          for (int i = first; i < frames; i++) {
            delays[i] = now.getEpochSecond() * 1_000_000_000L + now.getNano() - delays[i];
          }
        }
        int warm = Math.min(rate * COLD, frames / 2);
        Arrays.sort(delays, warm, frames);
        say(
            String.format(
                "live, %d interfaces, %,d frames/s: %,d frames, %,d journeys told; wire to journey"
                    + " p50 %.1f ms, p99 %.1f ms (under 50)",
                PAIRS * 2,
                rate,
                frames,
                told,
                delays[warm + (frames - warm) / 2] / 1e6,
                delays[warm + (int) ((frames - warm) * 0.99)] / 1e6));
        join(sender);
        senders.forEach(FrameSender::close);
      }
    }
  }

  private static List<NetworkNamespace> pairs(TestNamespaces namespaces, int pairs, int count) {
    List<NetworkNamespace> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(namespaces.add("bench" + i));
      all.getLast().sysctl("net.ipv6.conf.default.disable_ipv6", "1");
    }
    StringBuilder batch = new StringBuilder();
    for (int i = 0; i < pairs; i++) {
      String one = "bench" + i % count;
      String other = "bench" + (i + 1) % count;
      batch.append(
          "ip -n %s link add a%d type veth peer name b%d netns %s\n".formatted(one, i, i, other));
      batch.append(
          "ip -n %s link set a%d up; ip -n %s link set b%d up\n".formatted(one, i, other, i));
    }
    sh(batch.toString());
    return all;
  }

  private static List<FrameSender> senders(LiveCapture capture, List<NetworkNamespace> all) {
    List<FrameSender> senders = new ArrayList<>();
    for (CaptureInterface each : capture.interfaces()) {
      if (each.device().startsWith("a")) {
        for (NetworkNamespace namespace : all) {
          if (namespace.name().equals(each.namespace())) {
            senders.add(new FrameSender(namespace, each.index()));
          }
        }
      }
    }
    return senders;
  }

  /** Each frame that is sent is seen twice: going out at one end, coming in at the other. */
  private static void send(List<FrameSender> senders, int rate, long count) {
    byte[] bytes = vxlan();
    ByteBuffer frame = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    long start = System.nanoTime();
    for (long sent = 0; sent < count; sent++) {
      frame.putInt(ECHO, (int) sent);
      senders.get((int) (sent % senders.size())).send(frame);
      long due = start + (sent * 2_000_000_000L) / rate;
      if (sent % 16 == 0 && due > System.nanoTime()) {
        LockSupport.parkNanos(due - System.nanoTime());
      }
    }
  }

  private static void idle() {
    try (TestNamespaces namespaces = new TestNamespaces()) {
      List<NetworkNamespace> all = pairs(namespaces, IDLE_PAIRS, 50);
      System.gc();
      long memoryBefore = residentKilobytes();
      long start = System.nanoTime();
      try (LiveCapture capture = LiveCapture.start(all, CaptureOptions.DEFAULT)) {
        double opening = (System.nanoTime() - start) / 1e9;
        while (capture.next(Duration.ofSeconds(1))) {
          // what the interfaces' coming up has left
        }
        var process = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long cpuBefore = process.getProcessCpuTime();
        capture.next(Duration.ofSeconds(SECONDS));
        say(
            String.format(
                "idle, %d interfaces: opened in %.2f s, %.2f%% of a core (under 1), %,d kB more"
                    + " resident, %,d kB in all (under 100,000)",
                capture.interfaces().size(),
                opening,
                (process.getProcessCpuTime() - cpuBefore) / 1e7 / SECONDS,
                residentKilobytes() - memoryBefore,
                residentKilobytes()));
      }
    }
  }

  // --- Measuring
  // -----------------------------------------------------------------------------------

  private static double seconds(Runnable work) {
    long start = System.nanoTime();
    work.run();
    return (System.nanoTime() - start) / 1e9;
  }

  private static long allocated() {
    return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
  }

  private static long cpu(String name) {
    var threads = ManagementFactory.getThreadMXBean();
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().equals(name)) {
        return threads.getThreadCpuTime(thread.threadId());
      }
    }
    return 0;
  }

  private static long residentKilobytes() {
    try {
      return Files.readAllLines(Path.of("/proc/self/status")).stream()
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
          .sum();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static void say(String line) {
    System.out.println(line);
  }
}
