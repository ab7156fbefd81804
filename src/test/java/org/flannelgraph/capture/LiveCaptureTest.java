package org.flannelgraph.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.flannelgraph.linux.Shell.sh;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Predicate;
import org.flannelgraph.linux.Monitor;
import org.flannelgraph.linux.NetworkNamespace;
import org.flannelgraph.linux.NothingLeaked;
import org.flannelgraph.linux.TestNamespaces;
import org.flannelgraph.linux.route.Change;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Two namespaces and a veth between them, watched live. */
@Tag("kernel")
@Tag("root")
class LiveCaptureTest {
  @RegisterExtension static final NothingLeaked GUARD = afterLibpcapIsLoaded();

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private TestNamespaces namespaces;
  private NetworkNamespace red;
  private NetworkNamespace green;

  @BeforeEach
  void connect() {
    namespaces = new TestNamespaces();
    red = namespaces.add("red");
    green = namespaces.add("green");
    for (String name : List.of("red", "green")) {
      sh("ip netns exec " + name + " sysctl -qw net.ipv6.conf.default.disable_ipv6=1");
    }
    join("green", "eth0", "eth0", 0);
  }

  /** A veth from red to another namespace, with 10.0.NETWORK.1 and .2 at its ends. */
  private static void join(String namespace, String device, String peer, int network) {
    sh(
        "ip -n red link add %s address 02:00:00:00:%02x:01 type veth peer name %s netns %s address 02:00:00:00:%02x:02"
            .formatted(device, network, peer, namespace, network));
    end("red", device, network, 1);
    end(namespace, peer, network, 2);
    awaitUp("red", device);
    awaitUp(namespace, peer);
  }

  /** The neighbour is a permanent one: the table of others is shared by the whole machine. */
  private static void end(String namespace, String device, int network, int number) {
    String ip = "ip -n " + namespace;
    sh(ip + " addr add 10.0." + network + "." + number + "/24 dev " + device);
    sh(ip + " link set " + device + " up");
    neighbour(namespace, device, network, 3 - number);
  }

  private static void neighbour(String namespace, String device, int network, int number) {
    sh(
        "ip -n %s neigh replace 10.0.%d.%d lladdr 02:00:00:00:%02x:%02x dev %s nud permanent"
            .formatted(namespace, network, number, network, number, device));
  }

  /** Until both ends have a carrier, and a queue to send with, what is sent is lost. */
  private static void awaitUp(String namespace, String device) {
    String link = "ip -n " + namespace + " link show " + device;
    TestNamespaces.await(device + " is up", () -> sh(link).contains("state UP"));
  }

  @AfterEach
  void disconnect() {
    namespaces.close();
  }

  /** Loading libpcap opens what the process then keeps for good. */
  private static NothingLeaked afterLibpcapIsLoaded() {
    new FilterCompiler("ip");
    return new NothingLeaked();
  }

  private LiveCapture start(CaptureOptions options) {
    return LiveCapture.start(List.of(red, green), options);
  }

  private static void ping(int count) {
    sh("ip netns exec red ping -q -n -i 0.01 -W 10 -c " + count + " 10.0.0.2");
  }

  /** Takes frames until so many are of a kind. */
  private static List<CapturedFrame> take(LiveCapture capture, int count, Predicate<Frame> wanted) {
    List<CapturedFrame> frames = new ArrayList<>();
    while (frames.size() < count) {
      assertThat(capture.next(PATIENCE))
          .as("frame %d of %d comes", frames.size() + 1, count)
          .isTrue();
      if (wanted.test(capture.frame())) {
        frames.add(capture.frame().copy());
      }
    }
    return frames;
  }

  private static boolean isIcmp(Frame frame) {
    byte[] bytes = frame.bytes();
    int at = frame.offset();
    return bytes[at + 12] == 8 && bytes[at + 13] == 0 && bytes[at + 23] == 1;
  }

