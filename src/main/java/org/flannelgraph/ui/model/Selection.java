package org.flannelgraph.ui.model;

import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.flannelgraph.journey.Hop;
import org.flannelgraph.journey.Journey;
import org.flannelgraph.scene.ItemId;
import org.jspecify.annotations.Nullable;

/**
 * What is selected, everywhere at once: canvas, lanes, packet list, inspector and bytes all show it
 * and all set it. The FX thread's.
 */
public final class Selection {
  private final ObjectProperty<@Nullable Journey> journey = new SimpleObjectProperty<>();
  private final IntegerProperty hop = new SimpleIntegerProperty(0);
  private final ObjectProperty<@Nullable ItemId> item = new SimpleObjectProperty<>();

  /**
   * @param journeys newer versions of the selected journey come from there
   */
  public Selection(Journeys journeys) {
    journeys.listen(
        (changed, gone) -> {
          Journey now = journey.get();
          if (now != null) {
            journeys.byId(now.id()).ifPresent(journey::set);
          }
        });
  }

  /** The selected journey, in its newest version; null if none is. It stays when it is let go. */
  public ReadOnlyObjectProperty<@Nullable Journey> journey() {
    return journey;
  }

  /** The index of the selected hop in the selected journey, from 1; 0 if none is. */
  public ReadOnlyIntegerProperty hop() {
    return hop;
  }

  /** The thing on the canvas that is inspected; null while a packet is. */
  public ReadOnlyObjectProperty<@Nullable ItemId> item() {
    return item;
  }

  /** The selected hop; null if none is. */
  public @Nullable Hop selectedHop() {
    Journey now = journey.get();
    int index = hop.get();
    return now == null || index < 1 || index > now.hops().size() ? null : now.hop(index);
  }

  /** Selects a hop of a journey. */
  public void select(Journey selected, int index) {
    item.set(null);
    if (journey.get() == null || journey.get().id() != selected.id()) {
      hop.set(0);
    }
    journey.set(selected);
    hop.set(Math.clamp(index, 0, selected.hops().size()));
  }

  /** Selects another hop of the selected journey; nothing happens if none is. */
  public void select(int index) {
    Journey now = journey.get();
    if (now != null) {
      select(now, index);
    }
  }

  /**
   * Selects a thing on the canvas; the journey stays. Of the selected journey's way and dots the
   * hop is selected.
   */
  public void select(ItemId selected) {
    switch (selected) {
      case ItemId.Sighting(long ignored, int index) -> select(index);
      case ItemId.Way way -> select(Math.max(1, hop.get()));
      default -> item.set(selected);
    }
  }

  /** Selects nothing. */
  public void clear() {
    item.set(null);
    hop.set(0);
    journey.set(null);
  }
}
