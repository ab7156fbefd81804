package org.flannelgraph.linux.netlink;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A message to the kernel.
 *
 * @param type its number in the family's header, as RTM_NEWLINK
 * @param flags NLM_F_ flags besides NLM_F_REQUEST and NLM_F_ACK, which the socket adds
 * @param words what it asks, for an error: the equivalent command, where there is one. Asked for
 *     only then, since putting it together costs more than sending most messages
 */
public record Request(
    int type, int flags, Structure structure, Attributes attributes, Supplier<String> words) {
  /** With words that are there already. */
  public Request(
      int type, int flags, Structure structure, Attributes attributes, String description) {
    this(type, flags, structure, attributes, () -> description);
  }

  /** linux/netlink.h: replace what is there. */
  public static final int NLM_F_REPLACE = 0x100;

  /** Fail if it is there. */
  public static final int NLM_F_EXCL = 0x200;

  /** Make it if it is not there. */
  public static final int NLM_F_CREATE = 0x400;

  /** All that there is, rather than one. */
  public static final int NLM_F_DUMP = 0x300;

  /**
   * Say that it is done, after what else there is to say. {@link NetlinkSocket#change} asks for it
   * itself; a lookup needs it only where the kernel marks its one reply as one of several.
   */
  public static final int NLM_F_ACK = 4;

  static final int NLM_F_REQUEST = 1;
  static final int HEADER = 16;

  /** What it asks, for an error. */
  public String description() {
    return words.get();
  }

  /**
   * Writes struct nlmsghdr (u32 length, u16 type, u16 flags, u32 sequence, u32 port) and the rest.
   */
  public void encode(ByteBuffer out, int moreFlags, int sequence) {
    int start = out.position();
    out.putInt(0)
        .putShort((short) type)
        .putShort((short) (flags | NLM_F_REQUEST | moreFlags))
        .putInt(sequence)
        .putInt(0);
    structure.encode(out);
    attributes.encode(out);
    out.putInt(start, out.position() - start);
  }

  /** The name of the attribute at that byte of the encoded message, if there is one. */
  Optional<String> nameAt(int offset) {
    ByteBuffer fixed = ByteBuffer.allocate(1 << 8).order(ByteOrder.nativeOrder());
    structure.encode(fixed);
    return attributes.nameAt(offset - HEADER - fixed.position());
  }
}
