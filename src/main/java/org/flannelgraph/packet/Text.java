package org.flannelgraph.packet;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.flannelgraph.address.Addresses;
import org.flannelgraph.address.MacAddress;

/** Values as people read them. */
final class Text {
  private static final HexFormat HEX = HexFormat.ofDelimiter(":");

  private Text() {}

  static String ipv4(int address) {
    return (address >>> 24)
        + "."
        + (address >> 16 & 0xff)
        + "."
        + (address >> 8 & 0xff)
        + "."
        + (address & 0xff);
  }

  static String ipv6(long high, long low) {
    if (high == 0 && low >>> 32 == 0xffff) {
      return "::ffff:" + ipv4((int) low); // Java would make an IPv4 address of it
    }
    try {
      byte[] bytes = ByteBuffer.allocate(16).putLong(high).putLong(low).array();
      return Addresses.format(InetAddress.getByAddress(bytes));
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** {@code 1 byte}, {@code 2 bytes}. */
  static String bytes(int count) {
    return count == 1 ? "1 byte" : count + " bytes";
  }

  /** What of a packet a fragment is. */
  static String fragment(String version, int protocol, int offset, int length) {
    return version
        + " fragment of "
        + IpProtocol.words(protocol)
        + ", bytes "
        + offset
        + " to "
        + (offset + length - 1L);
  }

  static String mac(long address) {
    return new MacAddress(address).toString();
  }

  static String hex(byte[] bytes, int index, int length) {
    return HEX.formatHex(bytes, index, index + length);
  }

  static String base64(byte[] bytes, int index, int length) {
    return Base64.getEncoder().encodeToString(Arrays.copyOfRange(bytes, index, index + length));
  }

  /** ASCII, with a dot for what is not printable: nothing that a terminal would obey. */
  static String printable(byte[] bytes, int index, int length) {
    StringBuilder text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      int c = bytes[index + i];
      text.append(c >= ' ' && c < 0x7f ? (char) c : '.');
    }
    return text.toString();
  }
}
