package org.flannelgraph.ui.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.flannelgraph.journey.Endpoint;
import org.flannelgraph.journey.Journey;
import org.flannelgraph.journey.Noise;
import org.flannelgraph.packet.Ports;
import org.jspecify.annotations.Nullable;

/**
 * Counts packets by who talks to whom, so that they can be shown when there are too many to be
 * shown one by one. The FX thread's.
 */
final class Flows {
  /** From so many packets a second on they are shown as flows. */
  static final double MANY = 200;

  /** When there are so few again, they are no longer. */
  static final double FEW = 100;

  private static final double NANOS = 1e9;

  private record Key(String one, String other, String protocol) {}

  private static final class Counted {
    long packets;
    @Nullable Journey sample;
  }

  private final Map<Key, Counted> counted = new HashMap<>();
  private Noise noise = new Noise(Ports.DEFAULT);
  private long lastId;
  private long lastLook;
  private boolean isLoaded;

  /** Reads packets by a lab's ports. */
  void read(Ports ports) {
    noise = new Noise(ports);
  }

  /** Takes new journeys and new versions of known ones. */
  void take(Collection<Journey> changed) {
    long last = lastId;
    for (Journey journey : changed) {
      boolean isNew = journey.id() > last;
      lastId = Math.max(lastId, journey.id());
      if ((isNew || journey.settled()) && !noise.is(journey)) {
        Counted flow = counted.computeIfAbsent(key(journey), key -> new Counted());
        flow.packets += isNew ? 1 : 0;
        if (flow.sample == null || journey.settled()) {
          flow.sample = journey;
        }
      }
    }
  }

  private static Key key(Journey journey) {
    String from = name(journey.source());
    String to = name(journey.destination());
    return from.compareTo(to) <= 0
        ? new Key(from, to, journey.protocol())
        : new Key(to, from, journey.protocol());
  }

  private static String name(Endpoint endpoint) {
    return Objects.requireNonNullElse(endpoint.pod(), endpoint.address());
  }

  /**
   * What has come since the last look.
   *
   * @param now in nanoseconds of a clock that only goes forward
   */
  Load look(long now) {
    double seconds = (now - lastLook) / NANOS;
    boolean isFirst = lastLook == 0;
    lastLook = now;
    List<Load.Flow> flows = new ArrayList<>();
    long packets = 0;
    for (Map.Entry<Key, Counted> entry : counted.entrySet()) {
      Key key = entry.getKey();
      Counted flow = entry.getValue();
      if (flow.packets > 0 && flow.sample != null) {
        packets += flow.packets;
        flows.add(
            new Load.Flow(key.one, key.other, key.protocol, flow.packets / seconds, flow.sample));
      }
    }
    counted.clear();
    double rate = packets / seconds;
    isLoaded = !isFirst && rate >= (isLoaded ? FEW : MANY);
    if (!isLoaded) {
      return Load.NONE;
    }
    flows.sort(Comparator.comparingDouble(Load.Flow::rate).reversed());
    return new Load(rate, packets, flows);
  }
}
