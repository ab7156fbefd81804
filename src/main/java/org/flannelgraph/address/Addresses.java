package org.flannelgraph.address;

import java.math.BigInteger;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * IP addresses to and from text, in the one spelling that {@code ip} uses. Never asks a name
 * server.
 */
public final class Addresses {
  // Go's net package (so Kubernetes and Flannel too) refuses leading zeros: some read them as
  // octal.
  private static final Pattern IPV4 =
      Pattern.compile("(?:(?:0|[1-9][0-9]{0,2})\\.){3}(?:0|[1-9][0-9]{0,2})");
  private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

  private Addresses() {}

  /**
   * Reads a dotted quad or an IPv6 address.
   *
   * @throws IllegalArgumentException if it is neither; also for scoped addresses ({@code
   *     fe80::1%eth0}), IPv4 addresses dressed as IPv6 ({@code ::ffff:10.0.0.1}) and short forms
   *     ({@code 10.1})
   */
  public static InetAddress parse(String text) {
    if (IPV4.matcher(text).matches()) {
      return parseIpv4(text);
    }
    if (IPV6.matcher(text).matches()) {
      InetAddress address = Inet6Address.ofLiteral(text);
      if (isIpv6(address)) {
        return address;
      }
    }
    throw new IllegalArgumentException("'" + text + "' is not an IP address");
  }

  private static InetAddress parseIpv4(String text) {
    String[] parts = text.split("\\.", -1);
    byte[] bytes = new byte[4];
    for (int i = 0; i < 4; i++) {
      int part = Integer.parseInt(parts[i]);
      if (part > 255) {
        throw new IllegalArgumentException("'" + text + "' is not an IP address");
      }
      bytes[i] = (byte) part;
    }
    return ofBytes(bytes);
  }

  /** Prints an address as {@code ip} does: IPv6 compressed and in lower case (RFC 5952). */
  public static String format(InetAddress address) {
    byte[] bytes = address.getAddress();
    return bytes.length == 4 ? dotted(bytes, 0) : compressed(bytes);
  }

  /** Whether the address is of the IPv6 family. */
  public static boolean isIpv6(InetAddress address) {
    return address instanceof Inet6Address;
  }

  /** The address as an unsigned number. */
  public static BigInteger number(InetAddress address) {
    return new BigInteger(1, address.getAddress());
  }

  /** The address with that number; {@code length} is 4 or 16 bytes. */
  public static InetAddress ofNumber(BigInteger number, int length) {
    byte[] digits = number.toByteArray(); // at most one leading zero byte, for the sign
    int skip = digits.length > length ? digits.length - length : 0;
    byte[] bytes = new byte[length];
    System.arraycopy(digits, skip, bytes, length - digits.length + skip, digits.length - skip);
    return ofBytes(bytes);
  }

  private static InetAddress ofBytes(byte[] bytes) {
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("not 4 or 16 bytes: " + Arrays.toString(bytes), e);
    }
  }

  private static String dotted(byte[] bytes, int from) {
    return (bytes[from] & 0xff)
        + "."
        + (bytes[from + 1] & 0xff)
        + "."
        + (bytes[from + 2] & 0xff)
        + "."
        + (bytes[from + 3] & 0xff);
  }

  private static String compressed(byte[] bytes) {
    int[] words = new int[8];
    for (int i = 0; i < 8; i++) {
      words[i] = (bytes[2 * i] & 0xff) << 8 | (bytes[2 * i + 1] & 0xff);
    }
    int start = -1;
    int length = 1; // RFC 5952 4.2.2: a single zero word is not compressed
    for (int i = 0; i < 8; i++) {
      int end = i;
      while (end < 8 && words[end] == 0) {
        end++;
      }
      if (end - i > length) {
        start = i;
        length = end - i;
      }
      i = Math.max(i, end - 1);
    }
    if (start == 0 && length == 6) {
      return "::" + dotted(bytes, 12); // inet_ntop(3), so `ip`, prints these so
    }
    StringBuilder text = new StringBuilder(39);
    for (int i = 0; i < 8; i++) {
      if (i == start) {
        text.append("::");
        i += length - 1;
      } else {
        if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') {
          text.append(':');
        }
        text.append(Integer.toHexString(words[i]));
      }
    }
    return text.toString();
  }
}
