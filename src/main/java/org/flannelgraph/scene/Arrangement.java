package org.flannelgraph.scene;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a user has dragged elsewhere. It says nothing of what it was not told about, so it can be
 * kept with a lab and used again when the lab has changed.
 *
 * @param offsets how far from its own place, in scene pixels; by the name of a namespace ({@code
 *     node1}) or of a link ({@code node1/flannel.1}), of a namespace's route lookup ({@code
 *     node1/#route}), or of the switch ({@code #switch})
 */
public record Arrangement(Map<String, Point> offsets) {
  /** Nothing was dragged. */
  public static final Arrangement NONE = new Arrangement(Map.of());

  public Arrangement {
    offsets = Collections.unmodifiableSortedMap(new TreeMap<>(offsets));
  }

  /** The same with one thing dragged further, by its name. */
  public Arrangement moved(String name, double right, double down) {
    Map<String, Point> next = new TreeMap<>(offsets);
    Point old = of(name);
    next.put(name, new Point(old.x() + right, old.y() + down));
    return new Arrangement(next);
  }

  /** The same with one thing in its own place again, by its name. */
  public Arrangement without(String name) {
    Map<String, Point> next = new TreeMap<>(offsets);
    next.remove(name);
    return new Arrangement(next);
  }

  Point of(String name) {
    return offsets.getOrDefault(name, Point.ORIGIN);
  }
}
