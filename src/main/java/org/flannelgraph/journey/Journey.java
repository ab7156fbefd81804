package org.flannelgraph.journey;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All hops of one packet: a tree, since bridges flood and IP fragments.
 *
 * @param id counted from 1 in the order in which the packets were first seen; it stays the same
 *     while the journey grows
 * @param protocol the innermost protocol that is known, by its name in the JSON: {@code tcp}
 * @param summary what the packet says, in a few words
 * @param outcome what became of it
 * @param cause why it was lost; null unless it was
 * @param source who sent it
 * @param destination whom its sender addressed it to
 * @param causedBy the id of the journey that this one answers as an error (an ICMP error's packet,
 *     or an RST to a SYN); null if none
 * @param request the number of the request that this packet belongs to; null if none
 * @param expected where the kernel's tables promised to lead it, worked out before it was sent;
 *     empty if nobody asked
 * @param settled whether it was quiet long enough to be taken as complete
 * @param hops along the path; of branches, the one that goes on first
 */
public record Journey(
    long id,
    String protocol,
    String summary,
    Outcome outcome,
    @Nullable Cause cause,
    Endpoint source,
    Endpoint destination,
    @Nullable Long causedBy,
    @Nullable Integer request,
    List<Place> expected,
    boolean settled,
    List<Hop> hops) {
  public Journey {
    expected = List.copyOf(expected);
    hops = List.copyOf(hops);
  }

  /** The first hop, where the packet was first seen. */
  public Hop first() {
    return hops.getFirst();
  }

  /** The hop with that index. */
  public Hop hop(int index) {
    return hops.get(index - 1);
  }

  /** The same with other hops, as many. */
  public Journey withHops(List<Hop> other) {
    return copy(outcome, cause, source, destination, request, expected, other);
  }

  /** The same, lost. */
  public Journey lost(Cause why) {
    return copy(Outcome.LOST, why, source, destination, request, expected, hops);
  }

  /** The same with the path that was promised. */
  public Journey withExpected(List<Place> path) {
    return copy(outcome, cause, source, destination, request, path, hops);
  }

  /**
   * The same as part of a request.
   *
   * @param number the request's, or null
   */
  public Journey of(@Nullable Integer number) {
    return copy(outcome, cause, source, destination, number, expected, hops);
  }

  /** The same between endpoints of which more is known. */
  public Journey between(Endpoint from, Endpoint to) {
    return copy(outcome, cause, from, to, request, expected, hops);
  }

  /** What is learned of a packet later; which packet it is stays. */
  private Journey copy(
      Outcome ended,
      @Nullable Cause why,
      Endpoint from,
      Endpoint to,
      @Nullable Integer number,
      List<Place> path,
      List<Hop> passed) {
    return new Journey(
        id, protocol, summary, ended, why, from, to, causedBy, number, path, settled, passed);
  }
}
