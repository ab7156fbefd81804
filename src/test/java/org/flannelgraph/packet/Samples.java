package org.flannelgraph.packet;

import static org.flannelgraph.packet.Frames.*;

import java.util.LinkedHashMap;
import java.util.Map;

/** At least one frame of every protocol that we know, and of every odd shape of them. */
final class Samples {
  static final byte[] NOTHING = {};
  static final byte[] PAYLOAD = text("the quick brown fox jumps over the lazy dog");
  static final byte[] SYN_OPTIONS = bytes("02040582 0402 080a 3b0a494e 00000000 01 030309");

  private Samples() {}

  /** By name, in the order of the layers. */
  static Map<String, CapturedFrame> all() {
    Map<String, CapturedFrame> samples = new LinkedHashMap<>();
    Map<String, byte[]> frames = new LinkedHashMap<>();
    links(frames);
    ip(frames);
    transport(frames);
    IcmpSamples.addTo(frames);
    TunnelSamples.addTo(frames);
    ApplicationSamples.addTo(frames);
    odd(frames);
    frames.forEach((name, frame) -> samples.put(name, ethernetFrame(frame)));
    byte[] syn = ipv4(6, tcp(Tcp.SYN, SYN_OPTIONS, NOTHING));
    byte[] echo = Frames.ipv6(58, Frames.icmpv6(128, 0, u16(7), u16(1), PAYLOAD));
    samples.put("raw ipv4", frame(LinkType.RAW, syn));
    samples.put("raw ipv6", frame(LinkType.RAW, echo));
    samples.put("link type ipv4", frame(LinkType.IPV4, syn));
    samples.put("link type ipv6", frame(LinkType.IPV6, echo));
    samples.put("null", frame(LinkType.NULL, bytes("02000000", syn)));
    samples.put("loop", frame(LinkType.LOOP, bytes("00000002", syn)));
    samples.put("null ipv6", frame(LinkType.NULL, bytes("1e000000", echo)));
    samples.put(
        "sll", frame(LinkType.LINUX_SLL, bytes("0004 0001 0006", mac(MAC_A), "0000 0800", syn)));
    samples.put(
        "sll2",
        frame(
            LinkType.LINUX_SLL2, bytes("86dd 0000 00000007 0001 04 06", mac(MAC_A), "0000", echo)));
    byte[] big = ethernet(0x0800, ipv4(17, udp(5000, 5001, new byte[1000])));
    samples.put(
        "cut by the snap length", new CapturedFrame(cut(big, 96), big.length, LinkType.ETHERNET));
    samples.put("cut in UDP", new CapturedFrame(cut(big, 38), big.length, LinkType.ETHERNET));
    samples.put("cut in IPv4", new CapturedFrame(cut(big, 20), big.length, LinkType.ETHERNET));
    byte[] overlay = overlay(ethernet(0x0800, ipv4(6, tcp(Tcp.ACK, NOTHING, PAYLOAD))));
    samples.put(
        "cut in the inner TCP",
        new CapturedFrame(cut(overlay, 94), overlay.length, LinkType.ETHERNET));
    return samples;
  }

  private static CapturedFrame ethernetFrame(byte[] bytes) {
    return frame(LinkType.ETHERNET, bytes);
  }

  private static CapturedFrame frame(LinkType link, byte[] bytes) {
    return new CapturedFrame(bytes, bytes.length, link);
  }

  /** A protocol above IPv4. */
  static byte[] frame4(int protocol, byte[] payload) {
    return ethernet(0x0800, ipv4(protocol, payload));
  }

  /** A protocol above IPv6. */
  static byte[] frame6(int next, byte[] payload) {
    return ethernet(0x86dd, Frames.ipv6(next, payload));
  }

