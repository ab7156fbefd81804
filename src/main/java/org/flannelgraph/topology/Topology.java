package org.flannelgraph.topology;

import java.net.InetAddress;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.flannelgraph.linux.route.FdbEntry;
import org.flannelgraph.linux.route.Link;
import org.flannelgraph.linux.route.Vxlan;
import org.jspecify.annotations.Nullable;

/**
 * All watched namespaces at one time: one version of a {@link LiveTopology}, or a snapshot that was
 * read. Immutable; what did not change is shared between versions.
 */
public final class Topology {
  /** Nothing yet. */
  public static final Topology EMPTY = new Topology(0, Instant.EPOCH, Map.of());

  private final long version;
  private final Instant time;
  private final SortedMap<String, Namespace> namespaces;

  /** Worked out when somebody asks; by two at once, it comes out the same. */
  private volatile @Nullable Map<LinkId, LinkId> peers;

  /**
   * A version.
   *
   * @param version counts from 1
   * @param time since when it has held
   * @param namespaces by their names
   */
  public Topology(long version, Instant time, Map<String, Namespace> namespaces) {
    this.version = version;
    this.time = time;
    this.namespaces = Collections.unmodifiableSortedMap(new TreeMap<>(namespaces));
  }

  /** Its number, which counts from 1. */
  public long version() {
    return version;
  }

  /** Since when it has held, as near as the kernel's events tell: some microseconds late. */
  public Instant time() {
    return time;
  }

  /** The namespaces by their names. */
  public SortedMap<String, Namespace> namespaces() {
    return namespaces;
  }

  /** The namespace with this name. */
  public Optional<Namespace> namespace(String name) {
    return Optional.ofNullable(namespaces.get(name));
  }

  /** A link. */
  public Optional<Link> link(LinkId id) {
    return namespace(id.namespace()).flatMap(namespace -> namespace.link(id.index()));
  }

  /** The link with this name in a namespace. */
  public Optional<LinkId> link(String namespace, String name) {
    return namespace(namespace)
        .flatMap(it -> it.link(name))
        .map(link -> new LinkId(namespace, link.index()));
  }

  /** A link as people write it: {@code node1/eth0}. */
  public String name(LinkId id) {
    return id.namespace()
        + "/"
        + namespace(id.namespace())
            .map(namespace -> namespace.names().name(id.index()))
            .orElse("if" + id.index());
  }

  /** All links of all namespaces. */
  public Stream<LinkId> links() {
    return namespaces.values().stream()
        .flatMap(
            namespace ->
                namespace.links().stream().map(link -> new LinkId(namespace.name(), link.index())));
  }

  /** The other end of a veth pair, in whichever namespace it is, if that is watched. */
  public Optional<LinkId> peer(LinkId id) {
    return Optional.ofNullable(peers().get(id));
  }

  /** All veth pairs, in both directions. */
  public Map<LinkId, LinkId> peers() {
    Map<LinkId, LinkId> known = peers;
    if (known == null) {
      known = Peers.of(namespaces);
      peers = known;
    }
    return known;
  }

  /** The device below a tunnel or macvlan, in whichever namespace it is, if that is watched. */
  public Optional<LinkId> lower(LinkId id) {
    return link(id)
        .filter(link -> link.lower() != 0 && !Peers.isVeth(link))
        .flatMap(
            link ->
                Peers.namespaceOf(namespaces, id.namespace(), link)
                    .map(namespace -> new LinkId(namespace, link.lower())))
        .filter(below -> link(below).isPresent());
  }

  /** The bridge whose port a link is. */
  public Optional<LinkId> master(LinkId id) {
    return link(id)
        .filter(link -> link.master() != 0)
        .map(link -> new LinkId(id.namespace(), link.master()));
  }

  /**
   * The tunnel device that takes what a tunnel sends to a far end: one with the same VNI and port,
   * in a namespace that has the address.
   *
   * @param tunnel a VXLAN device
   */
  public List<LinkId> farEnds(LinkId tunnel, FdbEntry.Remote remote) {
    if (!(link(tunnel).map(Link::kind).orElse(null) instanceof Vxlan own)) {
      return List.of();
    }
    int vni = remote.vni() == 0 ? own.id() : remote.vni();
    int port = remote.port() == 0 ? own.port() : remote.port();
    InetAddress address = remote.destination();
    return namespaces.values().stream()
        .filter(namespace -> namespace.owns(address))
        .flatMap(
            namespace ->
                namespace.links().stream()
                    .filter(
                        link ->
                            link.kind() instanceof Vxlan vxlan
                                && vxlan.id() == vni
                                && vxlan.port() == port)
                    .map(link -> new LinkId(namespace.name(), link.index())))
        .filter(id -> !id.equals(tunnel))
        .toList();
  }

  /** Whether all namespaces are the same, whatever the version and time. */
  public boolean isSameAs(Topology other) {
    return namespaces.equals(other.namespaces);
  }

  @Override
  public String toString() {
    return "version " + version + " of " + time + " with " + namespaces.keySet();
  }
}
