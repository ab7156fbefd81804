package org.flannelgraph.bench;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.flannelgraph.packet.CapturedFrame;
import org.flannelgraph.packet.Dissection;
import org.flannelgraph.packet.Ethernet;
import org.flannelgraph.packet.Ipv4;
import org.flannelgraph.packet.LinkType;
import org.flannelgraph.packet.PacketKey;
import org.flannelgraph.packet.Protocol;
import org.flannelgraph.packet.Tcp;
import org.flannelgraph.packet.Vxlan;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How many VXLAN frames one core decodes in a second, five fields of each read, inner ones among
 * them; and how many it makes a key of, for joining.
 *
 * <p>The frames are those of a real capture, copied one after another into one array as large as a
 * second-level cache, so that the processor has to fetch them as it would new ones.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class DecodeBench {
  private static final int FRAMES = 10_000;
  private static final String CAPTURE = "/golden/cross-node-http.pcapng";

  private final Dissection dissection = new Dissection();
  private final PacketKey key = new PacketKey();
  private byte[] bytes = {};
  private int[] offsets = {};
  private int[] lengths = {};

  /** Lays the frames out. */
  @Setup
  public void lay() throws IOException {
    List<byte[]> overlay;
    try (InputStream in = DecodeBench.class.getResourceAsStream(CAPTURE)) {
      overlay =
          CapturedFrame.ofPcapng(Objects.requireNonNull(in, CAPTURE).readAllBytes()).stream()
              .filter(frame -> frame.decode().find(Protocol.VXLAN) >= 0)
              .map(CapturedFrame::bytes)
              .toList();
    }
    offsets = new int[FRAMES];
    lengths = new int[FRAMES];
    int end = 0;
    for (int i = 0; i < FRAMES; i++) {
      offsets[i] = end;
      lengths[i] = overlay.get(i % overlay.size()).length;
      end += lengths[i];
    }
    bytes = new byte[end];
    for (int i = 0; i < FRAMES; i++) {
      System.arraycopy(overlay.get(i % overlay.size()), 0, bytes, offsets[i], lengths[i]);
    }
  }

  private Dissection decode(byte[] from, int offset, int length) {
    return dissection.decode(from, offset, length, length, LinkType.ETHERNET);
  }

  /** {@link #fiveFields(Dissection)} of each frame. */
  @Benchmark
  @OperationsPerInvocation(FRAMES)
  public long fiveFields() {
    long sum = 0;
    for (int i = 0; i < FRAMES; i++) {
      sum += fiveFields(decode(bytes, offsets[i], lengths[i]));
    }
    return sum;
  }

  /** Outer source, VNI, inner destination MAC, inner source, TCP's sequence number. */
  static long fiveFields(Dissection d) {
    byte[] bytes = d.bytes();
    int vxlan = d.find(Protocol.VXLAN);
    long sum = Ipv4.source(bytes, d.index(d.ip(0)));
    sum += Vxlan.vni(bytes, d.index(vxlan));
    sum += Ethernet.destination(bytes, d.index(vxlan + 1));
    sum += Ipv4.source(bytes, d.index(d.innermostIp()));
    return sum + Tcp.sequence(bytes, d.index(d.findLast(Protocol.TCP)));
  }

  /** The innermost packet's key with its hashes. */
  @Benchmark
  @OperationsPerInvocation(FRAMES)
  public long keys() {
    long sum = 0;
    for (int i = 0; i < FRAMES; i++) {
      sum += key.read(decode(bytes, offsets[i], lengths[i])).hashWithAddresses();
    }
    return sum;
  }
}
