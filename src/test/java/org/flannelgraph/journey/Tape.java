package org.flannelgraph.journey;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.flannelgraph.capture.CaptureInterface;
import org.flannelgraph.capture.CapturedFrame;
import org.flannelgraph.capture.Direction;
import org.jspecify.annotations.Nullable;

/** A capture that a test makes up, frame by frame. */
final class Tape {
  private final List<CapturedFrame> frames = new ArrayList<>();
  private final Map<String, CaptureInterface> interfaces = new HashMap<>();
  private long time = 1_000_000_000;

  /** The frames so far. */
  List<CapturedFrame> frames() {
    return List.copyOf(frames);
  }

  /** Lets time pass, in microseconds. */
  Tape pass(long microseconds) {
    time += microseconds * 1_000;
    return this;
  }

  /** A frame seen a microsecond after the last. */
  Tape see(String place, byte[] frame) {
    return see(place, frame, null);
  }

  Tape see(String place, byte[] frame, @Nullable Direction direction) {
    time += 1_000;
    return seeAt(time, place, frame, direction);
  }

  /** A frame seen at each of some interfaces, a microsecond after one another. */
  Tape seeAll(byte[] frame, String... places) {
    for (String place : places) {
      see(place, frame);
    }
    return this;
  }

  /** A frame with a stamp of its own. */
  Tape seeAt(long stamp, String place, byte[] frame, @Nullable Direction direction) {
    frames.add(CapturedFrame.of(frames.size() + 1, where(place), stamp, direction, frame));
    return this;
  }

  /** A frame of which only the first bytes were kept. */
  Tape seeCut(String place, byte[] frame, int snapLength) {
    time += 1_000;
    byte[] kept = Bytes.part(frame, 0, Math.min(frame.length, snapLength));
    frames.add(
        new CapturedFrame(
            frames.size() + 1, where(place), time, null, kept, frame.length, 0, false, null));
    return this;
  }

  private CaptureInterface where(String place) {
    return interfaces.computeIfAbsent(
        place,
        name ->
            CaptureInterface.ethernet(
                name.substring(0, name.indexOf('/')), name.substring(name.indexOf('/') + 1), 0));
  }

  /** The journeys of what was seen. */
  List<Journey> journeys() {
    return Journeys.join(frames);
  }

  /** The paths of the journeys, in their order. */
  List<String> paths() {
    return journeys().stream().map(Captures::path).toList();
  }
}
