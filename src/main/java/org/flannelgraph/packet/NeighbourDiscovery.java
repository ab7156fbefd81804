package org.flannelgraph.packet;

import org.flannelgraph.packet.Field.Format;

/** The options of neighbour discovery (RFC 4861, 4.6; RFC 8106): type, length in eight bytes. */
final class NeighbourDiscovery {
  private static final int SOURCE_LINK_LAYER_ADDRESS = 1;
  private static final int TARGET_LINK_LAYER_ADDRESS = 2;
  private static final int PREFIX_INFORMATION = 3;
  private static final int REDIRECTED_HEADER = 4;
  private static final int REDIRECTED_LENGTH = 8;
  private static final int MTU = 5;
  private static final int RDNSS = 25;

  private static final Field OPTION = Field.varying("option", "icmpv6.opt", Format.BYTES);
  private static final Field TYPE = Field.decimal("type", "icmpv6.opt.type", 0, 1);
  private static final Field LENGTH = Field.decimal("length", "icmpv6.opt.length", 1, 1);
  private static final Field SOURCE = Field.mac("linkLayerAddress", "icmpv6.opt.src_linkaddr", 2);
  private static final Field TARGET =
      Field.mac("linkLayerAddress", "icmpv6.opt.target_linkaddr", 2);
  private static final Field PREFIX_LENGTH =
      Field.decimal("prefixLength", "icmpv6.opt.prefix.length", 2, 1);
  private static final Field ON_LINK = Field.flag("onLink", "icmpv6.opt.prefix.flag.l", 24);
  private static final Field AUTONOMOUS =
      Field.flag("autonomousConfiguration", "icmpv6.opt.prefix.flag.a", 25);
  private static final Field VALID =
      Field.decimal("validLifetime", "icmpv6.opt.prefix.valid_lifetime", 4, 4);
  private static final Field PREFERRED =
      Field.decimal("preferredLifetime", "icmpv6.opt.prefix.preferred_lifetime", 8, 4);
  private static final Field PREFIX = Field.ipv6("prefix", "icmpv6.opt.prefix", 16);
  private static final Field LINK_MTU = Field.decimal("mtu", "icmpv6.opt.mtu", 4, 4);
  private static final Field DNS_LIFETIME =
      Field.decimal("lifetime", "icmpv6.opt.rdnss.lifetime", 4, 4);
  private static final Field DNS_SERVER = Field.ipv6("dnsServer", "icmpv6.opt.rdnss", 0);

  private NeighbourDiscovery() {}

  static void options(byte[] bytes, int from, int end, Parts parts) {
    int at = from;
    while (at < end && !parts.isFull()) {
      int option = at;
      int length = at + 1 < end ? Bytes.u8(bytes, at + 1) * 8 : 0;
      if (bytes[at] == REDIRECTED_HEADER && at + REDIRECTED_LENGTH == end) {
        length = Math.min(length, REDIRECTED_LENGTH); // the packet is in layers of its own
      }
      if (length == 0 || at + length > end) {
        parts.malformed(at, "the option's length is impossible");
        return;
      }
      int type = Bytes.u8(bytes, at);
      int size = length;
      parts.add(OPTION, at, length, inside -> inside(inside, option, type, size));
      at += length;
    }
  }

  /**
   * How long a redirect's header is if it ends where the packet that was redirected starts; 0 if
   * there is none.
   */
  static int redirectedPacket(Cursor c, int options) {
    byte[] bytes = c.bytes();
    int at = options;
    while (at + REDIRECTED_LENGTH < c.remaining()) {
      if (bytes[c.at() + at] == REDIRECTED_HEADER) {
        return at + REDIRECTED_LENGTH;
      }
      int length = Bytes.u8(bytes, c.at() + at + 1) * 8;
      at = length == 0 ? c.remaining() : at + length;
    }
    return 0;
  }

  private static void inside(Parts parts, int option, int type, int length) {
    parts.add(TYPE, option);
    parts.add(LENGTH, option);
    switch (type) {
      case SOURCE_LINK_LAYER_ADDRESS -> parts.add(SOURCE, option);
      case TARGET_LINK_LAYER_ADDRESS -> parts.add(TARGET, option);
      case PREFIX_INFORMATION -> {
        if (length == 32) {
          parts.add(PREFIX_LENGTH, option);
          parts.add(ON_LINK, option);
          parts.add(AUTONOMOUS, option);
          parts.add(VALID, option);
          parts.add(PREFERRED, option);
          parts.add(PREFIX, option);
        }
      }
      case MTU -> parts.add(LINK_MTU, option);
      case RDNSS -> {
        parts.add(DNS_LIFETIME, option);
        for (int at = option + 8; at + 16 <= option + length; at += 16) {
          parts.add(DNS_SERVER, at);
        }
      }
      default -> {}
    }
  }
}
