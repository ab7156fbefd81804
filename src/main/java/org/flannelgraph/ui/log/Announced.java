package org.flannelgraph.ui.log;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.flannelgraph.linux.route.Address;
import org.flannelgraph.linux.route.FdbEntry;
import org.flannelgraph.linux.route.Link;
import org.flannelgraph.linux.route.Neighbour;
import org.flannelgraph.linux.route.Netconf;
import org.flannelgraph.linux.route.NetworkObject;
import org.flannelgraph.linux.route.Route;
import org.flannelgraph.linux.route.Rule;
import org.flannelgraph.topology.Difference;
import org.flannelgraph.topology.Topology;

/** What the kernel announced, as lines of the log. */
final class Announced {
  /** Set and cleared by the kernel as carriers come and go. */
  private static final int FOLLOWING_FLAGS = Link.IFF_RUNNING | Link.IFF_LOWER_UP;

  private Announced() {}

  /**
   * The lines of all in which two versions differ; of a namespace that is watched from now on or no
   * more, one line.
   *
   * @param isWake whether the program has just done something
   */
  static List<LogEntry> entries(Topology before, Topology now, boolean isWake) {
    Origin made = isWake ? Origin.WAKE : Origin.OTHER;
    List<LogEntry> entries = new ArrayList<>();
    Set<String> whole = new TreeSet<>();
    for (String name : now.namespaces().keySet()) {
      if (before.namespace(name).isEmpty()) {
        whole.add(name);
        entries.add(new LogEntry(now.time(), made, name, "+ netns " + name, "ip netns list"));
      }
    }
    for (String name : before.namespaces().keySet()) {
      if (now.namespace(name).isEmpty()) {
        whole.add(name);
        entries.add(new LogEntry(now.time(), made, name, "− netns " + name, "ip netns list"));
      }
    }
    for (Difference change : Difference.between(before, now)) {
      if (!whole.contains(change.namespace())) {
        Origin origin = isByKernel(change) ? Origin.KERNEL : made;
        entries.add(
            new LogEntry(now.time(), origin, change.namespace(), words(change), command(change)));
      }
    }
    return entries;
  }

  private static String words(Difference change) {
    Difference.Words words = change.words();
    return switch (change.kind()) {
      case ADDED -> "+ " + words.after();
      case REMOVED -> "− " + words.before();
      case CHANGED -> "± " + WordChanges.text(words.before(), words.after());
    };
  }

  /** Whether packets or carriers are its cause, and nobody who asked the kernel for it. */
  private static boolean isByKernel(Difference change) {
    boolean isChanged = change.kind() == Difference.Kind.CHANGED;
    return switch (object(change)) {
      case Neighbour neighbour -> (neighbour.state() & Neighbour.NUD_PERMANENT) == 0;
      case FdbEntry entry -> (entry.state() & Neighbour.NUD_PERMANENT) == 0;
      case Address address -> isChanged || address.address().isLinkLocalAddress(); // found unique
      case Route route -> route.protocol() == Route.RTPROT_KERNEL; // comes with an address
      case Netconf _ -> !isChanged; // comes with its link
      case Link now when change.before().orElse(null) instanceof Link was ->
          change.after().isPresent() && isFollowing(was, now);
      default -> false;
    };
  }

  private static boolean isFollowing(Link was, Link now) {
    return was.name().equals(now.name())
        && (was.flags() | FOLLOWING_FLAGS) == (now.flags() | FOLLOWING_FLAGS)
        && was.mtu() == now.mtu()
        && was.address().equals(now.address())
        && was.master() == now.master()
        && was.kind().equals(now.kind());
  }

  private static NetworkObject object(Difference change) {
    return change.after().or(change::before).orElseThrow();
  }

  /** What shows the table that it is in. */
  private static String command(Difference change) {
    String ip = "ip -n " + change.namespace() + " ";
    return switch (object(change)) {
      case Link link -> ip + "-d link show dev " + link.name();
      case Address _ -> ip + "address show";
      case Route _ -> ip + "route show table all";
      case Rule _ -> ip + "rule show";
      case Neighbour _ -> ip + "neigh show";
      case FdbEntry _ -> "bridge -n " + change.namespace() + " fdb show";
      default -> ip + "netconf show";
    };
  }
}