  @Test
  void seesAPingOnceADirectionOnEachInterface() {
    long before = nanoseconds(Instant.now());
    try (LiveCapture capture = start(CaptureOptions.DEFAULT)) {
      ping(3);
      List<CapturedFrame> frames = take(capture, 12, LiveCaptureTest::isIcmp);
      for (String namespace : List.of("red", "green")) {
        for (Direction direction : Direction.values()) {
          assertThat(frames)
              .filteredOn(frame -> frame.where().namespace().equals(namespace))
              .filteredOn(frame -> frame.direction() == direction)
              .as("%s %s", namespace, direction)
              .hasSize(3)
              .allSatisfy(frame -> assertThat(frame.where().name()).isEqualTo(namespace + "/eth0"))
              .allSatisfy(frame -> assertThat(frame.wireLength()).isEqualTo(98))
              .allSatisfy(frame -> assertThat(frame.bytes()).hasSize(98))
              .isSortedAccordingTo((one, other) -> Long.compare(one.time(), other.time()));
        }
      }
      assertThat(frames)
          .allSatisfy(
              frame -> assertThat(frame.time()).isBetween(before, nanoseconds(Instant.now())))
          .anySatisfy(frame -> assertThat(frame.time() % 1_000).isNotZero());
      assertThat(capture.next(Duration.ZERO) && isIcmp(capture.frame())).isFalse();
      assertThat(capture.statistics()).extracting(CaptureStatistics::dropped).containsOnly(0L);
    }
  }

  private static long nanoseconds(Instant instant) {
    return instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
  }

  @Test
  void seesWhatTcpdumpSees(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("green.pcap");
    Process tcpdump =
        new ProcessBuilder(
                "ip",
                "netns",
                "exec",
                "green",
                "tcpdump",
                "-p",
                "-i",
                "eth0",
                "-U",
                "--time-stamp-precision=nano",
                "-w",
                file.toString(),
                "icmp")
            .start();
    try (LiveCapture capture =
        LiveCapture.start(List.of(green), CaptureOptions.DEFAULT.withFilter("icmp"))) {
      awaitWords(tcpdump.getErrorStream(), "listening on");
      ping(5);
      List<String> live =
          take(capture, 10, frame -> true).stream().map(LiveCaptureTest::text).toList();
      List<String> theirs = new ArrayList<>();
      TestNamespaces.await("tcpdump has written 10 frames", () -> read(file, theirs) >= 10);
      assertThat(live).isEqualTo(theirs);
    } finally {
      stop(tcpdump);
    }
  }

  private static String text(Frame frame) {
    return frame.time()
        + " "
        + frame.wireLength()
        + " "
        + HexFormat.of()
            .formatHex(frame.bytes(), frame.offset(), frame.offset() + frame.capturedLength());
  }

  private static int read(Path file, List<String> frames) {
    frames.clear();
    try (CaptureFile capture = CaptureFile.open(file)) {
      while (capture.next()) {
        frames.add(text(capture.frame()));
      }
    } catch (IOException notYet) {
      return 0;
    }
    return frames.size();
  }

  private static void awaitWords(InputStream stream, String words) throws IOException {
    StringBuilder heard = new StringBuilder();
    while (heard.indexOf(words) < 0) {
      int next = stream.read();
      assertThat(next).as("tcpdump says '%s', not only: %s", words, heard).isNotNegative();
      heard.append((char) next);
    }
  }

  private static void stop(Process process) throws Exception {
    process.destroy();
    process.waitFor();
    process.getInputStream().close();
    process.getErrorStream().close();
    process.getOutputStream().close();
  }

  @Test
  void filtersInTheKernel() {
    try (LiveCapture capture =
        start(CaptureOptions.DEFAULT.withFilter("icmp[icmptype] = icmp-echoreply"))) {
      ping(2);
      List<CapturedFrame> frames = take(capture, 4, frame -> true);
      assertThat(frames).allSatisfy(frame -> assertThat(frame.bytes()[34]).isZero());
      assertThat(capture.statistics())
          .filteredOn(each -> each.where().device().equals("eth0"))
          .extracting(CaptureStatistics::received)
          .containsExactly(2L, 2L);
    }
  }

