package org.flannelgraph.linux.netfilter;

import java.nio.ByteBuffer;

/**
 * The beginning of a traced packet, as it was when it came to a base chain. The buffers are
 * read-only; take a duplicate before moving in one.
 *
 * @param link its link-layer header, at most 20 bytes; empty for a packet that is sent from here
 * @param network its network header and what comes after it, at most 40 bytes
 * @param transport its transport header, at most 20 bytes; empty for a fragment
 */
public record TracedHeaders(ByteBuffer link, ByteBuffer network, ByteBuffer transport) {
  private static final int IPV6_HEADER = 40;
  private static final int IPV6_NEXT_HEADER = 6;

  /**
   * The packet's first bytes without a gap, from its network header on: with the transport header
   * unless headers of unknown length lie in between.
   */
  public ByteBuffer packet() {
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
