package org.flannelgraph.packet;

import static org.flannelgraph.packet.Frames.*;
import static org.flannelgraph.packet.Samples.*;

import java.util.Map;

/** What is told above UDP and TCP. */
final class ApplicationSamples {
  private static final byte[] NAME =
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

  private ApplicationSamples() {}

  static void addTo(Map<String, byte[]> frames) {
    dnsQueries(frames);
    dnsAnswers(frames);
    dhcp(frames);
    http(frames);
  }

  private static void dnsQueries(Map<String, byte[]> frames) {
    frames.put(
        "dns query",
        frame4(
            17,
            udp(
                40000,
                53,
                bytes(
                    "1234 0100 0001 0000 0000 0001",
                    NAME,
                    "0001 0001",
                    "00 0029 04d0 00000000 0000"))));
    frames.put(
        "dns over ipv6",
        frame6(17, udp6(40000, 53, bytes("1234 0100 0001 0000 0000 0000", NAME, "001c 0001"))));
  }

  private static void dnsAnswers(Map<String, byte[]> frames) {
    byte[] answer =
        bytes(
            "1234 8580 0001 0005 0000 0000",
            NAME,
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
                    NAME,
                    "0001 0001",
                    "c026 0006 0001 0000001e 0026 02",
                    text("ns"),
                    "c026 0a",
                    text("hostmaster"),
                    "c026 00000001 00000002 00000003 00000004 00000005"))));
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
  }

  private static void dhcp(Map<String, byte[]> frames) {
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
  }

  private static void http(Map<String, byte[]> frames) {
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
}
