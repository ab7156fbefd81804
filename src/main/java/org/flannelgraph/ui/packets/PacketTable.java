package org.flannelgraph.ui.packets;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.flannelgraph.capture.filter.DisplayFilter;
import org.flannelgraph.capture.filter.Matcher;
import org.flannelgraph.journey.Hop;
import org.flannelgraph.journey.Journey;
import org.flannelgraph.journey.Noise;
import org.flannelgraph.packet.Dissection;
import org.flannelgraph.packet.Ports;
import org.jspecify.annotations.Nullable;

/**
 * Which rows there are, in which order. It belongs to one thread, which is not the window's: a
 * filter looks at every frame.
 */
final class PacketTable {
  private Ports ports;
  private Dissection dissection;
  private Noise noise;
  private final Map<Long, Entry> entries = new LinkedHashMap<>();
  private final Set<Long> expanded = new HashSet<>();
  private DisplayFilter filter = DisplayFilter.ALL;
  private Matcher matcher;
  private boolean showsNoise;
  private boolean groups = true;
  private @Nullable PacketColumn sortedBy;
  private boolean ascending = true;

  /** A journey, and what was found out about it. */
  private static final class Entry {
    final Journey journey;
    final boolean isNoise;
    final PacketRow row;

    /** Made when first wanted, and kept: what they say is worked out once. */
    private final PacketRow[] nested;

    private final PacketRow[] frames;
    @Nullable BitSet matching;

    Entry(Journey journey, boolean isNoise) {
      this.journey = journey;
      this.isNoise = isNoise;
      row = PacketRow.ofJourney(journey);
      nested = new PacketRow[journey.hops().size()];
      frames = new PacketRow[journey.hops().size()];
    }

    PacketRow hop(int index, boolean isNested) {
      PacketRow[] known = isNested ? nested : frames;
      if (known[index - 1] == null) {
        known[index - 1] = PacketRow.ofHop(journey, index, isNested);
      }
      return known[index - 1];
    }
  }

  PacketTable(Ports ports) {
    this.ports = ports;
    dissection = new Dissection(ports);
    noise = new Noise(ports);
    matcher = DisplayFilter.ALL.matcher(ports);
  }

  /** Takes new versions of journeys, and lets go of others. */
  void take(Collection<Journey> changed, Collection<Long> gone) {
    for (Journey journey : changed) {
      entries.put(journey.id(), new Entry(journey, noise.is(journey)));
    }
    gone.forEach(entries::remove);
    expanded.removeAll(gone);
  }

  /** Takes UDP ports for what they mean in the lab. */
  void read(Ports meaning) {
    ports = meaning;
    dissection = new Dissection(meaning);
    noise = new Noise(meaning);
    List<Journey> journeys = entries.values().stream().map(entry -> entry.journey).toList();
    take(journeys, List.of());
    filter(filter);
  }

  void filter(DisplayFilter wanted) {
    filter = wanted;
    matcher = wanted.matcher(ports);
    entries.values().forEach(entry -> entry.matching = null);
  }

  void showNoise(boolean shows) {
    showsNoise = shows;
  }

  /** Whether there is a row for each journey, or one for each frame. */
  void group(boolean byJourney) {
    groups = byJourney;
  }

  /** Shows or hides the frames of a journey under its row. */
  void expand(long journey, boolean shows) {
    if (shows) {
      expanded.add(journey);
    } else {
      expanded.remove(journey);
    }
  }

  /**
   * @param column null for the order in which packets were seen
   */
  void sort(@Nullable PacketColumn column, boolean upwards) {
    sortedBy = column;
    ascending = upwards;
  }

  /** The rows that are to be shown now. */
  PacketPage page() {
    List<Entry> shown = new ArrayList<>();
    int hidden = 0;
    long start = Long.MAX_VALUE;
    for (Entry entry : entries.values()) {
      start = Math.min(start, entry.journey.first().time());
      if (entry.isNoise && !showsNoise) {
        hidden++;
      } else if (!matching(entry).isEmpty()) {
        shown.add(entry);
      }
    }
    List<PacketRow> rows = groups ? grouped(shown) : frames(shown);
    return new PacketPage(
        List.copyOf(rows), entries.isEmpty() ? 0 : start, entries.size(), shown.size(), hidden);
  }

  private List<PacketRow> grouped(List<Entry> shown) {
    Comparator<PacketRow> order = order();
    if (order != null) {
      shown.sort(Comparator.comparing(entry -> entry.row, order));
    }
    List<PacketRow> rows = new ArrayList<>();
    for (Entry entry : shown) {
      rows.add(entry.row);
      if (expanded.contains(entry.journey.id())) {
        matching(entry).stream().forEach(hop -> rows.add(entry.hop(hop, true)));
      }
    }
    return rows;
  }

  private List<PacketRow> frames(List<Entry> shown) {
    List<PacketRow> rows = new ArrayList<>();
    for (Entry entry : shown) {
      matching(entry).stream().forEach(hop -> rows.add(entry.hop(hop, false)));
    }
    Comparator<PacketRow> seen =
        Comparator.comparingLong(PacketRow::time).thenComparing(row -> row.frame().ordinal());
    Comparator<PacketRow> order = sortedBy == PacketColumn.NUMBER ? frameNumbers() : order();
    rows.sort(order == null ? seen : order.thenComparing(seen));
    return rows;
  }

  private Comparator<PacketRow> frameNumbers() {
    Comparator<PacketRow> order = Comparator.comparingLong(row -> row.frame().ordinal());
    return ascending ? order : order.reversed();
  }

  private @Nullable Comparator<PacketRow> order() {
    if (sortedBy == null) {
      return null;
    }
    Comparator<PacketRow> order = sortedBy.order(dissection);
    return ascending ? order : order.reversed();
  }

  /** The hops whose frames pass the filter, by their indexes. */
  private BitSet matching(Entry entry) {
    BitSet known = entry.matching;
    if (known == null) {
      known = new BitSet();
      for (Hop hop : entry.journey.hops()) {
        if (matcher.matches(hop.frame())) {
          known.set(hop.index());
        }
      }
      entry.matching = known;
    }
    return known;
  }
}
