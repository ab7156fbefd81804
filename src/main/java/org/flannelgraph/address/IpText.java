package org.flannelgraph.address;

import java.net.Inet6Address;
import java.net.InetAddress;

/** Addresses as {@code ip} prints them. */
public final class IpText {
  private IpText() {}

  /** Dotted decimal, or RFC 5952 for IPv6: the longest run of zero groups becomes two colons. */
  public static String of(InetAddress address) {
    if (!(address instanceof Inet6Address)) {
      return address.getHostAddress();
    }
    byte[] bytes = address.getAddress();
    int[] groups = new int[8];
    for (int i = 0; i < 8; i++) {
      groups[i] = (bytes[2 * i] & 0xff) << 8 | (bytes[2 * i + 1] & 0xff);
    }
    int[] zeros = longestZeros(groups);
    StringBuilder text = new StringBuilder(39);
    for (int i = 0; i < 8; i++) {
      if (i == zeros[0]) {
        text.append("::");
        i += zeros[1] - 1;
      } else {
        if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') {
          text.append(':');
        }
        text.append(Integer.toHexString(groups[i]));
      }
    }
    return text.toString();
  }

  /** Where the longest run of at least two zero groups begins, or -1, and how long it is. */
  private static int[] longestZeros(int[] groups) {
    int[] best = {-1, 1};
    for (int start = 0; start < groups.length; start++) {
      int length = 0;
      while (start + length < groups.length && groups[start + length] == 0) {
        length++;
      }
      if (length > best[1]) {
        best = new int[] {start, length};
      }
    }
    return best;
  }
}
