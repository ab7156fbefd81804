package org.flannelgraph.packet;

import static org.flannelgraph.packet.Frames.*;

import java.util.LinkedHashMap;
import java.util.Map;

/** At least one frame of every protocol that we know, and of every odd shape of them. */
final class Samples {
  private static final byte[] NOTHING = {};
  private static final byte[] PAYLOAD = text("the quick brown fox jumps over the lazy dog");
  private static final byte[] SYN_OPTIONS = bytes("02040582 0402 080a 3b0a494e 00000000 01 030309");

  private Samples() {}

  /** By name, in the order of the layers. */
  static Map<String, CapturedFrame> all() {
    Map<String, CapturedFrame> samples = new LinkedHashMap<>();
    Map<String, byte[]> frames = new LinkedHashMap<>();
    links(frames);
    ip(frames);
    transport(frames);
    icmp(frames);
    icmpv6(frames);
    multicast(frames);
    tunnels(frames);
    applications(frames);
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

  private static byte[] frame4(int protocol, byte[] payload) {
    return ethernet(0x0800, ipv4(protocol, payload));
  }

  private static byte[] frame6(int next, byte[] payload) {
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

  private static void icmp(Map<String, byte[]> frames) {
    byte[] quoted = cut(ipv4(17, udp(4000, 33434, PAYLOAD)), 28);
    byte[] wholeQuote = ipv4(6, tcp(Tcp.SYN, SYN_OPTIONS, NOTHING));
    frames.put("echo request", frame4(1, Frames.icmp(8, 0, u16(7), u16(1), PAYLOAD)));
    frames.put("echo reply", frame4(1, Frames.icmp(0, 0, u16(7), u16(1), PAYLOAD)));
    frames.put("port unreachable", frame4(1, Frames.icmp(3, 3, u32(0), quoted)));
    frames.put("fragmentation needed", frame4(1, Frames.icmp(3, 4, u16(0), u16(1450), wholeQuote)));
    frames.put("time exceeded", frame4(1, Frames.icmp(11, 0, u32(0), quoted)));
    frames.put(
        "redirect", frame4(1, Frames.icmp(5, 1, Frames.ip("10.244.1.1"), cut(wholeQuote, 28))));
    frames.put("parameter problem", frame4(1, Frames.icmp(12, 0, u32(0x14000000L), quoted)));
    frames.put("timestamp request", frame4(1, Frames.icmp(13, 0, u16(7), u16(1), new byte[12])));
    byte[] ping = ipv4(1, Frames.icmp(8, 0, u16(7), u16(1), PAYLOAD));
    frames.put("host unreachable for a ping", frame4(1, Frames.icmp(3, 1, u32(0), ping)));
  }

  private static void icmpv6(Map<String, byte[]> frames) {
    byte[] quoted = Frames.ipv6(17, udp6(4000, 33434, PAYLOAD));
    byte[] target = Frames.ip("fe80::1");
    frames.put("icmpv6 echo request", frame6(58, Frames.icmpv6(128, 0, u16(7), u16(1), PAYLOAD)));
    frames.put("icmpv6 echo reply", frame6(58, Frames.icmpv6(129, 0, u16(7), u16(1), PAYLOAD)));
    frames.put("icmpv6 port unreachable", frame6(58, Frames.icmpv6(1, 4, u32(0), quoted)));
    frames.put("packet too big", frame6(58, Frames.icmpv6(2, 0, u32(1430), cut(quoted, 60))));
    frames.put("icmpv6 time exceeded", frame6(58, Frames.icmpv6(3, 0, u32(0), quoted)));
    frames.put("icmpv6 parameter problem", frame6(58, Frames.icmpv6(4, 1, u32(6), quoted)));
    frames.put(
        "neighbour solicitation",
        frame6(58, Frames.icmpv6(135, 0, u32(0), target, "0101", mac(MAC_A))));
    frames.put("duplicate address detection", frame6(58, Frames.icmpv6(135, 0, u32(0), target)));
    frames.put(
        "neighbour advertisement",
        frame6(58, Frames.icmpv6(136, 0, u32(0xe0000000L), target, "0201", mac(MAC_B))));
    frames.put(
        "router solicitation", frame6(58, Frames.icmpv6(133, 0, u32(0), "0101", mac(MAC_A))));
    frames.put(
        "router advertisement",
        frame6(
            58,
            Frames.icmpv6(
                134,
                0,
                "40c0 0708 00007530 000003e8",
                "0101",
                mac(MAC_A),
                "0501 0000 000005aa",
                "0304 40c0 00278d00 00093a80 00000000",
                Frames.ip("fd00:10:244:1::"),
                "1903 0000 000004b0",
                Frames.ip(B6))));
    frames.put(
        "icmpv6 redirect",
        frame6(
            58,
            Frames.icmpv6(
                137,
                0,
                u32(0),
                target,
                Frames.ip(B6),
                "0201",
                mac(MAC_B),
                "0408 0000 00000000",
                cut(quoted, 56))));
    frames.put("unknown icmpv6", frame6(58, Frames.icmpv6(200, 0, u32(7))));
  }

  private static void multicast(Map<String, byte[]> frames) {
    byte[] group = Frames.ip("ff02::fb");
    String alert = "3a00 05020000 0100";
    frames.put(
        "mld query", frame6(0, bytes(alert, Frames.icmpv6(130, 0, u16(1000), u16(0), group))));
    frames.put("mld report", frame6(0, bytes(alert, Frames.icmpv6(131, 0, u16(0), u16(0), group))));
    frames.put("mld done", frame6(0, bytes(alert, Frames.icmpv6(132, 0, u16(0), u16(0), group))));
    frames.put(
        "mldv2 query",
        frame6(
            0,
            bytes(
                alert,
                Frames.icmpv6(130, 0, u16(1000), u16(0), group, "0a7d 0001", Frames.ip(A6)))));
    frames.put(
        "mldv2 report",
        frame6(
            0,
            bytes(
                alert,
                Frames.icmpv6(
                    143,
                    0,
                    u16(0),
                    u16(2),
                    "04000000",
                    group,
                    "01000001",
                    Frames.ip("ff02::1:3"),
                    Frames.ip(A6)))));
    frames.put("igmp v1 report", frame4(2, Frames.icmp(0x12, 0, Frames.ip("224.0.0.251"))));
    frames.put("igmp v2 query", frame4(2, Frames.icmp(0x11, 100, Frames.ip("0.0.0.0"))));
    frames.put("igmp v2 report", frame4(2, Frames.icmp(0x16, 0, Frames.ip("224.0.0.251"))));
    frames.put("igmp leave", frame4(2, Frames.icmp(0x17, 0, Frames.ip("224.0.0.251"))));
    frames.put(
        "igmp v3 query",
        frame4(2, Frames.icmp(0x11, 100, Frames.ip("224.0.0.251"), "0a7d 0001", Frames.ip(A))));
    frames.put(
        "igmp v3 report",
        frame4(
            2,
            Frames.icmp(
                0x22,
                0,
                u16(0),
                u16(2),
                "04000000",
                Frames.ip("224.0.0.251"),
                "01000001",
                Frames.ip("224.0.0.252"),
                Frames.ip(A))));
  }

  private static void tunnels(Map<String, byte[]> frames) {
    byte[] inner4 = ipv4(6, tcp(Tcp.SYN, SYN_OPTIONS, NOTHING));
    byte[] inner6 = Frames.ipv6(58, Frames.icmpv6(128, 0, u16(7), u16(1), PAYLOAD));
    byte[] frame = ethernet(0x0800, inner4);
    frames.put("vxlan", overlay(frame));
    frames.put("vxlan, IANA's port", frame4(17, udp(41579, 4789, vxlan(0xabcdef, frame))));
    frames.put("vxlan, Weave's port", frame4(17, udp(41579, 6784, vxlan(7, frame))));
    frames.put(
        "vxlan over ipv6", frame6(17, udp6(41579, 8472, vxlan(1, ethernet(0x86dd, inner6)))));
    frames.put(
        "vxlan with group policy",
        frame4(17, udp(41579, 8472, bytes("8848 0123 00000100", frame))));
    frames.put("vxlan with a vlan inside", overlay(ethernet(0x8100, vlan(42, 0x0806, arp(1)))));
    frames.put("geneve", frame4(17, udp(41579, 6081, bytes("0000 6558 00002a00", frame))));
    frames.put(
        "geneve with options",
        frame6(
            17,
            udp6(
                41579,
                6081,
                bytes(
                    "0540 86dd abcdef00",
                    "0102 80 01 11223344 0103 01 02 1122334455667788",
                    inner6))));
    frames.put("gre", frame4(47, bytes("0000 0800", inner4)));
    frames.put(
        "gre with all",
        frame4(47, summed(4, bytes("b000 86dd 0000 0000 0000002a 00000007", inner6))));
    frames.put("gre with a key", frame4(47, bytes("2000 0800 0000002a", inner4)));
    frames.put("nvgre", frame4(47, bytes("2000 6558 00123407", frame)));
    frames.put("gre over ipv6", frame6(47, bytes("1000 86dd 00000007", inner6)));
    frames.put("4in4", frame4(4, inner4));
    frames.put("6in4", frame4(41, inner6));
    frames.put("4in6", frame6(4, inner4));
    frames.put("6in6", frame6(41, inner6));
    frames.put("vxlan in vxlan", overlay(overlay(frame)));
    frames.put(
        "wireguard initiation",
        frame4(17, udp(51820, 51820, bytes("01000000 78563412", ramp(140)))));
    frames.put(
        "wireguard response",
        frame4(17, udp(51820, 51820, bytes("02000000 78563412 44332211", ramp(80)))));
    frames.put(
        "wireguard cookie", frame4(17, udp(51820, 51820, bytes("03000000 78563412", ramp(56)))));
    frames.put(
        "wireguard data",
        frame4(17, udp(51820, 51820, bytes("04000000 78563412 0700000000000000", ramp(96)))));
    frames.put(
        "wireguard keepalive over ipv6",
        frame6(17, udp6(51821, 51820, bytes("04000000 78563412 0700000000000000", ramp(16)))));
  }

  private static byte[] ramp(int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) i;
    }
    return bytes;
  }

