package org.flannelgraph.linux.netfilter;

import java.nio.ByteBuffer;
import org.flannelgraph.linux.netlink.Reply;
import org.flannelgraph.linux.netlink.Structure;

/**
 * What every message of nfnetlink begins with (linux/netfilter/nfnetlink.h, struct nfgenmsg): u8
 * family, u8 version, u16 resource. Its type is u8 subsystem, u8 message.
 *
 * @param family NFPROTO_ number
 */
record NetfilterHeader(int family) implements Structure {
  static final int LENGTH = 4;

  /** The family that a message is about. */
  static int family(Reply reply) {
    return Byte.toUnsignedInt(reply.body().get(0));
  }

  @Override
  public void encode(ByteBuffer out) {
    out.put((byte) family).put((byte) 0).putShort((short) 0);
  }
}