  @Test
  void saysWhyAFilterDoesNotCompile() {
    assertThatThrownBy(() -> start(CaptureOptions.DEFAULT.withFilter("icmp and and")))
        .isInstanceOf(InvalidFilterException.class)
        .hasMessageContaining("'icmp and and'")
        .hasMessageContaining("syntax error");
  }

  @Test
  void cutsFramesAtTheSnapLengthAndKnowsTheirLength() {
    try (LiveCapture capture = start(CaptureOptions.DEFAULT.withSnapLength(60))) {
      ping(1);
      assertThat(take(capture, 4, LiveCaptureTest::isIcmp))
          .allSatisfy(frame -> assertThat(frame.bytes()).hasSize(60))
          .allSatisfy(frame -> assertThat(frame.wireLength()).isEqualTo(98));
    }
  }

  @Test
  void seesALoopbackFrameOnce() {
    try (LiveCapture capture = start(CaptureOptions.DEFAULT.withFilter("icmp"))) {
      sh("ip netns exec red ping -q -n -c 1 127.0.0.1");
      ping(1); // what comes after, so that a second sighting would have come before
      List<CapturedFrame> frames = take(capture, 6, frame -> true);
      assertThat(frames)
          .filteredOn(frame -> frame.where().device().equals("lo"))
          .hasSize(2)
          .extracting(CapturedFrame::direction)
          .containsOnly(Direction.IN);
    }
  }

  @Test
  void givesAVlanTagBackToItsFrame() {
    try (LiveCapture capture = start(CaptureOptions.DEFAULT)) {
      String frame = "ffffffffffff020000000001" + "81002005" + "88b5" + "00".repeat(50);
      try (FrameSender sender = new FrameSender(red, index(capture, "red/eth0"))) {
        sender.send(HexFormat.of().parseHex(frame));
      }
      List<CapturedFrame> frames =
          take(capture, 2, seen -> HexFormat.of().formatHex(seen.copy().bytes()).contains("88b5"));
      assertThat(frames)
          .allSatisfy(seen -> assertThat(HexFormat.of().formatHex(seen.bytes())).isEqualTo(frame))
          .allSatisfy(seen -> assertThat(seen.wireLength()).isEqualTo(68))
          .extracting(CapturedFrame::direction)
          .containsExactlyInAnyOrder(Direction.OUT, Direction.IN);
    }
  }

  @Test
  void followsInterfacesAsTheyComeAndGo() {
    try (LiveCapture capture = start(CaptureOptions.DEFAULT.withFilter("icmp"))) {
      NetworkNamespace blue = namespaces.add("blue");
      join("blue", "late", "eth0", 1);
      capture.follow(red);
      capture.follow(blue);
      sh("ip netns exec red ping -q -n -W 10 -c 1 10.0.1.2");
      assertThat(take(capture, 4, frame -> true))
          .extracting(frame -> frame.where().name())
          .containsExactlyInAnyOrder("red/late", "red/late", "blue/eth0", "blue/eth0");

      sh(
          "ip -n red link set late down; ip -n red link set late name later; ip -n red link set"
              + " later up");
      neighbour("red", "later", 1, 2);
      awaitUp("red", "later");
      capture.follow(red);
      sh("ip netns exec red ping -q -n -W 10 -c 1 10.0.1.2");
      assertThat(take(capture, 4, frame -> true))
          .extracting(frame -> frame.where().name())
          .contains("red/later")
          .doesNotContain("red/late");

      sh("ip -n red link del later");
      capture.follow(red);
      capture.follow(blue);
      TestNamespaces.await(
          "the deleted interfaces are let go",
          () ->
              capture.interfaces().stream()
                  .map(CaptureInterface::name)
                  .noneMatch(name -> name.matches("red/late.*|blue/eth0")));
      assertThat(capture.statistics())
          .filteredOn(each -> each.where().name().equals("blue/eth0"))
          .singleElement()
          .satisfies(each -> assertThat(each.received()).isEqualTo(4));
    }
  }

