package org.flannelgraph.scene;

import java.util.Map;
import org.flannelgraph.topology.LinkId;
import org.flannelgraph.topology.Topology;
import org.jspecify.annotations.Nullable;

/**
 * How one wants to see the network.
 *
 * @param detail how much is told
 * @param strata which of the two networks; the other stands back
 * @param highlighted what the pointer is over, or null; if that is a link or a line, all that has
 *     nothing to do with it stands back
 * @param selected what is marked, or null
 * @param wanted what the lab wants; what of it is not there is drawn dashed. Null: nothing is
 *     wanted
 * @param rates what is written beside links, as {@code 1.2 Mbit/s}
 */
public record View(
    Detail detail,
    Item.Stratum strata,
    @Nullable ItemId highlighted,
    @Nullable ItemId selected,
    @Nullable Topology wanted,
    Map<LinkId, String> rates) {
  /** Everything there is to see, and nothing chosen. */
  public static final View PLAIN =
      new View(Detail.NEAR, Item.Stratum.BOTH, null, null, null, Map.of());

  public View {
    rates = Map.copyOf(rates);
  }

  /** The same, telling more or less. */
  public View with(Detail other) {
    return new View(other, strata, highlighted, selected, wanted, rates);
  }

  /** The same, of one of the two networks, or both. */
  public View with(Item.Stratum other) {
    return new View(detail, other, highlighted, selected, wanted, rates);
  }

  /** The same with the pointer over something, or over nothing. */
  public View highlighting(@Nullable ItemId item) {
    return new View(detail, strata, item, selected, wanted, rates);
  }

  /** The same with something marked, or nothing. */
  public View selecting(@Nullable ItemId item) {
    return new View(detail, strata, highlighted, item, wanted, rates);
  }

  /** The same, held against what is wanted. */
  public View wanting(@Nullable Topology topology) {
    return new View(detail, strata, highlighted, selected, topology, rates);
  }

  /** The same with other rates. */
  public View rating(Map<LinkId, String> other) {
    return new View(detail, strata, highlighted, selected, wanted, other);
  }
}
