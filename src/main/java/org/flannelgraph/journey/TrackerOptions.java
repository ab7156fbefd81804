package org.flannelgraph.journey;

import org.flannelgraph.packet.Ports;

/**
 * How a tracker works.
 *
 * @param ports which protocols the UDP ports of the capture mean
 * @param quiet after how many nanoseconds without a sighting a packet is taken to be at its end
 * @param memory how many bytes the journeys may take, roughly; the oldest settled ones leave first
 */
public record TrackerOptions(Ports ports, long quiet, long memory) {
  /** A second of quiet, 256 MiB. */
  public static final TrackerOptions DEFAULT =
      new TrackerOptions(Ports.DEFAULT, 1_000_000_000, 256L << 20);

  public TrackerOptions {
    if (quiet <= 0 || memory <= 0) {
      throw new IllegalArgumentException(
          "quiet time and memory must be above 0, not " + quiet + " ns and " + memory + " bytes");
    }
  }

  /** The same with other ports. */
  public TrackerOptions withPorts(Ports other) {
    return new TrackerOptions(other, quiet, memory);
  }

  /** The same with another bound, in bytes. */
  public TrackerOptions withMemory(long bytes) {
    return new TrackerOptions(ports, quiet, bytes);
  }
}
