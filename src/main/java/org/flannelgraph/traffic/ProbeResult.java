package org.flannelgraph.traffic;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What came of one {@link Probe}, and by what its packets are known.
 *
 * @param number from 1, in the order of sending; the sequence number of an ICMP echo
 * @param text for people: {@code 64 bytes in 0.41 ms}
 * @param local the address and port that it was sent from; an ICMP echo's identifier stands for the
 *     port, as it does in the kernel. Empty if the kernel found no way to send it
 * @param remote where it went, the port 0 for ICMP
 * @param elapsed from sending it to its outcome
 * @param sent when it was sent, by the clock that stamps captured frames
 */
public record ProbeResult(
    int number,
    Outcome outcome,
    String text,
    Optional<InetSocketAddress> local,
    InetSocketAddress remote,
    Duration elapsed,
    Instant sent) {
  /** What came of it. */
  public enum Outcome {
    ANSWERED("answered"),
    /** By an RST or a port unreachable. */
    REFUSED("refused"),
    TIMED_OUT("timed-out"),
    /** By any other ICMP message, or by the kernel before anything was sent. */
    ERROR("error");

    private final String word;

    Outcome(String word) {
      this.word = word;
    }

    /** As the command line's JSON says it. */
    public String word() {
      return word;
    }
  }
}
