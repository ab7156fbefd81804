package org.flannelgraph.scene;

import java.util.List;

/**
 * What became of a packet's headers between two sightings. They are compared from the innermost
 * outwards: that is where nothing comes or goes.
 *
 * @param before the headers at the earlier sighting
 * @param after those at the later one
 * @param added how many of {@code after}, from the outermost on, were put around the packet
 * @param removed how many of {@code before} were taken off it
 */
public record Wrapping(List<Brick> before, List<Brick> after, int added, int removed) {
  /** Compares two sightings. */
  public static Wrapping between(List<Brick> before, List<Brick> after) {
    int same = 0;
    while (same < Math.min(before.size(), after.size())
        && fromEnd(before, same).layer().equals(fromEnd(after, same).layer())) {
      same++;
    }
    // Of two fragments nothing need be alike; nothing was put around one of them.
    return same == 0
        ? new Wrapping(before, after, 0, 0)
        : new Wrapping(before, after, after.size() - same, before.size() - same);
  }

  /** Nothing came or went. */
  static Wrapping none(List<Brick> bricks) {
    return new Wrapping(bricks, bricks, 0, 0);
  }

  /** By how many bytes the headers grew; negative if they shrank. */
  public int bytes() {
    return bytes(after, added) - bytes(before, removed);
  }

  /** Whether headers came or went. */
  public boolean isChange() {
    return added > 0 || removed > 0;
  }

  /** Whether something was written anew in a header of {@code after} that was there before. */
  public boolean isRewritten(int index) {
    int other = index - added + removed;
    return index >= added
        && other < before.size()
        && after.get(index).layer().equals(before.get(other).layer())
        && !after.get(index).state().equals(before.get(other).state());
  }

  private static int bytes(List<Brick> bricks, int count) {
    return bricks.subList(0, count).stream().mapToInt(Brick::bytes).sum();
  }

  private static Brick fromEnd(List<Brick> bricks, int index) {
    return bricks.get(bricks.size() - 1 - index);
  }
}
