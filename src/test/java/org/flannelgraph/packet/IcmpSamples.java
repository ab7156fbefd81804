package org.flannelgraph.packet;

import static org.flannelgraph.packet.Frames.*;
import static org.flannelgraph.packet.Samples.*;

import java.util.Map;

/** What hosts and routers tell each other of IP: ICMP, ICMPv6, and the groups they are in. */
final class IcmpSamples {
  private IcmpSamples() {}

  static void addTo(Map<String, byte[]> frames) {
    icmp(frames);
    icmpv6(frames);
    multicast(frames);
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
}
