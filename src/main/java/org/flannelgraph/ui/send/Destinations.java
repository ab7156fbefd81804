package org.flannelgraph.ui.send;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.flannelgraph.address.Addresses;
import org.flannelgraph.address.Cidr;
import org.flannelgraph.cluster.Cluster;
import org.flannelgraph.cluster.Node;
import org.flannelgraph.cluster.Pod;
import org.jspecify.annotations.Nullable;

/** Whom one can send from and to, by name and by address. */
final class Destinations {
  static final Destinations NONE = new Destinations(List.of());

  private final List<Destination> all;

  private Destinations(List<Destination> all) {
    this.all = List.copyOf(all);
  }

  /**
   * A pod or node at one of its addresses.
   *
   * @param place the name of its namespace
   * @param where the node that a pod is on; empty for a node
   */
  record Destination(String place, InetAddress address, String where) {
    String addressText() {
      return Addresses.format(address);
    }
  }

  /** Those of a cluster: pods first, each with its IPv4 address before its IPv6 one. */
  static Destinations of(Cluster cluster) {
    List<Destination> all = new ArrayList<>();
    for (Pod pod : cluster.pods()) {
      String place = pod.namespaceName();
      add(all, place, pod.address().address(), pod.node());
      Cidr six = pod.address6();
      add(all, place, six == null ? null : six.address(), pod.node());
    }
    for (Node node : cluster.nodes()) {
      add(all, node.name(), node.address(), "");
      add(all, node.name(), node.address6(), "");
    }
    add(all, Cluster.UNDERLAY, cluster.switchAddress().address(), "");
    return new Destinations(all);
  }

  private static void add(
      List<Destination> all, String place, @Nullable InetAddress address, String where) {
    if (address != null) {
      all.add(new Destination(place, address, where));
    }
  }

  /** Whether there is a node or pod of that name. */
  boolean isPlace(String name) {
    return all.stream().anyMatch(it -> it.place().equals(name));
  }

  /** Whether there is a pod of that name. */
  boolean isPod(String name) {
    return all.stream().anyMatch(it -> it.place().equals(name) && !it.where().isEmpty());
  }

  /** The address that a text means: the first of a pod or node, or one that is written out. */
  Optional<InetAddress> address(String text) {
    String name = text.strip();
    Optional<InetAddress> known =
        all.stream().filter(it -> it.place().equals(name)).map(Destination::address).findFirst();
    if (known.isPresent() || name.isEmpty()) {
      return known;
    }
    try {
      return Optional.of(Addresses.parse(name));
    } catch (IllegalArgumentException noAddress) {
      return Optional.empty();
    }
  }

  /**
   * What somebody who types this may mean; those that begin so come first.
   *
   * @param most how many at most
   */
  List<Destination> matching(String text, int most) {
    String part = text.strip().toLowerCase(Locale.ROOT);
    List<Destination> found = new ArrayList<>();
    all.stream().filter(it -> begins(it, part)).forEach(found::add);
    all.stream().filter(it -> !begins(it, part) && contains(it, part)).forEach(found::add);
    return List.copyOf(found.subList(0, Math.min(most, found.size())));
  }

  /** Those that send: each place once. */
  List<Destination> sources(String text, int most) {
    List<Destination> found = new ArrayList<>();
    for (Destination each : matching(text, all.size())) {
      if (found.size() < most && found.stream().noneMatch(it -> it.place().equals(each.place()))) {
        found.add(each);
      }
    }
    return found;
  }

  private static boolean begins(Destination it, String part) {
    return it.place().toLowerCase(Locale.ROOT).startsWith(part)
        || it.addressText().startsWith(part);
  }

  private static boolean contains(Destination it, String part) {
    return it.place().toLowerCase(Locale.ROOT).contains(part)
        || it.addressText().contains(part)
        || it.where().toLowerCase(Locale.ROOT).contains(part);
  }
}