  @Test
  void hearsOfInterfacesFromAMonitor() {
    try (LiveCapture capture = start(CaptureOptions.DEFAULT.withFilter("icmp"));
        Monitor monitor = Monitor.start(followedBy(capture))) {
      monitor.watch(red);
      monitor.watch(green);
      join("green", "late", "late", 1);
      assertThat(monitor.sync(capture::interfaces))
          .extracting(CaptureInterface::name)
          .contains("red/late", "green/late");
      sh("ip netns exec red ping -q -n -W 10 -c 1 10.0.1.2");
      assertThat(take(capture, 4, frame -> true))
          .allSatisfy(frame -> assertThat(frame.where().device()).isEqualTo("late"));
      sh("ip -n red link del late");
      TestNamespaces.await(
          "the deleted interfaces are let go",
          () -> capture.interfaces().stream().noneMatch(each -> each.device().equals("late")));
    }
  }

  private Monitor.Listener followedBy(LiveCapture capture) {
    return new Monitor.Listener() {
      @Override
      public void heard(List<Monitor.Event> events) {
        for (Monitor.Event event : events) {
          if (event instanceof Monitor.Event.Changed(String namespace, Change change)) {
            capture.follow(namespaces.open(namespace), change);
          }
        }
      }

      @Override
      public void lost() {
        capture.follow(red);
        capture.follow(green);
      }

      @Override
      public void failed(RuntimeException cause) {
        throw cause;
      }
    };
  }

  @Test
  void countsWhatATakerThatStallsMisses() {
    CaptureOptions small = CaptureOptions.DEFAULT.withBufferBytes(1 << 18);
    try (LiveCapture capture = start(small)) {
      int sent = 2_000;
      List<CaptureInterface> ends =
          capture.interfaces().stream().filter(each -> each.device().equals("eth0")).toList();
      try (FrameSender sender = new FrameSender(red, index(capture, "red/eth0"))) {
        byte[] frame = new byte[1_000];
        frame[12] = 0x12; // a protocol nobody knows
        for (int i = 0; i < sent; i++) {
          sender.send(frame);
        }
      }
      TestNamespaces.await("all frames are read", () -> received(capture, ends) >= 2L * sent);
      long taken = 0;
      long told = 0;
      while (capture.next(Duration.ofMillis(100))) {
        taken++;
        told += capture.frame().droppedBefore();
      }
      long received = received(capture, ends);
      long dropped = capture.statistics().stream().mapToLong(CaptureStatistics::dropped).sum();
      assertThat(dropped).isPositive();
      assertThat(taken + dropped).isEqualTo(received);

      ping(1); // the next frame of each interface tells what was lost before it
      for (int pings = 0; pings < 4; pings += isIcmp(capture.frame()) ? 1 : 0) {
        assertThat(capture.next(PATIENCE)).isTrue();
        told += capture.frame().droppedBefore();
      }
      assertThat(told).isEqualTo(dropped);
    }
  }

  private static int index(LiveCapture capture, String name) {
    return capture.interfaces().stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow()
        .index();
  }

  private static long received(LiveCapture capture, List<CaptureInterface> ends) {
    return capture.statistics().stream()
        .filter(each -> ends.contains(each.where()))
        .mapToLong(CaptureStatistics::received)
        .sum();
  }

  @Test
  void letsFramesBeTakenAfterItIsClosed() {
    LiveCapture capture = start(CaptureOptions.DEFAULT.withFilter("icmp"));
    ping(1);
    CapturedFrame first = take(capture, 1, frame -> true).getFirst();
    capture.close();
    capture.close();
    assertThat(first.ordinal()).isEqualTo(1);
    while (capture.next(PATIENCE)) {
      assertThat(capture.frame().ordinal()).isGreaterThan(1);
    }
    assertThat(capture.statistics()).isNotEmpty();
  }
}
