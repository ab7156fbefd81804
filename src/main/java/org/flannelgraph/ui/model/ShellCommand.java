package org.flannelgraph.ui.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.flannelgraph.cluster.Cluster;
import org.flannelgraph.linux.route.Link;
import org.flannelgraph.scene.ItemId;
import org.flannelgraph.topology.LinkId;
import org.flannelgraph.topology.Topology;

/**
 * A command that shows something of the kernel's.
 *
 * @param namespace where it is to be run
 * @param line as it is typed in a shell there
 */
public record ShellCommand(String namespace, String line) {
  /**
   * One that is written to be run from another namespace, as {@code ip -n node1 route}.
   *
   * @param namespace which one it looks into
   */
  public static ShellCommand of(String namespace, String written) {
    return new ShellCommand(
        namespace,
        written
            .replaceFirst("^(ip|bridge|tc) -n \\Q" + namespace + "\\E ", "$1 ")
            .replaceFirst("^ip netns exec \\Q" + namespace + "\\E ", ""));
  }

  /**
   * As it is typed in any terminal of the user who runs the lab.
   *
   * @param isPlace whether a namespace is one of the lab's own, which can be entered; into one that
   *     was made by hand one looks from the switch
   */
  public String fromOutside(Predicate<String> isPlace) {
    return isPlace.test(namespace)
        ? "flannelgraph enter " + namespace + " -- " + line
        : "flannelgraph enter " + Cluster.UNDERLAY + " -- ip netns exec " + namespace + " " + line;
  }

  /** Those that show a thing on the canvas; none for what no command shows. */
  public static List<ShellCommand> showing(ItemId item, Topology topology) {
    return switch (item) {
      case ItemId.Namespace(String name) -> of(topology, name, "ip -d addr");
      case ItemId.Container(String pod, String ignored) -> of(topology, pod, "ip -d addr");
      case ItemId.Decision(String name) -> of(topology, name, "ip route show table all");
      case ItemId.Inner(String name, String from, String to) ->
          topology.link(name, to).isPresent()
              ? of(topology, name, "ip route show table all dev " + to)
              : topology.link(name, from).map(link -> link(topology, link)).orElse(List.of());
      case ItemId.Device(LinkId link) -> link(topology, link);
      case ItemId.Wire(LinkId one, LinkId other) -> {
        List<ShellCommand> both = new ArrayList<>(link(topology, one));
        both.addAll(link(topology, other));
        yield both;
      }
      case ItemId.Tunnel(LinkId from, LinkId ignored) ->
          topology.link(from).map(Link::name).stream()
              .map(name -> new ShellCommand(from.namespace(), "bridge fdb show dev " + name))
              .toList();
      case ItemId.Missing(String what) -> missing(topology, what).stream().toList();
      case ItemId.Mend(String what) -> missing(topology, what).stream().toList();
      case ItemId.Way way -> List.of();
      case ItemId.Sighting sighting -> List.of();
      case ItemId.Flow flow -> List.of();
    };
  }

  private static List<ShellCommand> of(Topology topology, String namespace, String line) {
    return topology.namespace(namespace).isPresent()
        ? List.of(new ShellCommand(namespace, line))
        : List.of();
  }

  private static List<ShellCommand> link(Topology topology, LinkId id) {
    return topology.link(id).map(Link::name).stream()
        .map(name -> new ShellCommand(id.namespace(), "ip -s -d link show dev " + name))
        .toList();
  }

  /** That a link is not there its namespace tells, if that is there. */
  private static Optional<ShellCommand> missing(Topology topology, String what) {
    int slash = what.indexOf('/');
    return slash < 0 || topology.namespace(what.substring(0, slash)).isEmpty()
        ? Optional.empty()
        : Optional.of(
            new ShellCommand(
                what.substring(0, slash), "ip -d link show dev " + what.substring(slash + 1)));
  }
}
