package org.flannelgraph.journey;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.flannelgraph.capture.CaptureInterface;

/**
 * Numbers for interfaces and namespaces, from 0 in the order of their first frames. Two files that
 * name the same interface speak of the same one.
 */
@SuppressWarnings("IdentityHashMapUsage") // identity is what is meant
final class Places {
  private final Map<CaptureInterface, Integer> byIdentity = new IdentityHashMap<>();
  private final Map<Place, Integer> byName = new HashMap<>();
  private final Map<String, Integer> namespaces = new HashMap<>();
  private final List<Place> places = new ArrayList<>();
  private final List<Integer> namespaceOf = new ArrayList<>();

  /** The number of an interface. */
  int place(CaptureInterface where) {
    Integer known = byIdentity.get(where);
    if (known == null) {
      known = place(new Place(where.namespace(), where.device()));
      byIdentity.put(where, known);
    }
    return known;
  }

  private int place(Place place) {
    Integer known = byName.get(place);
    if (known != null) {
      return known;
    }
    Integer namespace = namespaces.computeIfAbsent(place.namespace(), name -> namespaces.size());
    namespaceOf.add(namespace);
    places.add(place);
    byName.put(place, places.size() - 1);
    return places.size() - 1;
  }

  /** The number of an interface of that name; {@link Wiring#NONE} if it has seen no frame. */
  int find(Place place) {
    return byName.getOrDefault(place, Wiring.NONE);
  }

  /** The number of a namespace of that name; {@link Wiring#NONE} if it has seen no frame. */
  int findNamespace(String name) {
    return namespaces.getOrDefault(name, Wiring.NONE);
  }

  /** The number of the namespace that an interface is in. */
  int namespace(int place) {
    return namespaceOf.get(place);
  }

  /** How many interfaces there are. */
  int size() {
    return places.size();
  }

  /** The interface with that number. */
  Place name(int place) {
    return places.get(place);
  }
}
