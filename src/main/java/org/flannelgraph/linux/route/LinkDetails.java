package org.flannelgraph.linux.route;

import static org.flannelgraph.linux.route.LinkAttributes.*;

import java.util.List;
import java.util.Optional;
import org.flannelgraph.address.MacAddress;
import org.flannelgraph.linux.netlink.Attributes;

/**
 * What {@code ip -d link} shows of a link and no packet's way depends on.
 *
 * @param qdisc the name of the queueing discipline
 * @param linkMode 0 default, 1 dormant
 * @param group a number that links may share; rules can name it
 * @param minMtu in bytes, 0 if there is no limit
 * @param maxMtu likewise
 * @param gsoMaxSize the longest segment that the link takes to be split, in bytes
 * @param gsoMaxSegments into how many segments at most
 * @param alias free text
 * @param alternativeNames by which it can be called as well
 */
public record LinkDetails(
    Optional<MacAddress> broadcast,
    String qdisc,
    int linkMode,
    int group,
    int minMtu,
    int maxMtu,
    int txQueues,
    int rxQueues,
    int gsoMaxSize,
    int gsoMaxSegments,
    Optional<String> alias,
    List<String> alternativeNames) {
  /** Nothing known. */
  public static final LinkDetails NONE =
      new LinkDetails(Optional.empty(), "", 0, 0, 0, 0, 0, 0, 0, 0, Optional.empty(), List.of());

  public LinkDetails {
    alternativeNames = List.copyOf(alternativeNames);
  }

  static LinkDetails of(Attributes link) {
    return new LinkDetails(
        link.find(IFLA_BROADCAST),
        link.get(IFLA_QDISC, ""),
        link.get(IFLA_LINKMODE, 0),
        link.get(IFLA_GROUP, 0),
        link.get(IFLA_MIN_MTU, 0),
        link.get(IFLA_MAX_MTU, 0),
        link.get(IFLA_NUM_TX_QUEUES, 0),
        link.get(IFLA_NUM_RX_QUEUES, 0),
        link.get(IFLA_GSO_MAX_SIZE, 0),
        link.get(IFLA_GSO_MAX_SEGS, 0),
        link.find(IFLA_IFALIAS),
        link.get(IFLA_PROP_LIST, List.of()));
  }

  void put(Attributes link) {
    broadcast.ifPresent(mac -> link.put(IFLA_BROADCAST, mac));
    link.put(IFLA_QDISC, qdisc)
        .put(IFLA_LINKMODE, linkMode)
        .put(IFLA_GROUP, group)
        .put(IFLA_MIN_MTU, minMtu)
        .put(IFLA_MAX_MTU, maxMtu)
        .put(IFLA_NUM_TX_QUEUES, txQueues)
        .put(IFLA_NUM_RX_QUEUES, rxQueues)
        .put(IFLA_GSO_MAX_SIZE, gsoMaxSize)
        .put(IFLA_GSO_MAX_SEGS, gsoMaxSegments);
    alias.ifPresent(text -> link.put(IFLA_IFALIAS, text));
    if (!alternativeNames.isEmpty()) {
      link.put(IFLA_PROP_LIST, alternativeNames);
    }
  }
}