  private static void applications(Map<String, byte[]> frames) {
    byte[] name =
        bytes(
            5,
            text("green"),
            7,
            text("default"),
            3,
            text("svc"),
            7,
            text("cluster"),
            5,
            text("local"),
            0);
    frames.put(
        "dns query",
        frame4(
            17,
            udp(
                40000,
                53,
                bytes(
                    "1234 0100 0001 0000 0000 0001",
                    name,
                    "0001 0001",
                    "00 0029 04d0 00000000 0000"))));
    byte[] answer =
        bytes(
            "1234 8580 0001 0005 0000 0000",
            name,
            "0001 0001",
            "c00c 0005 0001 0000001e 0006 03",
            text("web"),
            "c012",
            "c03d 0001 0001 0000001e 0004 0a600001",
            "c00c 001c 0001 0000001e 0010",
            Frames.ip(B6),
            "c00c 0010 0001 0000001e 0006 05",
            text("hello"),
            5,
            text("_http"),
            4,
            text("_tcp"),
            "c00c 0021 0001 0000001e 0008 0001 0002 1f90 c00c");
    frames.put("dns answer", frame4(17, udp(53, 40000, answer)));
    frames.put(
        "dns no such name",
        frame4(
            17,
            udp(
                53,
                40000,
                bytes(
                    "1234 8583 0001 0000 0001 0000",
                    name,
                    "0001 0001",
                    "c026 0006 0001 0000001e 0026 02",
                    text("ns"),
                    "c026 0a",
                    text("hostmaster"),
                    "c026 00000001 00000002 00000003 00000004 00000005"))));
    frames.put(
        "dns over ipv6",
        frame6(17, udp6(40000, 53, bytes("1234 0100 0001 0000 0000 0000", name, "001c 0001"))));
    frames.put(
        "mx, ns and ptr",
        frame4(
            17,
            udp(
                53,
                40000,
                bytes(
                    "1234 8180 0000 0003 0000 0000",
                    "00 0002 0001 0000001e 0004 02",
                    text("ns"),
                    "00",
                    "00 000f 0001 0000001e 0005 000a 01",
                    text("m"),
                    "00",
                    "00 000c 0001 0000001e 0003 01",
                    text("p"),
                    "00"))));
    byte[] chaddr = bytes(mac(MAC_A), new byte[10], new byte[192]);
    frames.put(
        "dhcp discover",
        frame4(
            17,
            udp(
                68,
                67,
                bytes(
                    "01010600 11223344 0000 8000",
                    new byte[16],
                    chaddr,
                    "63825363",
                    "350101 3d0701",
                    mac(MAC_A),
                    "3204 0af40105 0c03",
                    text("red"),
                    "3704 01 03 06 1a ff"))));
    frames.put(
        "dhcp ack",
        frame4(
            17,
            udp(
                67,
                68,
                bytes(
                    "02010600 11223344 0000 0000",
                    new byte[4],
                    Frames.ip(A),
                    new byte[8],
                    chaddr,
                    "63825363",
                    "350105 3604 0af40101 3304 00000e10 0104 ffffff00 0304 0af40101 0608 0af40101 0af40102 0f05",
                    text("local"),
                    "1a0205aa 1c04 0af401ff 00 ff"))));
    frames.put(
        "http request",
        frame4(
            6,
            tcp(
                Tcp.PSH | Tcp.ACK,
                NOTHING,
                text(
                    "GET /index.html HTTP/1.1\r\nHost: green:8080\r\nUser-Agent: curl/7.88.1\r\n\r\n"))));
    frames.put(
        "http response",
        frame4(
            6,
            tcp(
                Tcp.PSH | Tcp.ACK,
                NOTHING,
                text(
                    "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 5\r\n\r\nhello"))));
    frames.put(
        "http over ipv6",
        frame6(
            6,
            tcp6(
                Tcp.PSH | Tcp.ACK,
                NOTHING,
                text("POST /x HTTP/1.0\r\nContent-Length: 0\r\n\r\n"))));
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
