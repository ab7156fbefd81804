package org.flannelgraph.packet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.flannelgraph.packet.Frames.cut;
import static org.flannelgraph.packet.Frames.ethernet;
import static org.flannelgraph.packet.Frames.icmp;
import static org.flannelgraph.packet.Frames.icmpv6;
import static org.flannelgraph.packet.Frames.ipv4;
import static org.flannelgraph.packet.Frames.overlay;
import static org.flannelgraph.packet.Frames.put;
import static org.flannelgraph.packet.Frames.tcp;
import static org.flannelgraph.packet.Frames.text;
import static org.flannelgraph.packet.Frames.u16;
import static org.flannelgraph.packet.Frames.u32;
import static org.flannelgraph.packet.Frames.udp;

import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PacketKeyTest {
  private static final byte[] NOTHING = {};
  private static final byte[] DATA = text("the quick brown fox");

  private static PacketKey key(byte[] frame) {
    return new PacketKey().read(decode(frame, frame.length));
  }

  private static Dissection decode(byte[] frame, int captured) {
    return new Dissection().decode(frame, 0, captured, frame.length, LinkType.ETHERNET);
  }

  /** What a router does. */
  private static byte[] routed(byte[] packet) {
    byte[] copy = put(packet, 10, 0x1234);
    copy[1] = 0; // TOS
    copy[8]--;
    return copy;
  }

  /** What NAT does: other addresses, ports and checksum. */
  private static byte[] translated(byte[] packet, int checksum) {
    byte[] copy = routed(packet);
    copy[12] = 99;
    copy[19] = 77;
    copy = put(put(copy, 20, 0x1111), 22, 0x2222);
    return put(copy, 20 + checksum, 0x3333);
  }

  @Test
  void sightingsOfARealPacketHaveOneKey() throws IOException {
    Map<Long, Integer> sightings = new HashMap<>();
    Set<Long> hashes = new HashSet<>();
    for (CapturedFrame frame :
        CapturedFrame.ofPcapng(TsharkAgreementTest.golden("cross-node-http"))) {
      Dissection d = frame.decode();
      if (d.find(Protocol.TCP) >= 0) {
        PacketKey key = new PacketKey().read(d);
        sightings.merge(key.hashWithAddresses(), 1, Integer::sum);
        hashes.add(key.hash());
      }
    }
    int perPacket = 13; // cli.md's worked example
    long packetsSeenSo = sightings.values().stream().filter(n -> n == perPacket).count();
    assertThat(packetsSeenSo).isEqualTo(12);
    assertThat(hashes).hasSameSizeAs(sightings.keySet());
  }

  @Test
  void routersAndTunnelsChangeNoHash() {
    byte[] packet = ipv4(6, tcp(Tcp.ACK, NOTHING, DATA));
    PacketKey sent = key(ethernet(0x0800, packet));
    PacketKey later = key(overlay(ethernet(0x0800, routed(packet))));
    assertThat(later.hash()).isEqualTo(sent.hash());
    assertThat(later.hashWithAddresses()).isEqualTo(sent.hashWithAddresses());
    assertThat(later.payloadHash()).isEqualTo(sent.payloadHash());
  }

  @Test
  void natChangesOnlyTheHashWithAddresses() {
    byte[] segment = ipv4(6, tcp(Tcp.ACK, NOTHING, DATA));
    byte[] datagram = ipv4(17, udp(4000, 53, DATA));
    assertTranslated(segment, translated(segment, 16));
    assertTranslated(datagram, translated(datagram, 6));
    assertTranslated(
        ipv4(1, icmp(8, 0, u16(7), u16(3), DATA)), ipv4(1, icmp(8, 0, u16(99), u16(3), DATA)));
  }

  private static void assertTranslated(byte[] packet, byte[] translated) {
    PacketKey before = key(ethernet(0x0800, packet));
    PacketKey after = key(ethernet(0x0800, translated));
    assertThat(after.hash()).isEqualTo(before.hash());
    assertThat(after.hashWithAddresses()).isNotEqualTo(before.hashWithAddresses());
  }

  @Test
  void anErrorIsTheSameWhenNatRewroteWhatItQuotes() {
    byte[] quoted = ipv4(17, udp(4000, 53, DATA));
    byte[] error = ipv4(1, icmp(3, 3, u32(0), quoted));
    byte[] rewritten = ipv4(1, icmp(3, 3, u32(0), translated(quoted, 6)));
    byte[] ofAnother = ipv4(1, icmp(3, 3, u32(0), put(quoted, 4, 0x7777)));
    assertThat(key(ethernet(0x0800, rewritten)).hash())
        .isEqualTo(key(ethernet(0x0800, error)).hash())
        .isNotEqualTo(key(ethernet(0x0800, ofAnother)).hash());
  }

  @Test
  void differentPacketsDiffer() {
    byte[] one = ethernet(0x0800, ipv4(1, icmp(8, 0, u16(7), u16(1), DATA)));
    byte[] next = ethernet(0x0800, ipv4(1, icmp(8, 0, u16(7), u16(2), DATA)));
    byte[] reply = ethernet(0x0800, ipv4(1, icmp(0, 0, u16(7), u16(1), DATA)));
    byte[] other =
        ethernet(0x0800, ipv4(1, icmp(8, 0, u16(7), u16(1), text("the quick brown cat"))));
    Set<Long> hashes =
        Set.of(key(one).hash(), key(next).hash(), key(reply).hash(), key(other).hash());
    assertThat(hashes).hasSize(4);
  }

  @Test
  void whatItHolds() {
    byte[] frame = overlay(ethernet(0x0800, ipv4(6, tcp(Tcp.PSH | Tcp.ACK, NOTHING, DATA))));
    Dissection d = decode(frame, frame.length);
    PacketKey inner = new PacketKey().read(d);
    assertThat(inner.version()).isEqualTo(4);
    assertThat(inner.sourceLow()).isEqualTo(0x0af40102);
    assertThat(inner.destinationLow()).isEqualTo(0x0af40202);
    assertThat(inner.protocol()).isEqualTo(IpProtocol.TCP);
    assertThat(inner.sourcePort()).isEqualTo(49276);
    assertThat(inner.destinationPort()).isEqualTo(8080);
    assertThat(inner.identification()).isEqualTo(0xbeef);
    assertThat(inner.tcpSequence()).isEqualTo(0x9209d2c5);
    assertThat(inner.tcpAcknowledgment()).isEqualTo(0xfedcba98);
    assertThat(inner.tcpFlags()).isEqualTo(Tcp.PSH | Tcp.ACK);
    assertThat(inner.payloadLength()).isEqualTo(DATA.length);
    assertThat(inner.isCut()).isFalse();

    PacketKey outer = new PacketKey().read(d, d.ip(0));
    assertThat(outer.protocol()).isEqualTo(IpProtocol.UDP);
    assertThat(outer.destinationPort()).isEqualTo(8472);
    assertThat(outer.payloadLength()).isEqualTo(frame.length - 42);
  }

  @Test
  void echoes() {
    PacketKey echo = key(ethernet(0x86dd, Frames.ipv6(58, icmpv6(129, 0, u16(7), u16(3)))));
    assertThat(echo.version()).isEqualTo(6);
    assertThat(echo.sourceHigh()).isEqualTo(0xfd00_0010_0244_0001L);
    assertThat(echo.destinationLow()).isEqualTo(2);
    assertThat(echo.icmpType()).isEqualTo(Icmpv6.ECHO_REPLY);
    assertThat(echo.icmpIdentifier()).isEqualTo(7);
    assertThat(echo.icmpSequence()).isEqualTo(3);
  }

  @Test
  void fragments() {
    PacketKey first = new PacketKey().read(sample("ipv6 first fragment"));
    assertThat(first.isFragment()).isTrue();
    assertThat(first.moreFragments()).isTrue();
    assertThat(first.identification()).isEqualTo(0x12345678);
    assertThat(first.destinationPort()).isEqualTo(4001);
    PacketKey last = new PacketKey().read(sample("ipv6 last fragment"));
    assertThat(last.fragmentOffset()).isEqualTo(1232);
    assertThat(last.protocol()).isEqualTo(IpProtocol.UDP);
    assertThat(last.destinationPort()).isZero();
    assertThat(last.payloadLength()).isEqualTo(776);
    PacketKey last4 = new PacketKey().read(sample("last fragment"));
    assertThat(last4.fragmentOffset()).isEqualTo(1480);
    assertThat(last4.hash()).isNotEqualTo(last.hash());
  }

  private static Dissection sample(String name) {
    return Objects.requireNonNull(Samples.all().get(name)).decode();
  }

  @Test
  void aSnapLengthIsAllowedFor() {
    byte[] whole = ethernet(0x0800, ipv4(17, udp(1, 2, new byte[500])));
    PacketKey of64 = new PacketKey(64);
    long hash = of64.read(decode(whole, whole.length)).hash();
    assertThat(of64.isCut()).isFalse();
    assertThat(of64.read(decode(whole, 120)).hash()).isEqualTo(hash);
    assertThat(of64.isCut()).isTrue();
    assertThat(of64.payloadLength()).isEqualTo(500);
  }

  @Test
  void framesThatAreNotIp() {
    byte[] arp = ethernet(0x0806, Frames.arp(1));
    PacketKey plain = key(arp);
    assertThat(plain.version()).isZero();
    PacketKey padded = key(Frames.bytes(arp, new byte[18]));
    assertThat(padded.hash()).isEqualTo(plain.hash());
    PacketKey tagged = key(ethernet(0x8100, Frames.vlan(5, 0x0806, Frames.arp(1))));
    assertThat(tagged.hash()).isEqualTo(plain.hash());
    assertThat(key(ethernet(0x0806, Frames.arp(2))).hash()).isNotEqualTo(plain.hash());
    PacketKey tunnelled = key(overlay(arp));
    assertThat(tunnelled.version()).isZero();
    assertThat(tunnelled.hashWithAddresses()).isEqualTo(plain.hashWithAddresses());
    assertThat(key(cut(arp, 10)).hash()).isNotEqualTo(plain.hash());
  }
}
