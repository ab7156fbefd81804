package org.flannelgraph.scene;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.flannelgraph.linux.route.Bridge;
import org.flannelgraph.linux.route.Link;
import org.flannelgraph.linux.route.OtherKind;
import org.flannelgraph.linux.route.Veth;
import org.flannelgraph.linux.route.Vxlan;
import org.flannelgraph.scene.Places.Place;
import org.flannelgraph.scene.Slots.Row;
import org.flannelgraph.topology.LinkId;
import org.flannelgraph.topology.Namespace;
import org.flannelgraph.topology.Topology;
import org.jspecify.annotations.Nullable;

/**
 * What there is to draw, and where each thing would like to be.
 *
 * @param nodes in order; those that aren't there yet too
 * @param homes on which node a pod lives, or what is wired like one; in order
 * @param underlay the switch between the nodes
 * @param loose namespaces that have no place of their own
 * @param links by their names, in the order in which they are given places
 */
record Inventory(
    List<String> nodes,
    Map<String, String> homes,
    Optional<String> underlay,
    List<String> loose,
    Map<String, Wish> links) {
  /** Tunnels other than VXLAN, by the kernel's names. */
  private static final Set<String> TUNNELS =
      Set.of(
          "geneve",
          "gre",
          "gretap",
          "ip6gre",
          "ip6gretap",
          "ipip",
          "ip6tnl",
          "sit",
          "wireguard",
          "tun",
          "xfrm",
          "vti");

  /**
   * Where a link would like to be.
   *
   * @param owner the node or pod, or for the far end of a wire the link at its other end
   * @param sure whether that is certain; a veth whose peer is not told yet may turn out otherwise
   */
  record Wish(Tier tier, String owner, boolean sure) {
    Row row() {
      return new Row(tier, owner);
    }
  }

  static boolean isTunnel(Link link) {
    return link.kind() instanceof Vxlan || TUNNELS.contains(link.kind().name());
  }

  static boolean isLoopback(Link link) {
    return link.type() == Link.ARPHRD_LOOPBACK;
  }

  /** How a link is called in the whole picture: {@code node1/eth0}. */
  static String name(String namespace, Link link) {
    return namespace + "/" + link.name();
  }

  /**
   * Takes the inventory.
   *
   * @param slots who has a place already
   */
  static Inventory of(Topology topology, Places places, Slots slots) {
    return new Taking(topology, places, slots).take();
  }

  /** Goes through the topology once. */
  private static final class Taking {
    private static final int NO_TAB = 3;

    private final Topology topology;
    private final Places places;
    private final Slots slots;
    private final Map<LinkId, LinkId> peers;
    private final Map<String, String> homes = new LinkedHashMap<>();
    private final Map<String, Wish> links = new LinkedHashMap<>();
    private final Set<LinkId> tabs = new HashSet<>();

    Taking(Topology topology, Places places, Slots slots) {
      this.topology = topology;
      this.places = places;
      this.slots = slots;
      peers = topology.peers();
    }

    Inventory take() {
      List<String> nodes = places.nodes();
      Set<String> known = new HashSet<>(nodes);
      places
          .places()
          .forEach(
              (name, place) -> {
                if (place instanceof Place.Pod pod && known.contains(pod.node())) {
                  homes.put(name, pod.node());
                }
              });
      Optional<String> underlay = places.underlay();
      List<String> loose = new ArrayList<>();
      for (Namespace namespace : topology.namespaces().values()) {
        String name = namespace.name();
        if (homes.containsKey(name) || known.contains(name) || underlay.equals(Optional.of(name))) {
          continue;
        }
        Optional<String> host = host(namespace).filter(known::contains);
        host.ifPresentOrElse(node -> homes.put(name, node), () -> loose.add(name));
      }
      homes.keySet().forEach(name -> topology.namespace(name).ifPresent(this::inhabitant));
      nodes.forEach(name -> topology.namespace(name).ifPresent(it -> node(it, underlay)));
      underlay.flatMap(topology::namespace).ifPresent(this::underlay);
      for (String name : loose) {
        topology.namespace(name).ifPresent(it -> it.links().forEach(link -> chip(it, link)));
      }
      return new Inventory(nodes, homes, underlay, loose, links);
    }

    /** The only other namespace that this one has wires into. */
    private Optional<String> host(Namespace namespace) {
      Set<String> others = new HashSet<>();
      for (Link link : namespace.links()) {
        LinkId peer = peers.get(new LinkId(namespace.name(), link.index()));
        if (peer != null && !peer.namespace().equals(namespace.name())) {
          others.add(peer.namespace());
        }
      }
      return others.size() == 1 ? Optional.of(others.iterator().next()) : Optional.empty();
    }

    private void put(Namespace namespace, Link link, Tier tier, String owner, boolean sure) {
      links.put(name(namespace.name(), link), new Wish(tier, owner, sure));
    }

    private void chip(Namespace namespace, Link link) {
      if (!isLoopback(link)) {
        put(namespace, link, Tier.CHIP, namespace.name(), true);
      }
    }

    private void inhabitant(Namespace pod) {
      String node = homes.getOrDefault(pod.name(), "");
      List<Link> order = new ArrayList<>(pod.links());
      order.removeIf(Inventory::isLoopback);
      order.sort(
          Comparator.comparingInt((Link link) -> tabRank(pod, link, node))
              .thenComparingInt(Link::index));
      for (Link link : order) {
        boolean isTab = link.equals(order.getFirst()) && tabRank(pod, link, node) < NO_TAB;
        put(pod, link, isTab ? Tier.TAB : Tier.EXTRA, pod.name(), true);
        if (isTab) {
          tabs.add(new LinkId(pod.name(), link.index()));
        }
      }
    }

    /** The least may have the tab: who has it, then who is new and leads to the node. */
    private int tabRank(Namespace pod, Link link, String node) {
      Optional<Tier> wished = slots.spot(name(pod.name(), link)).map(spot -> spot.wished().tier());
      if (wished.isPresent() || !(link.kind() instanceof Veth)) {
        return wished.equals(Optional.of(Tier.TAB)) ? 0 : NO_TAB;
      }
      LinkId peer = peers.get(new LinkId(pod.name(), link.index()));
      return peer != null && peer.namespace().equals(node) ? 1 : 2;
    }

    private void node(Namespace node, Optional<String> underlay) {
      Optional<Link> bridge = mainBridge(node);
      for (Link link : node.links()) {
        if (isLoopback(link)) {
          continue;
        }
        LinkId peer = peers.get(new LinkId(node.name(), link.index()));
        if (link.kind() instanceof Bridge) {
          boolean main = bridge.filter(link::equals).isPresent();
          put(node, link, main ? Tier.BRIDGE : Tier.SHELF, node.name(), true);
        } else if (isTunnel(link)) {
          put(node, link, Tier.TUNNEL, node.name(), true);
        } else if (isUplink(link, peer, underlay)) {
          put(node, link, Tier.UPLINK, node.name(), true);
        } else if (peer != null && tabs.contains(peer) && isHome(peer, node)) {
          put(node, link, Tier.HOST_END, topology.name(peer), true);
        } else {
          put(node, link, Tier.SHELF, node.name(), peer != null || !(link.kind() instanceof Veth));
        }
      }
    }

    private boolean isHome(LinkId end, Namespace node) {
      return node.name().equals(homes.get(end.namespace()));
    }

    private static boolean isUplink(Link link, @Nullable LinkId peer, Optional<String> underlay) {
      boolean card = link.kind() instanceof OtherKind other && other.name().isEmpty();
      return card || (peer != null && underlay.filter(peer.namespace()::equals).isPresent());
    }

    private Optional<Link> mainBridge(Namespace node) {
      Map<Integer, Integer> ports = new HashMap<>();
      node.links().forEach(link -> ports.merge(link.master(), 1, Integer::sum));
      return node.links().stream()
          .filter(link -> link.kind() instanceof Bridge)
          .min(
              Comparator.comparingInt((Link link) -> -ports.getOrDefault(link.index(), 0))
                  .thenComparingInt(Link::index));
    }

    private void underlay(Namespace underlay) {
      Optional<Link> bridge = mainBridge(underlay);
      for (Link link : underlay.links()) {
        LinkId peer = peers.get(new LinkId(underlay.name(), link.index()));
        if (bridge.filter(link::equals).isPresent()) {
          put(underlay, link, Tier.SWITCH, underlay.name(), true);
        } else if (peer != null && places.get(peer.namespace()) instanceof Place.Node) {
          put(underlay, link, Tier.PORT, topology.name(peer), true);
        } else if (!isLoopback(link)) {
          put(underlay, link, Tier.CHIP, underlay.name(), !(link.kind() instanceof Veth));
        }
      }
    }
  }
}
