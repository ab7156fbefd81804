package org.flannelgraph.journey;

import java.util.Locale;

/**
 * Something that was asked over the network, of which journeys tell the packets.
 *
 * @param id counted from 1
 * @param protocol {@code icmp}, {@code udp}, {@code tcp} or {@code http}
 * @param result what came of it
 * @param text that in words, as {@code 200, 93 bytes in 1.2 ms}
 */
public record Request(int id, String protocol, Result result, String text) {
  /** What came of a request. */
  public enum Result {
    /** It was answered. */
    ANSWERED,
    /** It was refused: by an RST, or as port unreachable. */
    REFUSED,
    /** Nothing came back in time. */
    TIMED_OUT,
    /** It could not be sent, or an ICMP error came back. */
    ERROR;

    /** As the JSON has it. */
    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
