package org.flannelgraph.packet;

import org.flannelgraph.packet.Field.Format;
import org.jspecify.annotations.Nullable;

/**
 * DHCP (RFC 2131; options RFC 2132). The layer is the whole message.
 *
 * <pre>
 *  0    1       2      3      4     8      10
 *  | op | htype | hlen | hops | xid | secs | flags |
 * 12 client, 16 your, 20 server, 24 relay address; 28 client's hardware address (16 bytes)
 * 44 server name (64), 108 boot file (128), 236 magic cookie, 240 options
 * </pre>
 */
public final class Dhcp {
  private static final int LENGTH = 236;
  private static final int OPTIONS = 240;
  private static final int COOKIE = 0x63825363;
  private static final int PAD = 0;
  private static final int END = 255;
  private static final int MESSAGE_TYPE = 53;
  private static final int CLIENT_IDENTIFIER = 61;

  private static final String[] MESSAGES = {
    "discover", "offer", "request", "decline", "ack", "nak", "release", "inform"
  };

  static final Header HEADER =
      Header.of(
              "dhcp",
              "dhcp",
              "DHCP",
              Dhcp::dissect,
              Field.decimal("op", "dhcp.type", 0, 1)
                  .words(n -> n == 1 ? "request" : n == 2 ? "reply" : null),
              Field.decimal("hardwareType", "dhcp.hw.type", 1, 1),
              Field.decimal("hardwareAddressLength", "dhcp.hw.len", 2, 1),
              Field.decimal("hops", "dhcp.hops", 3, 1),
              Field.hex("transactionId", "dhcp.id", 4, 4),
              Field.decimal("seconds", "dhcp.secs", 8, 2),
              Field.flag("broadcast", "dhcp.flags.bc", 80),
              Field.ipv4("clientAddress", "dhcp.ip.client", 12),
              Field.ipv4("yourAddress", "dhcp.ip.your", 16),
              Field.ipv4("serverAddress", "dhcp.ip.server", 20),
              Field.ipv4("relayAddress", "dhcp.ip.relay", 24),
              Field.mac("clientHardwareAddress", "dhcp.hw.mac_addr", 28)
                  .when((b, i) -> Bytes.u16(b, i + 1) == (1 << 8 | 6)))
          .repeating(Dhcp::options)
          .summary(Dhcp::summary);

  private static final Field OPTION = Field.varying("option", "", Format.BYTES);
  private static final Field CODE = Field.decimal("code", "dhcp.option.type", 0, 1);
  private static final Field OPTION_LENGTH = Field.decimal("length", "dhcp.option.length", 1, 1);
  private static final Field MESSAGE =
      Field.decimal("messageType", "dhcp.option.dhcp", 2, 1).words(Dhcp::messageName);
  private static final Field CLIENT_TYPE = Field.decimal("hardwareType", "dhcp.hw.type", 2, 1);
  private static final Field CLIENT_MAC = Field.mac("clientMac", "dhcp.hw.mac_addr", 3);

  private Dhcp() {}

  static @Nullable Protocol dissect(Cursor c) {
    if (c.open(Protocol.DHCP, LENGTH)) {
      c.toEnd();
    }
    return null;
  }

  private static void options(Dissection d, int layer, Parts parts) {
    byte[] bytes = d.bytes();
    int end = d.headerEnd(layer);
    int at = firstOption(bytes, d.index(layer), end);
    while (at < end && !parts.isFull()) {
      int code = Bytes.u8(bytes, at);
      int option = at;
      if (code == END) {
        return;
      }
      int length = code == PAD ? 1 : at + 1 < end ? 2 + Bytes.u8(bytes, at + 1) : end;
      if (at + length > end) {
        parts.malformed(at, "the option is longer than the message");
        return;
      }
      if (code != PAD) {
        parts.add(OPTION, at, length, inside -> option(inside, option, code, length));
      }
      at += length;
    }
  }

  /** Where the options start, or the end if there are none. */
  private static int firstOption(byte[] bytes, int index, int end) {
    return index + OPTIONS <= end && Bytes.i32(bytes, index + LENGTH) == COOKIE
        ? index + OPTIONS
        : end;
  }

  private static void option(Parts parts, int option, int code, int length) {
    parts.add(CODE, option);
    parts.add(OPTION_LENGTH, option);
    Field value = value(code);
    if (code == CLIENT_IDENTIFIER && length == 9) {
      parts.add(CLIENT_TYPE, option);
      parts.add(CLIENT_MAC, option);
    } else if (code == MESSAGE_TYPE && length == 3) {
      parts.add(MESSAGE, option);
    } else if (value != null && value.format() == Format.TEXT) {
      parts.add(value, option + 2, length - 2);
    } else if (value != null) {
      int size = value.bits() / 8;
      for (int at = option + 2; at + size <= option + length; at += size) {
        parts.add(value, at);
      }
    }
  }

  private static @Nullable Field value(int code) {
    return switch (code) {
      case 1 -> Field.ipv4("subnetMask", "dhcp.option.subnet_mask", 0);
      case 3 -> Field.ipv4("router", "dhcp.option.router", 0);
      case 6 -> Field.ipv4("domainNameServer", "dhcp.option.domain_name_server", 0);
      case 12 -> Field.varying("hostName", "dhcp.option.hostname", Format.TEXT);
      case 15 -> Field.varying("domainName", "dhcp.option.domain_name", Format.TEXT);
      case 26 -> Field.decimal("interfaceMtu", "dhcp.option.interface_mtu", 0, 2);
      case 28 -> Field.ipv4("broadcastAddress", "dhcp.option.broadcast_address", 0);
      case 50 -> Field.ipv4("requestedAddress", "dhcp.option.requested_ip_address", 0);
      case 51 -> Field.decimal("leaseTime", "dhcp.option.ip_address_lease_time", 0, 4);
      case 54 -> Field.ipv4("serverIdentifier", "dhcp.option.dhcp_server_id", 0);
      case 55 -> Field.decimal("requestedOption", "dhcp.option.request_list_item", 0, 1);
      default -> null;
    };
  }

  private static @Nullable String messageName(long type) {
    return type >= 1 && type <= MESSAGES.length ? MESSAGES[(int) type - 1] : null;
  }

  private static String summary(Dissection d, int layer) {
    byte[] bytes = d.bytes();
    int end = d.headerEnd(layer);
    int at = firstOption(bytes, d.index(layer), end);
    while (at + 2 < end && Bytes.u8(bytes, at) != END) {
      if (Bytes.u8(bytes, at) == MESSAGE_TYPE) {
        String name = messageName(Bytes.u8(bytes, at + 2));
        return "DHCP " + (name == null ? "message" : name);
      }
      at += Bytes.u8(bytes, at) == PAD ? 1 : 2 + Bytes.u8(bytes, at + 1);
    }
    return Bytes.u8(bytes, d.index(layer)) == 1 ? "BOOTP request" : "BOOTP reply";
  }
}
