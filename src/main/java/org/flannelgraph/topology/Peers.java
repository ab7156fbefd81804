package org.flannelgraph.topology;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.flannelgraph.linux.route.Link;
import org.flannelgraph.linux.route.Veth;

/**
 * Finds the other ends of veth pairs. A link tells its peer's ifindex (IFLA_LINK) and, if that lies
 * in another namespace, the number by which its own calls that one (IFLA_LINK_NETNSID). Three
 * things are in the way:
 *
 * <ul>
 *   <li>An ifindex is unique within its namespace only.
 *   <li>The kernel leaves IFLA_LINK out of some messages where the peer has the same ifindex as the
 *       link itself, though in another namespace: then the number alone says where it is.
 *   <li>Of a pair that has just been made, the end that was made first may not know the other yet.
 *       But the other knows it.
 * </ul>
 */
final class Peers {
  private Peers() {}

  static boolean isVeth(Link link) {
    return link.kind() instanceof Veth;
  }

  static Map<LinkId, LinkId> of(SortedMap<String, Namespace> namespaces) {
    Map<LinkId, LinkId> told = new HashMap<>();
    for (Namespace namespace : namespaces.values()) {
      for (Link link : namespace.links()) {
        if (isVeth(link)) {
          peer(namespaces, namespace.name(), link)
              .ifPresent(peer -> told.put(new LinkId(namespace.name(), link.index()), peer));
        }
      }
    }
    Map<LinkId, LinkId> peers = new HashMap<>();
    told.forEach(
        (link, peer) -> {
          LinkId back = told.get(peer);
          if (back == null || back.equals(link)) { // or else the news about one end is older
            peers.put(link, peer);
            peers.put(peer, link);
          }
        });
    return Map.copyOf(peers);
  }

  private static Optional<LinkId> peer(
      SortedMap<String, Namespace> namespaces, String from, Link link) {
    int index = link.lower();
    if (index == 0) {
      if (link.lowerNamespace().isEmpty()) {
        return Optional.empty();
      }
      index = link.index();
    }
    int wanted = index;
    return namespaceOf(namespaces, from, link)
        .flatMap(
            name ->
                Optional.ofNullable(namespaces.get(name))
                    .flatMap(namespace -> namespace.link(wanted))
                    .filter(Peers::isVeth)
                    .map(found -> new LinkId(name, wanted)));
  }

  /** The name of the namespace in which a link's IFLA_LINK counts. */
  static Optional<String> namespaceOf(
      SortedMap<String, Namespace> namespaces, String from, Link link) {
    if (link.lowerNamespace().isEmpty()) {
      return Optional.of(from);
    }
    return Optional.ofNullable(namespaces.get(from))
        .map(namespace -> namespace.ids().get(link.lowerNamespace().getAsInt()));
  }
}
