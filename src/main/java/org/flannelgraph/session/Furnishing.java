package org.flannelgraph.session;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.flannelgraph.cluster.Cluster;
import org.flannelgraph.sandbox.Place;

/**
 * The places of a lab as processes find them: made when the first one wants in, kept true after.
 */
final class Furnishing implements AutoCloseable {
  private final Map<String, Place> made = new HashMap<>();
  private final Consumer<String> notice;
  private Cluster cluster;

  Furnishing(Cluster cluster, Consumer<String> notice) {
    this.cluster = cluster;
    this.notice = notice;
  }

  /**
   * A node, pod or the underlay's switch.
   *
   * @throws IllegalArgumentException in words for the user, if the lab has no such place
   */
  synchronized Place place(String name) {
    if (!cluster.placeNames().contains(name)) {
      throw new IllegalArgumentException(
          cluster.name()
              + " has no node or pod '"
              + name
              + "'; it has "
              + String.join(", ", cluster.placeNames()));
    }
    return made.computeIfAbsent(name, this::make);
  }

  private Place make(String name) {
    PlaceFiles files = new PlaceFiles(cluster);
    Place place = Place.make(name, files.hostName(name), files.of(name));
    place.limits().forEach(limit -> notice.accept(name + ": " + limit));
    return place;
  }

  /** The lab has changed: so have its names and leases, and some places are gone. */
  synchronized void change(Cluster changed) {
    cluster = changed;
    PlaceFiles files = new PlaceFiles(changed);
    made.entrySet()
        .removeIf(
            entry -> {
              boolean gone = !changed.placeNames().contains(entry.getKey());
              if (gone) {
                entry.getValue().close();
              } else {
                entry.getValue().rewrite(files.of(entry.getKey()));
              }
              return gone;
            });
  }

  /** Takes places away, to be made anew when the next process wants in. */
  synchronized void forget(Collection<String> names) {
    for (String name : names) {
      Place place = made.remove(name);
      if (place != null) {
        place.close();
      }
    }
  }

  /** Takes all places away. */
  @Override
  public synchronized void close() {
    made.values().forEach(Place::close);
    made.clear();
  }
}
