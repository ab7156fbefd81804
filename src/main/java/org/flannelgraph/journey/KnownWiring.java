package org.flannelgraph.journey;

import java.util.HashMap;
import java.util.Map;
import org.flannelgraph.linux.route.Bridge;
import org.flannelgraph.linux.route.Link;
import org.flannelgraph.topology.LinkId;
import org.flannelgraph.topology.Namespace;
import org.flannelgraph.topology.Topology;
import org.jspecify.annotations.Nullable;

/** The wiring as the kernel tells it; of interfaces that it does not know, as frames prove it. */
final class KnownWiring implements Wiring {
  private final Topology topology;
  private final Places places;
  private final Wiring otherwise;
  private final Map<Long, String> owners = new HashMap<>();

  KnownWiring(Topology topology, Places places, Wiring otherwise) {
    this.topology = topology;
    this.places = places;
    this.otherwise = otherwise;
    for (Namespace namespace : topology.namespaces().values()) {
      for (Link link : namespace.links()) {
        link.address().ifPresent(mac -> owners.putIfAbsent(mac.value(), namespace.name()));
      }
    }
    owners.remove(0L);
  }

  @Override
  public int peer(int place) {
    LinkId link = link(place);
    if (link == null) {
      return otherwise.peer(place);
    }
    return topology
        .peer(link)
        .flatMap(peer -> topology.link(peer).map(it -> new Place(peer.namespace(), it.name())))
        .map(places::find)
        .orElse(NONE);
  }

  @Override
  public boolean isUpper(int place) {
    LinkId link = link(place);
    return link == null
        ? otherwise.isUpper(place)
        : topology.link(link).orElseThrow().kind() instanceof Bridge;
  }

  @Override
  public int owner(long mac) {
    String namespace = owners.get(mac);
    int known = namespace == null ? NONE : places.findNamespace(namespace);
    return known == NONE ? otherwise.owner(mac) : known;
  }

  private @Nullable LinkId link(int place) {
    Place name = places.name(place);
    return topology.link(name.namespace(), name.device()).orElse(null);
  }
}
