package org.flannelgraph.linux.netfilter;

import java.nio.ByteBuffer;
import java.util.OptionalInt;

/**
 * A traced packet, as it was when it came to a base chain. The buffers are read-only; take a
 * duplicate before moving in one.
 *
 * @param family ip, ip6 or arp
 * @param input the ifindex of the link by which it came in, 0 if it did not
 * @param output the ifindex of the link by which it is to go out, 0 if that is not decided
 * @param connection the conntrack id of its connection, as {@link Connection#id}; empty where it
 *     has none yet, and on older kernels, which do not tell (6.18 does)
 * @param link its link-layer header, at most 20 bytes; empty for one that is sent from here
 * @param network its network header, at most 40 bytes
 * @param transport its first bytes from the transport header on, at most 20; empty for a fragment
 */
public record TracedPacket(
    NetfilterFamily family,
    int input,
    int output,
    OptionalInt connection,
    ByteBuffer link,
    ByteBuffer network,
    ByteBuffer transport) {
  private static final int IPV6_HEADER = 40;
  private static final int IPV6_NEXT_HEADER = 6;

  /**
   * The packet's first bytes without a gap, from its network header on: with those from the
   * transport header on, unless headers of unknown length lie in between.
   */
  public ByteBuffer bytes() {
    if (network.limit() == 0) {
      return network;
    }
    int version = network.get(0) >> 4 & 0xf;
    int length = version == 6 ? IPV6_HEADER : (network.get(0) & 0xf) * 4;
    boolean joined =
        version == 4 && network.limit() >= length
            || version == 6 && network.limit() == IPV6_HEADER && hasNoExtension();
    if (!joined || length + transport.limit() < network.limit()) {
      return network;
    }
    return ByteBuffer.allocate(length + transport.limit())
        .put(network.slice(0, length))
        .put(transport.duplicate())
        .flip()
        .asReadOnlyBuffer();
  }

  /** The next header is TCP, UDP, ICMPv6 or SCTP. */
  private boolean hasNoExtension() {
    int next = Byte.toUnsignedInt(network.get(IPV6_NEXT_HEADER));
    return next == 6 || next == 17 || next == 58 || next == 132;
  }
}
