package org.flannelgraph.packet;

import static org.flannelgraph.packet.Frames.*;
import static org.flannelgraph.packet.Samples.*;

import java.util.Map;

/** Packets in packets. */
final class TunnelSamples {
  private TunnelSamples() {}

  static void addTo(Map<String, byte[]> frames) {
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
}
