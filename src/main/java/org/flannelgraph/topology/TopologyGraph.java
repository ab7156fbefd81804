package org.flannelgraph.topology;

import org.flannelgraph.linux.route.FdbEntry;
import org.jgrapht.Graph;
import org.jgrapht.graph.AsUnmodifiableGraph;
import org.jgrapht.graph.DirectedPseudograph;

/** A topology as a graph: links are its vertices, how they belong together its edges. */
public final class TopologyGraph {
  private TopologyGraph() {}

  /** The graph of one version; it can't be changed. */
  public static Graph<LinkId, Relation> of(Topology topology) {
    Graph<LinkId, Relation> graph = new DirectedPseudograph<>(Relation.class);
    topology.links().forEach(graph::addVertex);
    topology
        .peers()
        .forEach(
            (link, peer) -> {
              if (link.compareTo(peer) < 0) {
                add(graph, Relation.Kind.PEER, link, peer);
              }
            });
    topology
        .links()
        .forEach(
            link -> {
              topology
                  .master(link)
                  .ifPresent(bridge -> add(graph, Relation.Kind.PORT, link, bridge));
              topology.lower(link).ifPresent(lower -> add(graph, Relation.Kind.LOWER, link, lower));
            });
    for (Namespace namespace : topology.namespaces().values()) {
      for (FdbEntry entry : namespace.fdb()) {
        LinkId tunnel = new LinkId(namespace.name(), entry.index());
        entry
            .remote()
            .ifPresent(
                remote ->
                    topology
                        .farEnds(tunnel, remote)
                        .forEach(end -> add(graph, Relation.Kind.TUNNEL, tunnel, end)));
      }
    }
    return new AsUnmodifiableGraph<>(graph);
  }

  private static void add(
      Graph<LinkId, Relation> graph, Relation.Kind kind, LinkId from, LinkId to) {
    if (graph.containsVertex(from) && graph.containsVertex(to)) {
      graph.addEdge(from, to, new Relation(kind, from, to));
    }
  }
}
