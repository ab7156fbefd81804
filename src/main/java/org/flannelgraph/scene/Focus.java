package org.flannelgraph.scene;

import java.util.HashSet;
import java.util.Set;
import org.flannelgraph.linux.route.FdbEntry;
import org.flannelgraph.linux.route.Link;
import org.flannelgraph.topology.LinkId;
import org.flannelgraph.topology.Namespace;
import org.flannelgraph.topology.Topology;
import org.jspecify.annotations.Nullable;

/** What has to do with the one thing that the pointer is over. */
final class Focus {
  private final @Nullable ItemId on;
  private final String name;
  private final Set<LinkId> links = new HashSet<>();
  private final Set<String> namespaces = new HashSet<>();

  Focus(Layout layout, @Nullable ItemId on) {
    this.on = on;
    Topology topology = layout.topology();
    switch (on) {
      case ItemId.Wire wire -> {
        links.add(wire.one());
        links.add(wire.other());
        topology.master(wire.one()).ifPresent(links::add);
        topology.master(wire.other()).ifPresent(links::add);
      }
      case ItemId.Tunnel tunnel -> {
        links.add(tunnel.from());
        links.add(tunnel.to());
      }
      case ItemId.Inner inner -> {
        topology.link(inner.namespace(), inner.from()).ifPresent(links::add);
        topology.link(inner.namespace(), inner.to()).ifPresent(links::add);
        namespaces.add(inner.namespace());
      }
      case ItemId.Device device -> around(topology, device.link());
      case null, default -> {}
    }
    name =
        on instanceof ItemId.Device device
            ? topology.link(device.link()).map(Link::name).orElse("")
            : "";
    for (LinkId link : links) {
      namespaces.add(link.namespace());
      String home = layout.inventory().homes().get(link.namespace());
      if (home != null) {
        namespaces.add(home);
      }
    }
  }

  private void around(Topology topology, LinkId link) {
    links.add(link);
    topology.peer(link).ifPresent(links::add);
    topology.master(link).ifPresent(links::add);
    topology.lower(link).ifPresent(links::add);
    Namespace namespace = topology.namespace(link.namespace()).orElse(null);
    if (namespace == null) {
      return;
    }
    namespace
        .portsOf(link.index())
        .forEach(
            port -> {
              LinkId id = new LinkId(link.namespace(), port.index());
              links.add(id);
              topology.peer(id).ifPresent(links::add);
            });
    for (FdbEntry entry : namespace.fdb()) {
      if (entry.index() == link.index() && entry.remote().isPresent()) {
        links.addAll(topology.farEnds(link, entry.remote().get()));
      }
    }
  }

  /** Whether it has to do with it; everything has, if that is no link and no line. */
  boolean isLit(ItemId item) {
    if (links.isEmpty() || item.equals(on)) {
      return true;
    }
    return switch (item) {
      case ItemId.Namespace namespace -> namespaces.contains(namespace.name());
      case ItemId.Container container -> namespaces.contains(container.pod());
      case ItemId.Device device -> links.contains(device.link());
      case ItemId.Wire wire ->
          on instanceof ItemId.Device && links.contains(wire.one()) && links.contains(wire.other());
      case ItemId.Tunnel tunnel ->
          on instanceof ItemId.Device device
              && (tunnel.from().equals(device.link()) || tunnel.to().equals(device.link()));
      case ItemId.Inner inner ->
          on instanceof ItemId.Device device
              && device.link().namespace().equals(inner.namespace())
              && (inner.from().equals(name) || inner.to().equals(name));
      case ItemId.Decision decision ->
          on instanceof ItemId.Inner && namespaces.contains(decision.namespace());
      case ItemId.Missing missing -> false;
      case ItemId.Mend mend -> false;
      case ItemId.Way way -> true;
      case ItemId.Sighting sighting -> true;
      case ItemId.Flow flow -> true;
    };
  }
}
