package org.flannelgraph.linux.netlink;

import static org.flannelgraph.linux.Libc.LIBC;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.flannelgraph.linux.Descriptor;
import org.flannelgraph.linux.Errno;
import org.flannelgraph.linux.KernelException;

/**
 * A netlink socket: a request in, its replies out. It stays in the network namespace in which it
 * was opened. Requests of several threads take turns.
 */
public final class NetlinkSocket implements AutoCloseable {
  private static final int AF_NETLINK = 16;
  private static final int SOCK_RAW = 3;
  private static final int SOCK_CLOEXEC = 0x80000;
  private static final int SOL_NETLINK = 270;
  private static final int NETLINK_CAP_ACK = 10;
  private static final int NETLINK_EXT_ACK = 11;
  private static final int NETLINK_GET_STRICT_CHK = 12;

  private static final int NLMSG_ERROR = 2;
  private static final int NLMSG_DONE = 3;
  private static final int NLM_F_MULTI = 2;
  private static final int NLM_F_DUMP_INTR = 0x10;
  private static final int NLM_F_ACK_TLVS = 0x200;
  private static final int MOST_DUMPS = 10;

  /** recv tells a message's true length, not what fitted. */
  private static final int MSG_TRUNC = 0x20;

  private static final Attribute<String> NLMSGERR_ATTR_MSG =
      new Attribute<>(1, "NLMSGERR_ATTR_MSG", Format.STRING);

  /** Where in the request the attribute begins that the kernel did not like. */
  private static final Attribute<Integer> NLMSGERR_ATTR_OFFS =
      new Attribute<>(2, "NLMSGERR_ATTR_OFFS", Format.U32);

  /** The number of an attribute that the request lacks. */
  private static final Attribute<Integer> NLMSGERR_ATTR_MISS_TYPE =
      new Attribute<>(5, "NLMSGERR_ATTR_MISS_TYPE", Format.U32);

  private static final AttributeTable ERROR =
      AttributeTable.of(NLMSGERR_ATTR_MSG, NLMSGERR_ATTR_OFFS, NLMSGERR_ATTR_MISS_TYPE);

  /** A dump's part is at most 32 KiB; a thousand sockets share what few threads need. */
  private static final ThreadLocal<ByteBuffer> BUFFER =
      ThreadLocal.withInitial(
          () -> ByteBuffer.allocateDirect(1 << 17).order(ByteOrder.nativeOrder()));

  private final Descriptor descriptor;
  private int sequence;

  private NetlinkSocket(Descriptor descriptor) {
    this.descriptor = descriptor;
  }

  /** A socket for links, addresses, routes, rules and neighbours (NETLINK_ROUTE). */
  public static NetlinkSocket route() {
    return open(0);
  }

  /** A socket for generic netlink (NETLINK_GENERIC), as ethtool's. */
  public static NetlinkSocket generic() {
    return open(16);
  }

  /** A socket for conntrack and the traces of nftables (NETLINK_NETFILTER). */
  public static NetlinkSocket netfilter() {
    return open(12);
  }

