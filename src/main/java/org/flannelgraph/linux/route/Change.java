package org.flannelgraph.linux.route;

import java.util.Optional;
import org.flannelgraph.linux.netlink.Reply;

/**
 * An object that the kernel says is there, or is gone: an event, or a line of a dump.
 *
 * @param gone whether it is gone; of such an object the kernel may tell no more than its key
 * @param flags NLM_F_ flags: {@link org.flannelgraph.linux.netlink.Request#NLM_F_REPLACE} on a
 *     route that took another's place
 */
public record Change(boolean gone, int flags, KernelObject object) {
  /** Reads a message of rtnetlink; empty for one about what this program does not follow. */
  public static Optional<Change> of(Reply reply) {
    return object(reply)
        .map(object -> new Change(reply.type() != object.messageType(), reply.flags(), object));
  }

  private static Optional<KernelObject> object(Reply reply) {
    return switch (reply.type()) {
      case Link.RTM_NEWLINK, Link.RTM_DELLINK -> link(reply);
      case Address.RTM_NEWADDR, Address.RTM_DELADDR -> Optional.of(Address.of(reply));
      case Route.RTM_NEWROUTE, Route.RTM_DELROUTE -> Route.find(reply).map(route -> route);
      case Rule.RTM_NEWRULE, Rule.RTM_DELRULE -> Rule.find(reply).map(rule -> rule);
      case Netconf.RTM_NEWNETCONF, Netconf.RTM_DELNETCONF -> Optional.of(Netconf.of(reply));
      case Neighbour.RTM_NEWNEIGH, Neighbour.RTM_DELNEIGH -> neighbour(reply);
      default -> Optional.empty();
    };
  }

  private static Optional<KernelObject> link(Reply reply) {
    return switch (Family.of(reply)) {
      case Family.AF_UNSPEC -> Optional.of(Link.of(reply));
      case Family.AF_BRIDGE -> Optional.of(Port.of(reply));
      default -> Optional.empty();
    };
  }

  private static Optional<KernelObject> neighbour(Reply reply) {
    return switch (Family.of(reply)) {
      case Family.AF_INET, Family.AF_INET6 -> Neighbour.find(reply).map(neighbour -> neighbour);
      case Family.AF_BRIDGE -> FdbEntry.find(reply).map(entry -> entry);
      default -> Optional.empty();
    };
  }
}
