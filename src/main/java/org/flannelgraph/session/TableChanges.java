package org.flannelgraph.session;

import java.util.List;
import org.flannelgraph.linux.route.Address;
import org.flannelgraph.linux.route.FdbEntry;
import org.flannelgraph.linux.route.Link;
import org.flannelgraph.linux.route.Neighbour;
import org.flannelgraph.linux.route.NetworkObject;
import org.flannelgraph.linux.route.Route;
import org.flannelgraph.topology.Difference;
import org.flannelgraph.topology.Topology;

/**
 * In what the tables of two versions differ that somebody changed: not what packets teach and time
 * takes away, nor that a link, and its addresses of IPv6, become usable a moment after they were
 * made.
 */
final class TableChanges {
  private TableChanges() {}

  static List<Difference> between(Topology then, Topology now) {
    return then == now
        ? List.of()
        : Difference.between(then, now).stream().filter(TableChanges::isOfConfiguration).toList();
  }

  private static boolean isOfConfiguration(Difference change) {
    NetworkObject object = change.before().or(change::after).orElseThrow();
    return switch (object) {
      case Neighbour neighbour -> isPermanent(neighbour.state());
      case FdbEntry entry -> isPermanent(entry.state());
      case Address address -> !address.address().isLinkLocalAddress() && !isNowUnique(change);
      case Route route -> !isOfAddress(route);
      case Link _ -> !isNowUp(change.words());
      default -> true;
    };
  }

  private static boolean isPermanent(int state) {
    return (state & Neighbour.NUD_PERMANENT) != 0;
  }

  /** Whether nobody else was found to have that address: it was tentative before. */
  private static boolean isNowUnique(Difference change) {
    return change.before().orElse(null) instanceof Address before
        && (before.flags() & Address.IFA_F_TENTATIVE) != 0
        && change.after().isPresent();
  }

  /** A device that is up for the first time tells so a moment later. */
  private static boolean isNowUp(Difference.Words words) {
    return words.before().replace("state UNKNOWN", "state UP").equals(words.after());
  }

  /** What the kernel makes of each address: it differs where the address does. */
  private static boolean isOfAddress(Route route) {
    return route.table() == Route.RT_TABLE_LOCAL && route.protocol() == Route.RTPROT_KERNEL;
  }
}
