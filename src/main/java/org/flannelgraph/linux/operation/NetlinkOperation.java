package org.flannelgraph.linux.operation;

import org.flannelgraph.linux.netlink.Request;

/** An operation that is one rtnetlink message. */
public sealed interface NetlinkOperation extends Operation
    permits AddAddress,
        AddLink,
        AddNeighbour,
        AddRoute,
        AddRule,
        AddTunnelEntry,
        AddVeth,
        SetHairpin,
        SetUp {
  /** The message that does it. */
  Request request(Resolver resolver);

  /** The message that takes it back. */
  Request undoRequest(Resolver resolver);

  /** Takes note of a link that is gone, so that its index is not used again. */
  default void forget(Kernel kernel) {}

  @Override
  default void run(Kernel kernel) {
    kernel.namespace(namespace()).route().change(request(kernel));
  }

  @Override
  default void runUndo(Kernel kernel) {
    kernel.namespace(namespace()).route().change(undoRequest(kernel));
    forget(kernel);
  }
}
