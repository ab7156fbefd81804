package org.flannelgraph.packet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.flannelgraph.packet.Frames.A;
import static org.flannelgraph.packet.Frames.bytes;
import static org.flannelgraph.packet.Frames.ethernet;
import static org.flannelgraph.packet.Frames.icmp;
import static org.flannelgraph.packet.Frames.ipv4;
import static org.flannelgraph.packet.Frames.overlay;
import static org.flannelgraph.packet.Frames.tcp;
import static org.flannelgraph.packet.Frames.text;
import static org.flannelgraph.packet.Frames.u32;
import static org.flannelgraph.packet.Frames.udp;
import static org.flannelgraph.packet.Frames.vlan;
import static org.flannelgraph.packet.Frames.vxlan;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DissectionTest {
  private static final byte[] NOTHING = {};
  private static final byte[] SYN = ethernet(0x0800, ipv4(6, tcp(Tcp.SYN, NOTHING, NOTHING)));

  private final Dissection dissection = new Dissection();

  private Dissection decode(byte[] frame) {
    return dissection.decode(frame, 0, frame.length, frame.length, LinkType.ETHERNET);
  }

  private static List<Protocol> protocols(Dissection d) {
    return IntStream.range(0, d.layers()).mapToObj(d::protocol).toList();
  }

  @Test
  void layersArePlacesInTheFrame() {
    byte[] frame = overlay(SYN);
    byte[] array = bytes("ffffff", frame, "ffff");
    Dissection d = dissection.decode(array, 3, frame.length, frame.length, LinkType.ETHERNET);

    assertThat(d.bytes()).isSameAs(array);
    assertThat(protocols(d))
        .containsExactly(
            Protocol.ETHERNET,
            Protocol.IPV4,
            Protocol.UDP,
            Protocol.VXLAN,
            Protocol.ETHERNET,
            Protocol.IPV4,
            Protocol.TCP);
    assertThat(IntStream.range(0, d.layers()).map(d::offset))
        .containsExactly(0, 14, 34, 42, 50, 64, 84);
    assertThat(IntStream.range(0, d.layers()).map(d::level)).containsExactly(0, 0, 0, 0, 1, 1, 1);
    assertThat(Vxlan.vni(array, d.index(3))).isEqualTo(1);
    assertThat(Ipv4.source(array, d.index(d.innermostIp()))).isEqualTo(0x0af40102);
    assertThat(Text.ipv4(Ipv4.source(array, d.index(d.ip(0))))).isEqualTo(A);
    assertThat(d.ipLevels()).isEqualTo(2);
    assertThat(d.ip(1)).isEqualTo(5);
    assertThat(d.ip(2)).isEqualTo(-1);
    assertThat(d.find(Protocol.IPV4)).isEqualTo(1);
    assertThat(d.find(Protocol.IPV4, 2)).isEqualTo(5);
    assertThat(d.findLast(Protocol.ETHERNET)).isEqualTo(4);
    assertThat(d.find(Protocol.ARP)).isEqualTo(-1);
    assertThat(d.stop()).isEqualTo(Stop.NONE);
  }

  @Test
  void paddingIsNoPayload() {
    Dissection d = decode(bytes(ethernet(0x0800, ipv4(17, udp(1, 2, text("hi")))), new byte[16]));
    assertThat(d.payloadLength(2)).isEqualTo(2);
    assertThat(d.payloadLength(0)).isEqualTo(46);
  }

  @Test
  void whatAnErrorQuotesIsNotTakenForWhatWasSent() {
    byte[] quoted = ipv4(17, udp(4000, 33434, new byte[100]));
    Dissection d = decode(ethernet(0x0800, ipv4(1, icmp(3, 3, u32(0), Arrays.copyOf(quoted, 28)))));
    assertThat(protocols(d))
        .containsExactly(
            Protocol.ETHERNET, Protocol.IPV4, Protocol.ICMP, Protocol.IPV4, Protocol.UDP);
    assertThat(IntStream.range(0, 5).mapToObj(d::isQuoted))
        .containsExactly(false, false, false, true, true);
    assertThat(d.innermostIp()).isEqualTo(1);
    assertThat(d.ipLevels()).isEqualTo(1);
    assertThat(d.quotedIp()).isEqualTo(3);
    assertThat(d.find(Protocol.UDP)).isEqualTo(-1);
    assertThat(d.payloadLength(4)).as("by its own word").isEqualTo(100);
    assertThat(d.availableEnd(4)).as("what is quoted").isEqualTo(d.headerEnd(4));
    assertThat(d.stop()).isEqualTo(Stop.NONE);
  }

  @Test
  void aTagGivenBesideTheFrameIsPutBack() {
    byte[] tagged = ethernet(0x8100, vlan(42, 0x0800, ipv4(6, tcp(Tcp.SYN, NOTHING, NOTHING))));
    Dissection d =
        dissection.decode(SYN, 0, SYN.length, SYN.length, LinkType.ETHERNET, 0x8100_602a);
    assertThat(Arrays.copyOf(d.bytes(), d.capturedLength())).isEqualTo(tagged);
    assertThat(Vlan.id(d.bytes(), d.index(d.find(Protocol.VLAN)))).isEqualTo(42);
    assertThat(d.wireLength()).isEqualTo(SYN.length + 4);

    Dissection untagged =
        dissection.decode(SYN, 0, SYN.length, SYN.length, LinkType.ETHERNET, Dissection.NO_TAG);
    assertThat(untagged.bytes()).isSameAs(SYN);
  }

  @Test
  void buffersOfBothKinds() {
    ByteBuffer heap = ByteBuffer.wrap(bytes("ffff", SYN)).position(2);
    assertThat(dissection.decode(heap, SYN.length, LinkType.ETHERNET).layers()).isEqualTo(3);
    assertThat(heap.position()).isEqualTo(2);

    ByteBuffer direct = ByteBuffer.allocateDirect(3000).put(5, SYN).position(5);
    direct.limit(5 + SYN.length);
    Dissection d = dissection.decode(direct, SYN.length, LinkType.ETHERNET);
    assertThat(Summary.text(d)).isEqualTo("SYN");
    assertThat(direct.position()).isEqualTo(5);
  }

  @Test
  void aCutFrameSaysWhere() {
    Dissection d = dissection.decode(SYN, 0, 40, SYN.length, LinkType.ETHERNET);
    assertThat(protocols(d)).containsExactly(Protocol.ETHERNET, Protocol.IPV4, Protocol.TCP);
    assertThat(d.isWhole(2)).isFalse();
    assertThat(d.find(Protocol.TCP)).as("only whole ones are found").isEqualTo(-1);
    assertThat(d.headerLength(2)).isEqualTo(6);
    assertThat(d.fields(2))
        .extracting(FieldValue::name)
        .containsExactly("sourcePort", "destinationPort");
    assertThat(d.stop()).isEqualTo(Stop.CUT);
    assertThat(d.stopOffset()).isEqualTo(40);
    assertThat(d.isCut()).isTrue();
  }

  @Test
  void aMalformedFrameSaysWhereAndWhy() {
    byte[] frame = SYN.clone();
    frame[46] = 0x40; // TCP's header length: 16 bytes
    Dissection d = decode(frame);
    assertThat(d.stop()).isEqualTo(Stop.MALFORMED);
    assertThat(d.stopOffset()).isEqualTo(46);
    assertThat(d.stopReason()).isEqualTo("the header length is below 20 bytes");
    assertThat(d.isWhole(2)).isFalse();
  }

  @Test
  void depthHasALimit() {
    byte[] frame = SYN;
    for (int i = 0; i < 10; i++) {
      frame = overlay(frame);
    }
    Dissection d = decode(frame);
    assertThat(d.layers()).isEqualTo(Dissection.MAX_LAYERS);
    assertThat(d.stop()).isEqualTo(Stop.TOO_DEEP);
  }

  @Test
  void portsCanBeChosen() {
    byte[] frame = ethernet(0x0800, ipv4(17, udp(1000, 4444, vxlan(7, SYN))));
    assertThat(decode(frame).find(Protocol.VXLAN)).isEqualTo(-1);
    Dissection knowing = new Dissection(Ports.DEFAULT.with(Protocol.VXLAN, 4444));
    knowing.decode(frame, 0, frame.length, frame.length, LinkType.ETHERNET);
    assertThat(knowing.find(Protocol.VXLAN)).isEqualTo(3);
    assertThatThrownBy(() -> Ports.DEFAULT.with(Protocol.VXLAN, 65536))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aTunnelsPortIsThatOfTheReceiver() {
    Dissection d = decode(ethernet(0x0800, ipv4(17, udp(8472, 53999, vxlan(7, SYN)))));
    assertThat(d.find(Protocol.VXLAN)).isEqualTo(-1);
    assertThat(decode(ethernet(0x0800, ipv4(17, udp(53, 53999, new byte[12])))).find(Protocol.DNS))
        .isEqualTo(3);
  }

  @Test
  void superPacketsWithoutALength() {
    byte[] packet = ipv4(6, tcp(Tcp.ACK, NOTHING, new byte[65_000]));
    packet[2] = 0;
    packet[3] = 0;
    Dissection d = decode(ethernet(0x0800, packet));
    assertThat(d.payloadLength(2)).isEqualTo(65_000);
  }

  @Test
  void anArrayThatIsTooShortIsTheCallersMistake() {
    assertThatThrownBy(() -> dissection.decode(new byte[10], 5, 6, 6, LinkType.RAW))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void decodingAllocatesNothing() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    List<CapturedFrame> frames = List.copyOf(Samples.all().values());
    PacketKey key = new PacketKey();
    decodeAll(frames, key); // classes are loaded, and code that runs often is compiled, meanwhile
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < 100; i++) {
      decodeAll(frames, key);
    }
    long perFrame = (threads.getCurrentThreadAllocatedBytes() - before) / (100L * frames.size());
    assertThat(perFrame).as("bytes a frame").isZero();
  }

  private void decodeAll(List<CapturedFrame> frames, PacketKey key) {
    for (int i = 0; i < frames.size(); i++) { // an iterator would be an object
      CapturedFrame frame = frames.get(i);
      int length = frame.bytes().length;
      key.read(dissection.decode(frame.bytes(), 0, length, frame.wireLength(), frame.link()));
      assertThatLayersWereCounted(dissection);
    }
  }

  private static void assertThatLayersWereCounted(Dissection d) {
    if (d.layers() < 1) {
      throw new AssertionError("no layer at all");
    }
  }
}