  private static void links(Map<String, byte[]> frames) {
    frames.put("arp request", bytes(ethernet(0x0806, arp(1)), new byte[18]));
    frames.put("arp reply", ethernet(0x0806, arp(2)));
    frames.put(
        "arp for other than ipv4", ethernet(0x0806, bytes("0018 86dd 08 10 0001", new byte[48])));
    frames.put("vlan", ethernet(0x8100, vlan(42, 0x0806, arp(1))));
    frames.put(
        "qinq",
        ethernet(
            0x88a8, vlan(100, 0x8100, vlan(42, 0x0800, ipv4(6, tcp(Tcp.SYN, NOTHING, NOTHING))))));
    frames.put("old qinq", ethernet(0x9100, vlan(100, 0x8100, vlan(42, 0x0806, arp(1)))));
    frames.put(
        "stp",
        bytes(
            mac("01:80:c2:00:00:00"),
            mac(MAC_A),
            u16(38),
            "424203 0000 00 00 01 8001 020000000001 00000004 8002 020000000002 8001 0100 1400 0200 0f80",
            new byte[8]));
    frames.put(
        "rstp",
        bytes(
            mac("01:80:c2:00:00:00"),
            mac(MAC_A),
            u16(39),
            "424203 0000 02 02 3c 8000 020000000001 00000000 8000 020000000001 8002 0000 1400 0200 0f00 00"));
    frames.put(
        "stp topology change",
        bytes(mac("01:80:c2:00:00:00"), mac(MAC_A), u16(7), "424203 0000 00 80"));
    frames.put("snap", bytes(mac(MAC_B), mac(MAC_A), u16(36), "aaaa03 000000 0806", arp(1)));
    frames.put("llc of something else", bytes(mac(MAC_B), mac(MAC_A), u16(8), "e0e003 0011223344"));
    frames.put("unknown ethertype", ethernet(0x88b5, PAYLOAD));
    frames.put("nothing but ethernet", ethernet(0x88b5, NOTHING));
  }

  private static void ip(Map<String, byte[]> frames) {
    byte[] options = bytes("94040000 01 07 07 04 00000000");
    frames.put("ipv4 options", ethernet(0x0800, ipv4(17, 0, options, udp(4000, 4001, PAYLOAD))));
    frames.put(
        "ipv4 timestamp option",
        ethernet(
            0x0800, ipv4(17, 0, bytes("44080500 00000000 00000000"), udp(4000, 4001, PAYLOAD))));
    byte[] datagram = udp(4000, 4001, new byte[2000]);
    frames.put("first fragment", ethernet(0x0800, ipv4(17, 0x2000, NOTHING, cut(datagram, 1480))));
    frames.put("last fragment", ethernet(0x0800, ipv4(17, 185, NOTHING, new byte[528])));
    frames.put("protocol 132", frame4(132, PAYLOAD));
    frames.put("padded", bytes(frame4(17, udp(4000, 4001, text("hi"))), new byte[16]));
    byte[] echo = Frames.icmpv6(128, 0, u16(7), u16(1), PAYLOAD);
    frames.put("hop-by-hop", frame6(0, bytes("3a00 05020000 0100", echo)));
    frames.put(
        "destination options", frame6(60, bytes("3a01 0104 00000000 01060000 00000000", echo)));
    frames.put(
        "routing, segments left",
        frame6(
            43, bytes("3a02 0001 00000000", Frames.ip(B6), Frames.icmpv6(128, 0, u16(7), u16(1)))));
    frames.put("segment routing", frame6(43, bytes("3a02 0400 00000000", Frames.ip(B6), echo)));
    byte[] datagram6 = udp6(4000, 4001, new byte[2000]);
    frames.put("ipv6 first fragment", frame6(44, bytes("11000001 12345678", cut(datagram6, 1232))));
    frames.put("ipv6 last fragment", frame6(44, bytes("110004d0 12345678", new byte[776])));
    frames.put("ipv6 atomic fragment", frame6(44, bytes("3a000000 12345678", echo)));
    frames.put("no next header", frame6(59, NOTHING));
    frames.put(
        "ah", frame6(51, bytes("3a04 0000 00000100 00000007 000102030405060708090a0b", echo)));
    frames.put(
        "ah over ipv4",
        frame4(
            51,
            bytes(
                "0604 0000 00000100 00000007 000102030405060708090a0b",
                tcp(Tcp.SYN, NOTHING, NOTHING))));
    frames.put(
        "several extension headers",
        frame6(0, bytes("3c00 05020000 0100", "2c00 010400000000", "3a000000 12345678", echo)));
  }

