package org.flannelgraph.linux.netfilter;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Puts the steps of packets together to ways through base chains. Packets on several processors
 * come mixed; the steps of one come in order. One thread uses it.
 */
final class Walks {
  /** So many may be open at once; packets are in a chain for microseconds. */
  static final int MOST_OPEN = 4096;

  private record Key(String namespace, int id) {}

  private record Open(Optional<TracedPacket> packet, List<TraceStep> steps) {}

  private final SequencedMap<Key, Open> open = new LinkedHashMap<>();
  private final Consumer<Traced> done;

  Walks(Consumer<Traced> done) {
    this.done = done;
  }

  void add(TraceStep.Told told) {
    TraceStep step = told.step();
    Key key = new Key(step.namespace(), step.id());
    if (told.packet().isPresent()) {
      // The first step of a base chain: what was still open will not go on, as after a requeue.
      breakOff(open.remove(key));
    }
    Open walk = open.computeIfAbsent(key, _ -> new Open(told.packet(), new ArrayList<>()));
    walk.steps.add(step);
    if (step.ends()) {
      open.remove(key);
      done.accept(new Traced(walk.packet, walk.steps, true));
    } else if (open.size() > MOST_OPEN) {
      breakOff(open.pollFirstEntry().getValue());
    }
  }

  /** Steps of this namespace are lost: what is open there can't be trusted to go on. */
  void breakOff(String namespace) {
    Iterator<Map.Entry<Key, Open>> entries = open.entrySet().iterator();
    while (entries.hasNext()) {
      Map.Entry<Key, Open> entry = entries.next();
      if (entry.getKey().namespace.equals(namespace)) {
        entries.remove();
        breakOff(entry.getValue());
      }
    }
  }

  private void breakOff(@Nullable Open walk) {
    if (walk != null) {
      done.accept(new Traced(walk.packet, walk.steps, false));
    }
  }
}
