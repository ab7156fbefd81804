package org.flannelgraph.packet;

import org.jspecify.annotations.Nullable;

/**
 * IPv6's Fragment header (RFC 8200, 4.5).
 *
 * <pre>
 *  0             1          2                              4
 *  | next header | reserved | offset:13 reserved:2 more:1 | identification |
 * </pre>
 */
public final class Ipv6Fragment {
  static final int LENGTH = 8;

  static final Header HEADER =
      Header.of(
              "fragment",
              "ipv6.fraghdr",
              "IPv6 Fragment",
              Ipv6Fragment::dissect,
              Field.decimal("nextHeader", "ipv6.fraghdr.nxt", 0, 1).words(IpProtocol::name),
              Field.bits("fragmentOffset", "ipv6.fraghdr.offset", 16, 13).times(8),
              Field.flag("moreFragments", "ipv6.fraghdr.more", 31),
              Field.hex("identification", "ipv6.fraghdr.ident", 4, 4))
          .summary(Ipv6Fragment::summary);

  private Ipv6Fragment() {}

  static @Nullable Protocol dissect(Cursor c) {
    if (!c.open(Protocol.FRAGMENT, LENGTH)) {
      return null;
    }
    byte[] bytes = c.bytes();
    int index = c.at();
    c.pass();
    if (fragmentOffset(bytes, index) != 0) {
      return null;
    }
    if (moreFragments(bytes, index)) {
      c.openEnded();
    }
    return IpProtocol.next(c, nextHeader(bytes, index), true);
  }

  /** See {@link IpProtocol}. */
  public static int nextHeader(byte[] bytes, int index) {
    return Bytes.u8(bytes, index);
  }

  /** Where in the whole packet this fragment's part belongs, in bytes. */
  public static int fragmentOffset(byte[] bytes, int index) {
    return Bytes.u16(bytes, index + 2) & 0xfff8;
  }

  /** Whether this is not the last fragment. */
  public static boolean moreFragments(byte[] bytes, int index) {
    return (bytes[index + 3] & 1) != 0;
  }

  /** What all fragments of one packet share, 32 bits. */
  public static int identification(byte[] bytes, int index) {
    return Bytes.i32(bytes, index + 4);
  }

  private static String summary(Dissection d, int layer) {
    return Text.fragment(
        "IPv6",
        nextHeader(d.bytes(), d.index(layer)),
        fragmentOffset(d.bytes(), d.index(layer)),
        d.payloadLength(layer));
  }
}