  private static NetlinkSocket open(int protocol) {
    Descriptor descriptor =
        Descriptor.check(
            LIBC.socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, protocol), "open a netlink socket");
    ByteBuffer one = ByteBuffer.allocateDirect(4).order(ByteOrder.nativeOrder()).putInt(0, 1);
    for (int option : new int[] {NETLINK_EXT_ACK, NETLINK_CAP_ACK, NETLINK_GET_STRICT_CHK}) {
      // A kernel before 4.20 lacks the last one and is merely less strict.
      LIBC.setsockopt(descriptor.number(), SOL_NETLINK, option, one, 4);
    }
    return new NetlinkSocket(descriptor);
  }

  /** Its number, for socket options and polling. */
  public int descriptor() {
    return descriptor.number();
  }

  /**
   * Asks for a change and waits for the kernel's yes.
   *
   * @throws KernelException with the kernel's own words
   */
  public void change(Request request) {
    exchange(request, Request.NLM_F_ACK);
  }

  /**
   * Asks a question.
   *
   * @return the replies: one for a lookup; all objects for a dump. A dump that changed while it ran
   *     is asked again, at most {@value #MOST_DUMPS} times
   * @throws KernelException with the kernel's own words
   */
  public List<Reply> ask(Request request) {
    for (int attempt = 1; ; attempt++) {
      List<Reply> replies = exchange(request, 0);
      boolean interrupted =
          replies.stream().anyMatch(reply -> (reply.flags() & NLM_F_DUMP_INTR) != 0);
      if (!interrupted) {
        return replies.stream().filter(reply -> reply.type() != NLMSG_DONE).toList();
      }
      if (attempt == MOST_DUMPS) {
        throw new KernelException(
            request.description() + ": the tables changed during each of " + attempt + " dumps");
      }
    }
  }

  private synchronized List<Reply> exchange(Request request, int flags) {
    int wanted = ++sequence;
    ByteBuffer buffer = BUFFER.get().clear();
    request.encode(buffer, flags, wanted);
    if (LIBC.send(descriptor.number(), buffer.flip(), buffer.limit(), 0) < 0) {
      throw new KernelException(request.description(), Errno.last());
    }
    List<Reply> replies = new ArrayList<>();
    boolean finished = false;
    while (!finished) {
      receive(request, buffer);
      while (buffer.remaining() >= Request.HEADER && !finished) {
        finished = take(request, buffer, wanted, replies);
      }
    }
    return replies;
  }

  private void receive(Request request, ByteBuffer buffer) {
    buffer.clear();
    long length;
    do {
      length = LIBC.recv(descriptor.number(), buffer, buffer.capacity(), MSG_TRUNC);
    } while (length < 0 && Errno.last().equals(Errno.EINTR));
    if (length < 0) {
      throw new KernelException(request.description() + ": receive the answer", Errno.last());
    }
    if (length > buffer.capacity()) {
      throw new KernelException(
          request.description() + ": an answer of " + length + " bytes was cut off");
    }
    buffer.limit((int) length);
  }

  /** Takes one message from the buffer; true if it is the last one of this exchange. */
  private static boolean take(Request request, ByteBuffer buffer, int wanted, List<Reply> replies) {
    int start = buffer.position();
    int length = buffer.getInt();
    int type = Short.toUnsignedInt(buffer.getShort());
    int flags = Short.toUnsignedInt(buffer.getShort());
    int sequence = buffer.getInt();
    if (length < Request.HEADER || start + length > buffer.limit()) {
      throw new KernelException(
          request.description() + ": the kernel's answer has the impossible length " + length);
    }
    ByteBuffer body =
        buffer.slice(start + Request.HEADER, length - Request.HEADER).order(buffer.order());
    buffer.position(Math.min(buffer.limit(), start + AttributeTable.align(length)));
    if (sequence != wanted) {
      return false; // the rest of an exchange that failed half way
    }
    if (type == NLMSG_ERROR) {
      check(request, body, flags, Integer.BYTES + Request.HEADER);
      return true;
    }
    if (type == NLMSG_DONE) {
      check(request, body, flags, Integer.BYTES); // a dump that failed half way says so here
      replies.add(new Reply(type, flags, ByteBuffer.allocate(0)));
      return true;
    }
    byte[] copy = new byte[body.remaining()];
    body.get(copy);
    replies.add(new Reply(type, flags, ByteBuffer.wrap(copy).order(ByteOrder.nativeOrder())));
    return (flags & NLM_F_MULTI) == 0;
  }

  /**
   * Reads struct nlmsgerr (s32 error, the request's header, and with NETLINK_CAP_ACK no more of it,
   * attributes) or a dump's end (s32 error, attributes).
   */
  private static void check(Request request, ByteBuffer body, int flags, int attributes) {
    int error = body.remaining() < Integer.BYTES ? 0 : body.getInt();
    if (error >= 0) {
      return;
    }
    String explanation = "";
    if ((flags & NLM_F_ACK_TLVS) != 0) {
      explanation = explain(request, ERROR.decode(body.position(attributes)));
    }
    throw new KernelException(request.description(), new Errno(-error), explanation);
  }

  private static String explain(Request request, Attributes extendedAck) {
    StringBuilder words = new StringBuilder(extendedAck.get(NLMSGERR_ATTR_MSG, "").strip());
    extendedAck
        .find(NLMSGERR_ATTR_OFFS)
        .flatMap(request::nameAt)
        .ifPresent(name -> words.append(" (at ").append(name).append(")"));
    extendedAck
        .find(NLMSGERR_ATTR_MISS_TYPE)
        .ifPresent(type -> words.append(" (attribute number ").append(type).append(" is missing)"));
    return words.toString().strip();
  }

  /** Waits for an exchange that another thread is in: its descriptor may be given anew at once. */
  @Override
  public synchronized void close() {
    descriptor.close();
  }
}
