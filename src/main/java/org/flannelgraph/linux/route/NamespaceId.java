package org.flannelgraph.linux.route;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.flannelgraph.linux.Errno;
import org.flannelgraph.linux.KernelException;
import org.flannelgraph.linux.netlink.Attribute;
import org.flannelgraph.linux.netlink.AttributeTable;
import org.flannelgraph.linux.netlink.Attributes;
import org.flannelgraph.linux.netlink.Format;
import org.flannelgraph.linux.netlink.NetlinkSocket;
import org.flannelgraph.linux.netlink.Reply;
import org.flannelgraph.linux.netlink.Request;
import org.flannelgraph.linux.netlink.Structure;

/**
 * The numbers by which one network namespace calls others (linux/net_namespace.h). Each namespace
 * has numbers of its own for the others: what one calls 0 another may call 5. It gives them when it
 * first has to, as when a veth's peer lies in the other, and for good: until that other is gone.
 */
public final class NamespaceId {
  public static final int RTM_NEWNSID = 88;
  public static final int RTM_DELNSID = 89;
  public static final int RTM_GETNSID = 90;

  private static final int NOT_ASSIGNED = -1;

  private static final Attribute<Integer> NETNSA_NSID =
      new Attribute<>(1, "NETNSA_NSID", Format.U32);
  private static final Attribute<Integer> NETNSA_FD = new Attribute<>(3, "NETNSA_FD", Format.U32);
  private static final Attribute<Integer> NETNSA_TARGET_NSID =
      new Attribute<>(4, "NETNSA_TARGET_NSID", Format.U32);
  private static final Attribute<Integer> NETNSA_CURRENT_NSID =
      new Attribute<>(5, "NETNSA_CURRENT_NSID", Format.U32);
  private static final AttributeTable TABLE =
      AttributeTable.of(NETNSA_NSID, NETNSA_FD, NETNSA_TARGET_NSID, NETNSA_CURRENT_NSID);

  private NamespaceId() {}

  /**
   * The number by which the socket's namespace calls another; it is given one if it has none.
   *
   * @param descriptor of the other namespace
   */
  public static int assign(NetlinkSocket socket, int descriptor) {
    OptionalInt known = find(socket, descriptor);
    if (known.isPresent()) {
      return known.getAsInt();
    }
    try {
      socket.change(
          new Request(
              RTM_NEWNSID,
              0,
              new Header(),
              new Attributes().put(NETNSA_NSID, NOT_ASSIGNED).put(NETNSA_FD, descriptor),
              "ip netns set NAME auto"));
    } catch (KernelException refused) {
      if (!refused.is(Errno.EEXIST)) { // somebody else was faster
        throw refused;
      }
    }
    return find(socket, descriptor)
        .orElseThrow(() -> new KernelException("a network namespace was given no id"));
  }

  /**
   * The number by which the socket's namespace calls another, if it has one.
   *
   * @param descriptor of the other namespace
   */
  public static OptionalInt find(NetlinkSocket socket, int descriptor) {
    List<Reply> replies =
        socket.ask(
            new Request(
                RTM_GETNSID,
                0,
                new Header(),
                new Attributes().put(NETNSA_FD, descriptor),
                "ip netns list-id"));
    int id = attributes(replies.getFirst()).get(NETNSA_NSID, NOT_ASSIGNED);
    return id == NOT_ASSIGNED ? OptionalInt.empty() : OptionalInt.of(id);
  }

  /**
   * The numbers that another namespace has given, each with the one by which the socket's own
   * namespace calls the same third.
   *
   * @param target the number by which the socket's namespace calls that other
   * @return keys are the other's numbers; those whose namespace the socket's has no number for are
   *     left out
   */
  public static Map<Integer, Integer> ofTarget(NetlinkSocket socket, int target) {
    Map<Integer, Integer> ids = new TreeMap<>();
    Request request =
        new Request(
            RTM_GETNSID,
            Request.NLM_F_DUMP,
            new Header(),
            new Attributes().put(NETNSA_TARGET_NSID, target),
            "ip netns list-id target-nsid " + target);
    for (Reply reply : socket.ask(request)) {
      Attributes attributes = attributes(reply);
      int there = attributes.get(NETNSA_NSID, NOT_ASSIGNED);
      int here = attributes.get(NETNSA_CURRENT_NSID, NOT_ASSIGNED);
      if (there != NOT_ASSIGNED && here != NOT_ASSIGNED) {
        ids.put(there, here);
      }
    }
    return ids;
  }

  /** The number that RTM_NEWNSID or RTM_DELNSID tells of. */
  public static int of(Reply reply) {
    return attributes(reply).get(NETNSA_NSID, NOT_ASSIGNED);
  }

  private static Attributes attributes(Reply reply) {
    return TABLE.decode(
        reply.body().duplicate().order(ByteOrder.nativeOrder()).position(Header.LENGTH));
  }

  /** struct rtgenmsg: u8 family, padded to 4. */
  private record Header() implements Structure {
    static final int LENGTH = 4;

    @Override
    public void encode(ByteBuffer out) {
      out.putInt(0);
    }
  }
}
