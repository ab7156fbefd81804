package org.flannelgraph.ui.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.flannelgraph.journey.Journey;
import org.flannelgraph.session.JourneyUpdate;

/**
 * The newest version of every journey that is kept, in the order in which they began. The FX
 * thread's.
 */
public final class Journeys {
  /** Hears what became of them, once a batch. */
  public interface Listener {
    /**
     * A batch has come.
     *
     * @param changed new ones and new versions of known ones
     * @param gone what is kept no more
     */
    void changed(Collection<Journey> changed, Collection<Long> gone);
  }

  private final Map<Long, Journey> byId = new LinkedHashMap<>();
  private final List<Listener> listeners = new ArrayList<>();

  /** Takes a batch of updates. */
  public void take(List<JourneyUpdate> updates) {
    Map<Long, Journey> changed = new LinkedHashMap<>();
    List<Long> gone = new ArrayList<>();
    for (JourneyUpdate update : updates) {
      switch (update) {
        case JourneyUpdate.Known known -> changed.put(known.id(), known.journey());
        case JourneyUpdate.Joined(long id, long ignored) -> leave(id, changed, gone);
        case JourneyUpdate.Left(long id) -> leave(id, changed, gone);
      }
    }
    byId.putAll(changed);
    gone.forEach(byId::remove);
    for (Listener listener : List.copyOf(listeners)) {
      listener.changed(changed.values(), gone);
    }
  }

  private static void leave(long id, Map<Long, Journey> changed, List<Long> gone) {
    changed.remove(id);
    gone.add(id);
  }

  public Optional<Journey> byId(long id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** All of them, in the order in which they began. */
  public List<Journey> all() {
    return List.copyOf(byId.values());
  }

  public void listen(Listener listener) {
    listeners.add(listener);
  }
}
