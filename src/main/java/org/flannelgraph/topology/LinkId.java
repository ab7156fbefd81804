package org.flannelgraph.topology;

import java.util.Comparator;

/**
 * Names a link among all namespaces.
 *
 * @param index its ifindex, which alone is unique only within the namespace
 */
public record LinkId(String namespace, int index) implements Comparable<LinkId> {
  private static final Comparator<LinkId> ORDER =
      Comparator.comparing(LinkId::namespace).thenComparingInt(LinkId::index);

  @Override
  public int compareTo(LinkId other) {
    return ORDER.compare(this, other);
  }
}
