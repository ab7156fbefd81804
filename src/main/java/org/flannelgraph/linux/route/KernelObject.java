package org.flannelgraph.linux.route;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.flannelgraph.linux.netlink.Attributes;
import org.flannelgraph.linux.netlink.Reply;
import org.flannelgraph.linux.netlink.Request;
import org.flannelgraph.linux.netlink.Structure;

/**
 * An object of the kernel's network state, as rtnetlink speaks of it: what a dump lists and an
 * event tells of. Each has a message type that says it is there, RTM_NEW..., and the next number
 * says that it is gone, RTM_DEL....
 */
public sealed interface KernelObject
    permits Address, FdbEntry, Link, Neighbour, Netconf, Port, Route, Rule {
  /** Its RTM_NEW number. */
  int messageType();

  /** The fixed part of a message about it. */
  Structure structure();

  /** The attributes of a message about it. */
  Attributes attributes();

  /**
   * A message that asks the kernel to have it.
   *
   * @param flags as {@link Request#NLM_F_CREATE}
   * @param description the equivalent command, for an error
   */
  default Request add(int flags, String description) {
    return new Request(messageType(), flags, structure(), attributes(), description);
  }

  /** A message that asks the kernel to be rid of it. */
  default Request delete(String description) {
    return new Request(messageType() + 1, 0, structure(), attributes(), description);
  }

  /** A message about it as the kernel would send it. */
  default Reply reply() {
    ByteBuffer bytes = ByteBuffer.allocate(1 << 16).order(ByteOrder.nativeOrder());
    structure().encode(bytes);
    attributes().encode(bytes);
    return new Reply(messageType(), 0, bytes.flip());
  }
}
