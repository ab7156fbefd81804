package org.flannelgraph.ui.inspector.place;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.flannelgraph.linux.route.NetworkObject;
import org.flannelgraph.scene.ItemId;
import org.flannelgraph.topology.Difference;
import org.flannelgraph.topology.Topology;
import org.flannelgraph.ui.inspector.place.PlaceView.Row;
import org.flannelgraph.ui.inspector.place.PlaceView.Section;
import org.flannelgraph.ui.inspector.place.PlaceView.State;
import org.flannelgraph.ui.inspector.place.PlaceView.Table;
import org.jspecify.annotations.Nullable;

/**
 * A thing of the kernel's while it changes: what came or changed is lit for some seconds, and what
 * went is still shown for as long. Times are given, in nanoseconds of any clock that only goes
 * forward.
 */
final class PlaceChanges {
  /** Rows are lit so long, in nanoseconds. */
  static final long LIT = 4_000_000_000L;

  /** A row that went. */
  private record Ghost(Table table, String namespace, Row row, long until) {}

  /** Objects are told apart by their namespace too: two may have the same routes. */
  private record Owned(String namespace, NetworkObject object) {}

  private final ItemId item;
  private final Map<Owned, Long> fresh = new HashMap<>();
  private final List<Ghost> ghosts = new ArrayList<>();
  private @Nullable Topology topology;
  private Optional<PlaceView> last = Optional.empty();

  PlaceChanges(ItemId item) {
    this.item = item;
  }

  /** Takes a newer version; the first lights nothing. */
  void take(Topology newer, long now) {
    Topology before = topology;
    topology = newer;
    Optional<PlaceView> was = last;
    last = PlaceReading.of(newer, item);
    if (before == null || before == newer) {
      return;
    }
    Set<Owned> gone = new HashSet<>();
    for (Difference difference : Difference.between(before, newer)) {
      String namespace = difference.namespace();
      difference.after().ifPresent(it -> fresh.put(new Owned(namespace, it), now + LIT));
      if (difference.kind() == Difference.Kind.REMOVED) {
        difference.before().ifPresent(it -> gone.add(new Owned(namespace, it)));
      }
    }
    was.ifPresent(view -> haunt(view, gone, now));
  }

  private void haunt(PlaceView was, Set<Owned> gone, long now) {
    for (Section section : was.sections()) {
      for (Row row : section.rows()) {
        NetworkObject object = row.object();
        if (object != null && gone.contains(new Owned(section.namespace(), object))) {
          ghosts.add(
              new Ghost(section.table(), section.namespace(), row.with(State.GONE), now + LIT));
        }
      }
    }
  }

  /** How it is now; empty if there is no such thing. */
  Optional<PlaceView> view(long now) {
    fresh.values().removeIf(until -> until <= now);
    ghosts.removeIf(ghost -> ghost.until() <= now);
    return last.map(view -> view.withSections(view.sections().stream().map(this::lit).toList()));
  }

  private Section lit(Section section) {
    List<Row> rows = new ArrayList<>();
    for (Row row : section.rows()) {
      NetworkObject object = row.object();
      boolean isFresh = object != null && fresh.containsKey(new Owned(section.namespace(), object));
      rows.add(isFresh ? row.with(State.FRESH) : row);
    }
    for (Ghost ghost : ghosts) {
      if (ghost.table() == section.table() && ghost.namespace().equals(section.namespace())) {
        rows.add(ghost.row());
      }
    }
    return new Section(section.table(), section.namespace(), section.command(), rows);
  }

  /** Whether something is lit that will not be any more later. */
  boolean isLit() {
    return !fresh.isEmpty() || !ghosts.isEmpty();
  }
}
