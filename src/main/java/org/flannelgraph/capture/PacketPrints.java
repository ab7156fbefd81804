package org.flannelgraph.capture;

import java.io.IOException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;

/**
 * A sample of the IP packets of one file, by a print of what no hop changes: the first {@value
 * #PRINTED} bytes of the packet, but for its TTL and header checksum. Of a large file only the
 * packets with the smallest prints are kept, so that two files keep the same ones.
 */
final class PacketPrints {
  /** How many bytes of a packet its print covers. */
  static final int PRINTED = 128;

  private static final int MOST = 50_000;
  private static final int ETHERNET_HEADER = 14;
  private static final int IPV4_HEADER = 20;
  private static final int IPV6_HEADER = 40;
  private static final int NOWHERE = -2;

  /** When a packet was first and last seen in the file, and which way it went between its hosts. */
  static final class Sighting {
    long first;
    long last;

    /** The same for both ways between two hosts. */
    final long hosts;

    /** Whether it went from the host with the smaller address to the one with the greater. */
    final boolean up;

    private long interfaces;
    private boolean ambiguous;

    private Sighting(long time, long hosts, boolean up) {
      first = time;
      last = time;
      this.hosts = hosts;
      this.up = up;
    }
  }

  private final Map<Long, Sighting> sightings = new HashMap<>();
  private final Map<CaptureInterface, Integer> interfaces = new HashMap<>();
  private long greatest = -1;
  private long print;
  private long hosts;
  private boolean up;

  /** Reads a file to its end. */
  static PacketPrints of(CaptureFile file) throws IOException {
    PacketPrints prints = new PacketPrints();
    while (file.next()) {
      prints.add(file.frame());
    }
    return prints;
  }

  /** The packets, by their prints; those that came twice by one interface are left out. */
  Map<Long, Sighting> unambiguous() {
    sightings.values().removeIf(sighting -> sighting.ambiguous);
    return sightings;
  }

  void add(Frame frame) {
    if (frame.time() == 0 || !read(frame) || Long.compareUnsigned(print, greatest) > 0) {
      return;
    }
    int number = interfaces.computeIfAbsent(frame.where(), where -> interfaces.size());
    long bit = 1L << (number % Long.SIZE);
    long time = frame.time();
    Sighting sighting = sightings.computeIfAbsent(print, unknown -> new Sighting(time, hosts, up));
    sighting.ambiguous |= (sighting.interfaces & bit) != 0;
    sighting.interfaces |= bit;
    sighting.first = Math.min(sighting.first, time);
    sighting.last = Math.max(sighting.last, time);
    if (sightings.size() > MOST) {
      thin();
    }
  }

  private void thin() {
    greatest >>>= 1;
    for (Iterator<Long> each = sightings.keySet().iterator(); each.hasNext(); ) {
      if (Long.compareUnsigned(each.next(), greatest) > 0) {
        each.remove();
      }
    }
  }

  /**
   * Finds the outermost IP packet of a frame and its print; false if there is none, or not enough.
   */
  private boolean read(Frame frame) {
    byte[] bytes = frame.bytes();
    int at = frame.offset() + headerLength(frame);
    int end = frame.offset() + frame.capturedLength();
    if (at < frame.offset() || at + IPV4_HEADER > end) {
      return false;
    }
    int version = bytes[at] >> 4 & 0xf;
    boolean ipv6 = version == 6;
    int header = ipv6 ? IPV6_HEADER : IPV4_HEADER;
    if ((version != 4 && !ipv6) || at + header > end) {
      return false;
    }
    int length = ipv6 ? IPV6_HEADER + unsignedShort(bytes, at + 4) : unsignedShort(bytes, at + 2);
    int covered = Math.min(length, PRINTED);
    if (covered < IPV4_HEADER || at + covered > end) {
      return false;
    }
    int addresses = at + (ipv6 ? 8 : 12);
    int width = ipv6 ? 16 : 4;
    int hopLimit = at + (ipv6 ? 7 : 8);
    int checksum = ipv6 ? NOWHERE : at + 10;
    print = mix(hash(bytes, at, covered, hopLimit, checksum));
    long source = hash(bytes, addresses, width, NOWHERE, NOWHERE);
    long destination = hash(bytes, addresses + width, width, NOWHERE, NOWHERE);
    hosts = mix(source) + mix(destination);
    up = source < destination;
    return true;
  }

  /** The length of what is before the IP packet; -1 if none follows. */
  private static int headerLength(Frame frame) {
    byte[] bytes = frame.bytes();
    int start = frame.offset();
    int captured = frame.capturedLength();
    return switch (frame.where().linkType()) {
      case LinkType.RAW -> 0;
      case LinkType.LINUX_SLL -> 16;
      case LinkType.LINUX_SLL2 -> 20;
      case LinkType.ETHERNET -> {
        int at = ETHERNET_HEADER - 2;
        while (at + 6 <= captured && isVlan(unsignedShort(bytes, start + at))) {
          at += 4;
        }
        int type = at + 2 <= captured ? unsignedShort(bytes, start + at) : 0;
        yield type == 0x0800 || type == 0x86dd ? at + 2 : -1;
      }
      default -> -1;
    };
  }

  private static boolean isVlan(int type) {
    return type == 0x8100 || type == 0x88a8;
  }

  private static int unsignedShort(byte[] bytes, int at) {
    return ((bytes[at] & 0xff) << 8) | (bytes[at + 1] & 0xff);
  }

  /** FNV-1a, with one byte and two bytes passed over. */
  private static long hash(byte[] bytes, int at, int length, int without, int withoutTwo) {
    long hash = 0xcbf29ce484222325L;
    for (int i = at; i < at + length; i++) {
      if (i != without && i != withoutTwo && i != withoutTwo + 1) {
        hash = (hash ^ bytes[i]) * 0x100000001b3L;
      }
    }
    return hash;
  }

  /** Spreads a hash over all 64 bits (the last step of MurmurHash3). */
  private static long mix(long hash) {
    long mixed = (hash ^ hash >>> 33) * 0xff51afd7ed558ccdL;
    mixed = (mixed ^ mixed >>> 33) * 0xc4ceb9fe1a85ec53L;
    return mixed ^ mixed >>> 33;
  }
}
