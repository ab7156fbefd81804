package org.flannelgraph.linux;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * Why a packet of a socket went nowhere, from the socket's error queue (ip(7), IP_RECVERR): {@code
 * struct sock_extended_err} of linux/errqueue.h, and the address behind it.
 *
 * <pre>
 *   0 u32 ee_errno  4 u8 ee_origin  5 u8 ee_type  6 u8 ee_code  8 u32 ee_info  12 u32 ee_data
 *   16 struct sockaddr_in or sockaddr_in6 of the offender
 * </pre>
 *
 * @param origin who said it
 * @param type the ICMP or ICMPv6 message's type; 0 for {@link Origin#LOCAL}
 * @param code its code
 * @param info for EMSGSIZE, the MTU in bytes that it does not fit
 * @param offender the sender of the ICMP message; null for {@link Origin#LOCAL}
 * @param quoted the first eight bytes, in network order, of the transport header that the ICMP
 *     message quotes; 0 if it quotes less
 */
public record SocketError(
    Errno errno,
    Origin origin,
    int type,
    int code,
    int info,
    @Nullable InetAddress offender,
    long quoted) {
  /** SO_EE_ORIGIN_. */
  public enum Origin {
    /** This machine, before anything was sent. */
    LOCAL,
    /** An ICMP message. */
    ICMP,
    /** An ICMPv6 message. */
    ICMP6
  }

  private static final int SO_EE_ORIGIN_ICMP = 2;
  private static final int SO_EE_ORIGIN_ICMP6 = 3;
  private static final int OFFENDER = 16;

  /**
   * Reads one.
   *
   * @param error the control message's data, in native order
   * @param quote what the error quotes, from 0
   * @param quoteLength how much of it came
   */
  static SocketError read(ByteBuffer error, ByteBuffer quote, int quoteLength) {
    Origin origin =
        switch (error.get(4)) {
          case SO_EE_ORIGIN_ICMP -> Origin.ICMP;
          case SO_EE_ORIGIN_ICMP6 -> Origin.ICMP6;
          default -> Origin.LOCAL;
        };
    boolean named = origin != Origin.LOCAL && error.getShort(OFFENDER) != 0;
    return new SocketError(
        new Errno(error.getInt(0)),
        origin,
        Byte.toUnsignedInt(error.get(5)),
        Byte.toUnsignedInt(error.get(6)),
        error.getInt(8),
        named ? SocketAddress.read(error, OFFENDER) : null,
        quoteLength < Long.BYTES ? 0 : quote.duplicate().order(ByteOrder.BIG_ENDIAN).getLong(0));
  }
}
