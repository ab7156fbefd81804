package org.flannelgraph.ui.inspector.place;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.flannelgraph.linux.route.Address;
import org.flannelgraph.linux.route.FdbEntry;
import org.flannelgraph.linux.route.Link;
import org.flannelgraph.linux.route.Netconf;
import org.flannelgraph.linux.route.NetworkObject;
import org.flannelgraph.linux.route.Route;
import org.flannelgraph.linux.route.Vxlan;
import org.flannelgraph.scene.ItemId;
import org.flannelgraph.topology.LinkId;
import org.flannelgraph.topology.Namespace;
import org.flannelgraph.topology.Topology;
import org.flannelgraph.ui.inspector.place.PlaceView.Fact;
import org.flannelgraph.ui.inspector.place.PlaceView.Row;
import org.flannelgraph.ui.inspector.place.PlaceView.Section;
import org.flannelgraph.ui.inspector.place.PlaceView.Table;
import org.flannelgraph.ui.model.Words;

/** Gathers what the kernel's tables hold of a thing. */
final class PlaceReading {
  private final Topology topology;
  private final List<Fact> facts = new ArrayList<>();
  private final List<Section> sections = new ArrayList<>();

  private PlaceReading(Topology topology) {
    this.topology = topology;
  }

  /** What is known of a thing; empty if it is not there. */
  static Optional<PlaceView> of(Topology topology, ItemId item) {
    return new PlaceReading(topology).read(item);
  }

  private Optional<PlaceView> read(ItemId item) {
    return switch (item) {
      case ItemId.Namespace(String name) ->
          namespace(name, name, Words.get("inspector.place.namespace"));
      case ItemId.Container(String pod, String name) ->
          namespace(pod, name, Words.get("inspector.place.container", pod));
      case ItemId.Device(LinkId id) -> device(id);
      case ItemId.Wire(LinkId one, LinkId other) -> wire(one, other);
      case ItemId.Inner(String name, String from, String to) ->
          decision(name, name, Words.get("inspector.place.inner", from, to));
      case ItemId.Decision(String name) ->
          decision(name, name, Words.get("inspector.place.decision", name));
      case ItemId.Tunnel(LinkId from, LinkId to) -> tunnel(from, to);
      case ItemId.Missing(String what) ->
          Optional.of(view(what, Words.get("inspector.place.missing")));
      case ItemId.Mend(String what) ->
          Optional.of(view(what, Words.get("inspector.place.missing")));
      case ItemId.Way way -> Optional.empty();
      case ItemId.Sighting sighting -> Optional.empty();
      case ItemId.Flow flow -> Optional.empty();
    };
  }

  private PlaceView view(String title, String about) {
    return new PlaceView(title, about, facts, sections);
  }

  private Optional<PlaceView> namespace(String name, String title, String about) {
    return topology
        .namespace(name)
        .map(
            namespace -> {
              add(namespace, Table.LINK, "ip -n " + name + " -br link", namespace.links());
              add(namespace, Table.ADDRESS, "ip -n " + name + " -o addr", namespace.addresses());
              decide(namespace, route -> true);
              add(namespace, Table.NEIGHBOUR, "ip -n " + name + " neigh", namespace.neighbours());
              add(namespace, Table.FDB, "bridge -n " + name + " fdb", namespace.fdb());
              add(namespace, Table.NETCONF, "ip -n " + name + " netconf", namespace.netconf());
              sysctls(namespace);
              return view(title, about);
            });
  }

  private Optional<PlaceView> decision(String name, String title, String about) {
    return topology
        .namespace(name)
        .map(
            namespace -> {
              decide(namespace, route -> true);
              return view(title, about);
            });
  }

  private void decide(Namespace namespace, Predicate<Route> concerns) {
    String name = namespace.name();
    List<Route> routes =
        namespace.routes().stream()
            .filter(route -> route.table() != Route.RT_TABLE_LOCAL)
            .filter(concerns)
            .toList();
    add(namespace, Table.ROUTE, "ip -n " + name + " route show table all", routes);
    add(namespace, Table.RULE, "ip -n " + name + " rule", namespace.rules());
  }

  private Optional<PlaceView> device(LinkId id) {
    return topology
        .link(id)
        .map(
            link -> {
              facts(id, link);
              tables(id, link);
              return view(topology.name(id), about(link));
            });
  }

  private static String about(Link link) {
    return link.kind().name().isEmpty() ? link.name() : link.kind().name();
  }

  private void facts(LinkId id, Link link) {
    fact("state", state(link));
    fact("mtu", Integer.toString(link.mtu()));
    link.address().ifPresent(mac -> fact("mac", mac.toString()));
    topology.master(id).ifPresent(bridge -> fact("master", topology.name(bridge)));
    topology.peer(id).ifPresent(peer -> fact("peer", topology.name(peer)));
    topology.lower(id).ifPresent(lower -> fact("lower", topology.name(lower)));
    if (link.kind() instanceof Vxlan vxlan) {
      fact("vni", Integer.toString(vxlan.id()));
      fact("port", Integer.toString(vxlan.port()));
    }
  }

  private static String state(Link link) {
    if (!link.isUp()) {
      return Words.get("inspector.state.down");
    }
    return Words.get(link.hasCarrier() ? "inspector.state.up" : "inspector.state.carrier");
  }