  private static void transport(Map<String, byte[]> frames) {
    frames.put("syn", frame4(6, tcp(Tcp.SYN | Tcp.ECE | Tcp.CWR, SYN_OPTIONS, NOTHING)));
    frames.put("syn ack", frame4(6, tcp(Tcp.SYN | Tcp.ACK, SYN_OPTIONS, NOTHING)));
    frames.put(
        "ack with sack",
        frame4(
            6,
            tcp(
                Tcp.ACK,
                bytes("0101 050a 00000010 00000020 0101 080a 00000001 00000002"),
                NOTHING)));
    frames.put(
        "push", frame4(6, tcp(Tcp.PSH | Tcp.ACK, bytes("0101 080a 00000001 00000002"), PAYLOAD)));
    frames.put("urgent", frame4(6, tcp(Tcp.URG | Tcp.ACK, NOTHING, PAYLOAD)));
    frames.put("fin ack", frame4(6, tcp(Tcp.FIN | Tcp.ACK, bytes("010101 00"), NOTHING)));
    frames.put("rst", frame4(6, tcp(Tcp.RST, NOTHING, NOTHING)));
    frames.put("no flags", frame4(6, tcp(0, NOTHING, NOTHING)));
    frames.put("accurate ecn", frame4(6, tcp(Tcp.AE | Tcp.ACK, NOTHING, NOTHING)));
    frames.put("tcp over ipv6", frame6(6, tcp6(Tcp.SYN, SYN_OPTIONS, NOTHING)));
    frames.put("udp", frame4(17, udp(4000, 4001, PAYLOAD)));
    frames.put("udp over ipv6", frame6(17, udp6(4000, 4001, PAYLOAD)));
    frames.put("udp without checksum", frame4(17, put(udp(4000, 4001, PAYLOAD), 6, 0)));
    frames.put("udp with a wrong checksum", frame4(17, put(udp(4000, 4001, PAYLOAD), 6, 0x1234)));
    frames.put(
        "tcp with a wrong checksum", frame4(6, put(tcp(Tcp.ACK, NOTHING, PAYLOAD), 16, 0x1234)));
    frames.put(
        "ipv4 with a wrong checksum",
        ethernet(0x0800, put(ipv4(6, tcp(Tcp.ACK, NOTHING, PAYLOAD)), 10, 0x1234)));
    byte[] segment = tcp(Tcp.ACK, NOTHING, PAYLOAD);
    int partial = fold(pseudo(Frames.ip(A), Frames.ip(B), 6, segment.length));
    frames.put("tcp with a partial checksum", frame4(6, put(segment, 16, partial)));
  }

  private static void odd(Map<String, byte[]> frames) {
    byte[] syn = tcp(Tcp.SYN, SYN_OPTIONS, NOTHING);
    frames.put("tcp option of length 0", frame4(6, tcp(Tcp.SYN, bytes("02000582"), NOTHING)));
    frames.put("tcp header too long", frame4(6, put(syn, 12, 0xf002)));
    frames.put("tcp header too short", frame4(6, put(syn, 12, 0x4002)));
    frames.put("udp length too long", frame4(17, put(udp(1, 2, PAYLOAD), 4, 400)));
    frames.put("udp length too short", frame4(17, put(udp(1, 2, PAYLOAD), 4, 7)));
    frames.put("ipv4 length too long", ethernet(0x0800, put(ipv4(6, syn), 2, 1000)));
    frames.put("ipv4 length too short", ethernet(0x0800, put(ipv4(6, syn), 2, 10)));
    frames.put("ipv4 of version 5", ethernet(0x0800, put(ipv4(6, syn), 0, 0x552e)));
    frames.put(
        "ipv6 length too long",
        ethernet(0x86dd, put(Frames.ipv6(6, tcp6(Tcp.SYN, NOTHING, NOTHING)), 4, 1000)));
    frames.put("too deep", deep());
  }

  private static byte[] deep() {
    byte[] packet = ipv4(6, tcp(Tcp.SYN, NOTHING, NOTHING));
    for (int i = 0; i < 40; i++) {
      packet = ipv4(4, packet);
    }
    return ethernet(0x0800, packet);
  }
}
