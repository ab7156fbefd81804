package org.flannelgraph.scene;

import org.flannelgraph.topology.LinkId;

/** What an item shows. It stays the same for as long as the thing exists. */
public sealed interface ItemId {
  /** A network namespace: a node, a pod, the underlay, or one that somebody made by hand. */
  record Namespace(String name) implements ItemId {}

  /** A container of a pod; it shares the pod's namespace. */
  record Container(String pod, String name) implements ItemId {}

  /** A link. */
  record Device(LinkId link) implements ItemId {}

  /** A veth pair; the smaller of its ends comes first. */
  record Wire(LinkId one, LinkId other) implements ItemId {
    public static Wire between(LinkId one, LinkId other) {
      return one.compareTo(other) <= 0 ? new Wire(one, other) : new Wire(other, one);
    }
  }

  /** Within a namespace: from a bridge to the route lookup, or from there to a device. */
  record Inner(String namespace, String from, String to) implements ItemId {}

  /** From a tunnel device to one that it reaches, by its FDB. */
  record Tunnel(LinkId from, LinkId to) implements ItemId {}

  /** Where a namespace looks up routes. */
  record Decision(String namespace) implements ItemId {}

  /** What the lab wants and the kernel lacks: a namespace, or a link in one ({@code name/link}). */
  record Missing(String what) implements ItemId {}

  /** What brings back such a thing when it is chosen. */
  record Mend(String what) implements ItemId {}

  /** The way of a packet. */
  record Way(long journey) implements ItemId {}

  /** The dot of a hop on it. */
  record Sighting(long journey, int hop) implements ItemId {}

  /** Many packets that go the same way, of which that journey is a sample. */
  record Flow(long sample) implements ItemId {}
}
