package org.flannelgraph.scene;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.flannelgraph.address.MacAddress;
import org.flannelgraph.linux.route.Bridge;
import org.flannelgraph.linux.route.Link;
import org.flannelgraph.linux.route.LinkDetails;
import org.flannelgraph.linux.route.LinkKind;
import org.flannelgraph.linux.route.OtherKind;
import org.flannelgraph.linux.route.Veth;
import org.flannelgraph.linux.route.Vxlan;
import org.flannelgraph.topology.Namespace;
import org.flannelgraph.topology.Snapshot;
import org.flannelgraph.topology.Topology;

/** Topologies for tests: of real labs, and large ones that are put together here. */
public final class Networks {
  /**
   * Real ones, each as {@code flannelgraph export labs/NAME -o NAME.json} wrote it, and packed with
   * {@code gzip -9}.
   */
  static final List<String> LABS =
      List.of("one-node", "two-nodes", "host-gw", "dual-stack", "ten-nodes");

  private static final int UP =
      Link.IFF_UP | Link.IFF_RUNNING | Link.IFF_LOWER_UP | Link.IFF_BROADCAST;

  private Networks() {}

  static Snapshot lab(String name) {
    try (InputStream packed = Networks.class.getResourceAsStream("/scene/" + name + ".json.gz");
        InputStream json = new GZIPInputStream(Objects.requireNonNull(packed, name))) {
      Path file = Files.createTempFile("scene", ".json");
      try {
        Files.write(file, json.readAllBytes());
        return Snapshot.read(file);
      } finally {
        Files.delete(file);
      }
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** A topology with what its namespaces are. */
  public record Network(String name, Topology topology, Places places) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Network real(String name) {
    Snapshot lab = lab(name);
    return new Network(name, lab.topology(), Places.inferred(lab.topology(), lab.pods()));
  }

  static Stream<Network> all() {
    return Stream.concat(
        LABS.stream().map(Networks::real), Stream.of(made(1, 1), made(3, 17), made(7, 5)));
  }

  /** Nodes with so many pods each, wired as Flannel's VXLAN does, without any address. */
  public static Network made(int nodes, int pods) {
    Map<String, Namespace> namespaces = new TreeMap<>();
    Map<String, Places.Place> places = new LinkedHashMap<>();
    Map<Integer, String> nodeIds = new TreeMap<>();
    List<Link> ports = new ArrayList<>();
    ports.add(link(2, "br0", Bridge.DEFAULT, 0, 0, -1));
    places.put("underlay", new Places.Place.Underlay());
    for (int n = 1; n <= nodes; n++) {
      String node = "node" + n;
      places.put(node, new Places.Place.Node());
      nodeIds.put(n, node);
      ports.add(link(2 + n, "p" + n, new Veth(), 2, 2, n));
      List<Link> links = new ArrayList<>();
      Map<Integer, String> ids = new TreeMap<>();
      ids.put(0, "underlay");
      links.add(link(2, "eth0", new Veth(), 0, 2 + n, 0));
      links.add(link(3, "flannel.1", vxlan(), 0, 2, -1));
      links.add(link(4, "cni0", Bridge.DEFAULT, 0, 0, -1));
      for (int p = 1; p <= pods; p++) {
        String pod = "pod" + n + "-" + p;
        places.put(pod, new Places.Place.Pod(node, p % Places.COLOURS, List.of("web", "log")));
        ids.put(p, pod);
        links.add(link(4 + p, "veth%08x".formatted(n * 1000 + p), new Veth(), 4, 2, p));
        namespaces.put(
            pod,
            namespace(pod, Map.of(0, node), List.of(link(2, "eth0", new Veth(), 0, 4 + p, 0))));
      }
      namespaces.put(node, namespace(node, ids, links));
    }
    namespaces.put("underlay", namespace("underlay", nodeIds, ports));
    return new Network(
        nodes + " x " + pods, new Topology(1, Instant.EPOCH, namespaces), new Places(places));
  }

  private static Vxlan vxlan() {
    return (Vxlan)
        lab("two-nodes")
            .topology()
            .namespace("node1")
            .orElseThrow()
            .link("flannel.1")
            .orElseThrow()
            .kind();
  }

  static Link dummy(int index, String name) {
    return link(index, name, new OtherKind("dummy"), 0, 0, -1);
  }

  static Link link(
      int index, String name, LinkKind kind, int master, int lower, int lowerNamespace) {
    return new Link(
        index,
        name,
        Link.ARPHRD_ETHER,
        UP,
        1450,
        Optional.of(MacAddress.fromName(name)),
        master,
        lower,
        lowerNamespace < 0 ? OptionalInt.empty() : OptionalInt.of(lowerNamespace),
        6,
        1000,
        kind,
        Optional.empty(),
        LinkDetails.NONE,
        List.of());
  }

  static Link down(Link link) {
    return new Link(
        link.index(),
        link.name(),
        link.type(),
        link.flags() & ~(Link.IFF_UP | Link.IFF_LOWER_UP),
        link.mtu(),
        link.address(),
        link.master(),
        link.lower(),
        link.lowerNamespace(),
        2,
        link.txQueueLength(),
        link.kind(),
        link.port(),
        link.details(),
        link.counters());
  }

  static Namespace namespace(String name, Map<Integer, String> ids, List<Link> links) {
    Namespace empty = Namespace.empty(name);
    return new Namespace(
        name,
        empty.id(),
        ids,
        links,
        empty.addresses(),
        empty.routes(),
        empty.rules(),
        empty.neighbours(),
        empty.fdb(),
        empty.netconf(),
        empty.sysctls());
  }

  /** The same topology with other links in a namespace; they are put in order. */
  static Topology withLinks(Topology topology, String name, UnaryOperator<List<Link>> change) {
    Namespace was = topology.namespace(name).orElseGet(() -> Namespace.empty(name));
    List<Link> links = change.apply(new ArrayList<>(was.links()));
    links.sort((a, b) -> Integer.compare(a.index(), b.index()));
    Map<String, Namespace> next = new TreeMap<>(topology.namespaces());
    next.put(
        name,
        new Namespace(
            name,
            was.id(),
            was.ids(),
            links,
            was.addresses(),
            was.routes(),
            was.rules(),
            was.neighbours(),
            was.fdb(),
            was.netconf(),
            was.sysctls()));
    return new Topology(topology.version() + 1, topology.time(), next);
  }

  static Topology without(Topology topology, String name) {
    Map<String, Namespace> next = new TreeMap<>(topology.namespaces());
    next.remove(name);
    return new Topology(topology.version() + 1, topology.time(), next);
  }
}
