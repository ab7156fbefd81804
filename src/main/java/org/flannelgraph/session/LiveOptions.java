package org.flannelgraph.session;

import java.time.Duration;
import java.util.function.Consumer;
import org.flannelgraph.capture.CaptureOptions;
import org.flannelgraph.capture.Frame;

/**
 * How a lab's packets are watched.
 *
 * @param capture how frames are captured
 * @param quiet how long nothing may have been seen of a packet before it is taken as complete
 * @param memory how many bytes the journeys may take, roughly; the oldest settled ones leave first
 * @param rules whether nftables' verdicts are traced. That adds a table {@code flannelgraph_trace}
 *     to every namespace while it runs, which the user has to be told; without it no loss can be
 *     blamed on a rule
 * @param explainsAll whether the reasons of every journey are asked for as soon as it is seen; else
 *     only those that {@link LiveJourneys#explain} is told
 * @param tap hears each frame as it is taken, on the watching thread; valid until it returns
 */
public record LiveOptions(
    CaptureOptions capture,
    Duration quiet,
    long memory,
    boolean rules,
    boolean explainsAll,
    Consumer<Frame> tap) {
  private static final long MEMORY = 128L << 20;

  /** For a view that is always on: alters nothing, and asks for the reasons of what is selected. */
  public static final LiveOptions DEFAULT =
      new LiveOptions(
          CaptureOptions.DEFAULT, Duration.ofSeconds(1), MEMORY, false, false, frame -> {});
}