  private void fact(String name, String value) {
    facts.add(new Fact(Words.get("inspector.fact." + name), value));
  }

  private void tables(LinkId id, Link link) {
    Namespace namespace = topology.namespaces().get(id.namespace());
    if (namespace == null) {
      return;
    }
    int index = id.index();
    String show = " show dev " + link.name();
    String ip = "ip -n " + namespace.name() + " ";
    add(namespace, Table.ADDRESS, ip + "addr" + show, namespace.addressesOf(index));
    add(
        namespace,
        Table.ROUTE,
        ip + "route show table all dev " + link.name(),
        namespace.routes().stream()
            .filter(it -> it.table() != Route.RT_TABLE_LOCAL && it.output() == index)
            .toList());
    add(
        namespace,
        Table.NEIGHBOUR,
        ip + "neigh" + show,
        namespace.neighbours().stream().filter(it -> it.index() == index).toList());
    add(
        namespace,
        Table.FDB,
        "bridge -n " + namespace.name() + " fdb show " + fdbOf(namespace, index) + link.name(),
        namespace.fdb().stream()
            .filter(it -> it.index() == index || it.master() == index)
            .toList());
    add(
        namespace,
        Table.NETCONF,
        ip + "netconf" + show,
        namespace.netconf().stream().filter(it -> it.index() == index).toList());
  }

  private static String fdbOf(Namespace namespace, int index) {
    return namespace.portsOf(index).isEmpty() ? "dev " : "br ";
  }

  private Optional<PlaceView> wire(LinkId one, LinkId other) {
    Optional<Link> first = topology.link(one);
    Optional<Link> second = topology.link(other);
    if (first.isEmpty() && second.isEmpty()) {
      return Optional.empty();
    }
    first.ifPresent(link -> end(one, link));
    second.ifPresent(link -> end(other, link));
    return Optional.of(
        view(topology.name(one) + " – " + topology.name(other), Words.get("inspector.place.wire")));
  }

  private void end(LinkId id, Link link) {
    facts.add(new Fact(link.name(), id.namespace() + ", " + state(link) + ", mtu " + link.mtu()));
    Namespace namespace = topology.namespaces().get(id.namespace());
    if (namespace != null) {
      String command = "ip -n " + id.namespace() + " -d link show " + link.name();
      add(namespace, Table.LINK, command, List.of(link));
    }
  }

  private Optional<PlaceView> tunnel(LinkId from, LinkId to) {
    Namespace namespace = topology.namespaces().get(from.namespace());
    Link link = topology.link(from).orElse(null);
    if (namespace == null || link == null) {
      return Optional.empty();
    }
    String name = namespace.name();
    List<FdbEntry> entries =
        namespace.fdb().stream()
            .filter(it -> it.index() == from.index())
            .filter(it -> it.remote().filter(far -> leadsTo(from, to, far)).isPresent())
            .toList();
    add(namespace, Table.FDB, "bridge -n " + name + " fdb show dev " + link.name(), entries);
    add(
        namespace,
        Table.NEIGHBOUR,
        "ip -n " + name + " neigh show dev " + link.name(),
        namespace.neighbours().stream()
            .filter(it -> it.index() == from.index())
            .filter(
                it ->
                    entries.stream()
                        .anyMatch(
                            entry ->
                                it.linkAddress().filter(entry.linkAddress()::equals).isPresent()))
            .toList());
    String title = topology.name(from) + " → " + topology.name(to);
    return Optional.of(view(title, Words.get("inspector.place.tunnel")));
  }

  private boolean leadsTo(LinkId from, LinkId to, FdbEntry.Remote far) {
    return topology.farEnds(from, far).contains(to);
  }

  private void sysctls(Namespace namespace) {
    List<Row> rows =
        new TreeMap<>(namespace.sysctls())
            .entrySet().stream()
                .map(entry -> new Row(entry.getKey() + " = " + entry.getValue(), null))
                .toList();
    if (!rows.isEmpty()) {
      String command = "ip netns exec " + namespace.name() + " sysctl -a";
      sections.add(new Section(Table.SYSCTL, namespace.name(), command, rows));
    }
  }

  private void add(
      Namespace namespace, Table table, String command, List<? extends NetworkObject> objects) {
    if (objects.isEmpty() && table != Table.ROUTE && table != Table.ADDRESS) {
      return;
    }
    List<Row> rows = new ArrayList<>();
    for (NetworkObject object : objects) {
      if (!(object instanceof Netconf netconf) || netconf.index() != Netconf.DEFAULT) {
        rows.add(new Row(text(namespace, object), object));
      }
    }
    sections.add(new Section(table, namespace.name(), command, rows));
  }

  /** As the section's command prints it, or shorter. */
  private static String text(Namespace namespace, NetworkObject object) {
    return switch (object) {
      case Link link -> brief(link);
      case Address address ->
          namespace.names().name(address.index()) + "  " + namespace.lines().of(address);
      default -> namespace.lines().of(object);
    };
  }

  private static String brief(Link link) {
    StringJoiner line = new StringJoiner("  ");
    line.add(link.name()).add(link.isUp() ? link.hasCarrier() ? "UP" : "NO-CARRIER" : "DOWN");
    line.add("mtu " + link.mtu());
    if (!link.kind().name().isEmpty()) {
      line.add(link.kind().name());
    }
    return line.toString();
  }
}
