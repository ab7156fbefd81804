package org.flannelgraph.scene;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who has which place. A place is kept for life, and after it: what comes back under its old name
 * finds its old place, unless others had to have it meanwhile because no other was free.
 */
final class Slots {
  /** Places that are numbered from 0: the pods of a node, the devices of a node. */
  record Row(Tier tier, String owner) {}

  /**
   * One of those places.
   *
   * @param wished the row where its owner would have liked to be
   */
  record Spot(Row row, int slot, Row wished) {
    Tier tier() {
      return row.tier;
    }
  }

  static final Slots NONE = new Slots(Map.of(), Map.of());

  private final Map<String, Spot> spots;
  private final Map<Row, Map<Integer, String>> owners;

  private Slots(Map<String, Spot> spots, Map<Row, Map<Integer, String>> owners) {
    this.spots = spots;
    this.owners = owners;
  }

  /** The place of a name, whether it is there now or was once. */
  Optional<Spot> spot(String name) {
    return Optional.ofNullable(spots.get(name));
  }

  /** Who has a place, or had it. */
  Optional<String> owner(Row row, int slot) {
    return Optional.ofNullable(owners.getOrDefault(row, Map.of()).get(slot));
  }

  /** All places that somebody has or had. */
  Map<String, Spot> all() {
    return spots;
  }

  /** How many places of a row are taken or were, counted from the first. */
  int used(Row row) {
    return owners.getOrDefault(row, Map.of()).keySet().stream()
        .mapToInt(slot -> slot + 1)
        .max()
        .orElse(0);
  }

  /** Begins the next version. */
  Draft draft(Set<String> living) {
    Map<Row, Map<Integer, String>> copy = new HashMap<>();
    owners.forEach((row, slots) -> copy.put(row, new HashMap<>(slots)));
    return new Draft(new HashMap<>(spots), copy, living);
  }

  /** A version that is being made. */
  static final class Draft {
    private final Map<String, Spot> spots;
    private final Map<Row, Map<Integer, String>> owners;
    private final Set<String> living;

    private Draft(
        Map<String, Spot> spots, Map<Row, Map<Integer, String>> owners, Set<String> living) {
      this.spots = spots;
      this.owners = owners;
      this.living = living;
    }

    /** Whether it has a place already because of that very wish. */
    boolean keeps(String name, Row wished) {
      Spot old = spots.get(name);
      return old != null && old.wished.equals(wished);
    }

    boolean has(String name) {
      return spots.containsKey(name);
    }

    boolean isIn(String name, Row row) {
      Spot spot = spots.get(name);
      return spot != null && spot.row.equals(row);
    }

    Optional<Spot> spot(String name) {
      return Optional.ofNullable(spots.get(name));
    }

    /**
     * Finds another place, in a row: one that was nobody's, or one whose owner is gone.
     *
     * @param room how many places the row has
     * @param wished the row where it would like to be, this or another
     * @return whether there was one
     */
    boolean take(String name, Row row, int room, Row wished) {
      Map<Integer, String> taken = owners.computeIfAbsent(row, key -> new HashMap<>());
      // Boxes beside the nodes would become ever more; so there those that are gone give way first.
      int slot = row.tier == Tier.CELL ? gone(taken) : -1;
      for (int i = 0; i < room && slot < 0; i++) {
        slot = taken.containsKey(i) ? -1 : i;
      }
      slot = slot < 0 ? gone(taken) : slot;
      if (slot < 0) {
        return false;
      }
      String owner = taken.get(slot);
      if (owner != null) {
        spots.remove(owner);
      }
      leave(name);
      taken.put(slot, name);
      spots.put(name, new Spot(row, slot, wished));
      return true;
    }

    /** The first place of which the owner is gone, or -1. */
    private int gone(Map<Integer, String> taken) {
      return taken.entrySet().stream()
          .filter(it -> !living.contains(it.getValue()))
          .mapToInt(Map.Entry::getKey)
          .min()
          .orElse(-1);
    }

    /** Gives a place up. */
    void leave(String name) {
      Spot old = spots.remove(name);
      if (old != null) {
        owners.getOrDefault(old.row, Map.of()).remove(old.slot, name);
      }
    }

    Slots done() {
      return new Slots(spots, owners);
    }
  }
}
