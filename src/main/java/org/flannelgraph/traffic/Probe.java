package org.flannelgraph.traffic;

import java.net.Inet6Address;
import java.net.InetAddress;
import org.flannelgraph.linux.IcmpSocket;

/** What is sent to an address, to see what comes of it. */
public sealed interface Probe {
  /** An IPv4 packet of 65,535 bytes, less its header and UDP's or that of an ICMP echo. */
  int LARGEST_PAYLOAD = IcmpSocket.LARGEST_PAYLOAD;

  /** The longest path that {@link Http} takes, in characters. */
  int LONGEST_PATH = 2000;

  /** The destination's port; 0 for a protocol that has none. */
  int port();

  /** The number of the protocol above IP that carries it to an address. */
  default int protocol(InetAddress to) {
    return switch (this) {
      case Icmp _ -> to instanceof Inet6Address ? 58 : 1;
      case Udp _ -> 17;
      case Tcp _, Http _ -> 6;
    };
  }

  /**
   * An echo request (RFC 792, RFC 4443), as ping sends it.
   *
   * @param payloadBytes what follows its header of 8 bytes, 0 to {@link #LARGEST_PAYLOAD}; ping's
   *     is 56
   * @param dontFragment whether it must arrive in one piece: DF is set in IPv4
   */
  record Icmp(int payloadBytes, boolean dontFragment) implements Probe {
    public Icmp {
      checkPayload(payloadBytes);
    }

    @Override
    public int port() {
      return 0;
    }
  }

  /**
   * A datagram (RFC 768); answered if one comes back.
   *
   * @param port 1 to 65,535
   * @param payloadBytes 0 to {@link #LARGEST_PAYLOAD}
   * @param dontFragment as for {@link Icmp}
   */
  record Udp(int port, int payloadBytes, boolean dontFragment) implements Probe {
    public Udp {
      checkPort(port);
      checkPayload(payloadBytes);
    }
  }

  /**
   * A connection (RFC 9293) that is made, and ended in order without a byte.
   *
   * @param port 1 to 65,535
   */
  record Tcp(int port) implements Probe {
    public Tcp {
      checkPort(port);
    }
  }

  /**
   * A GET of HTTP/1.1 (RFC 9112).
   *
   * @param port 1 to 65,535
   * @param path visible ASCII from "/" on, up to {@link #LONGEST_PATH} characters
   */
  record Http(int port, String path) implements Probe {
    public Http {
      checkPort(port);
      boolean sound =
          path.startsWith("/")
              && path.length() <= LONGEST_PATH
              && path.chars().allMatch(c -> c > ' ' && c < 0x7f);
      if (!sound) {
        throw new IllegalArgumentException(
            "path '"
                + path
                + "': must begin with '/' and be up to "
                + LONGEST_PATH
                + " visible ASCII characters; write others as %XX");
      }
    }
  }

  private static void checkPort(int port) {
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("port " + port + ": must be 1 to 65535");
    }
  }

  private static void checkPayload(int bytes) {
    if (bytes < 0 || bytes > LARGEST_PAYLOAD) {
      throw new IllegalArgumentException(
          "payload of " + bytes + " bytes: must be 0 to " + LARGEST_PAYLOAD);
    }
  }
}
