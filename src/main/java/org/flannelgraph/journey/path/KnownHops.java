package org.flannelgraph.journey.path;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.flannelgraph.journey.Evidence;
import org.flannelgraph.journey.Hop;
import org.flannelgraph.journey.Journey;
import org.jspecify.annotations.Nullable;

/** What was answered of a journey's hops when it had fewer: it was asked closer to the time. */
public final class KnownHops {
  private KnownHops() {}

  /**
   * A journey that has grown, with what was answered of it before.
   *
   * @param earlier as it was explained
   */
  public static Journey keep(Journey journey, Journey earlier) {
    List<Hop> hops = new ArrayList<>();
    for (Hop hop : journey.hops()) {
      List<Evidence> evidence = new ArrayList<>(evidence(journey, hop, earlier));
      evidence.addAll(hop.evidence());
      hops.add(hop.withEvidence(evidence));
    }
    return journey.withHops(hops).withExpected(earlier.expected());
  }

  /** Whether something was answered before of each hop that has come from another. */
  public static boolean areAllOf(Journey journey, Journey earlier) {
    return journey.hops().stream()
        .allMatch(hop -> hop.previous() == null || !evidence(journey, hop, earlier).isEmpty());
  }

  /** Of a hop that is still taken to have been made so, what tables and connections told. */
  static List<Evidence> evidence(Journey journey, Hop hop, @Nullable Journey earlier) {
    if (earlier == null) {
      return List.of();
    }
    return earlier.hops().stream()
        .filter(known -> isSame(journey, hop, earlier, known))
        .findFirst()
        .map(known -> known.evidence().stream().filter(KnownHops::isAskedOnce).toList())
        .orElse(List.of());
  }

  private static boolean isSame(Journey journey, Hop hop, Journey earlier, Hop known) {
    return known.frame().ordinal() == hop.frame().ordinal()
        && known.action() == hop.action()
        && Objects.equals(before(earlier, known), before(journey, hop));
  }

  /** The number of the frame before it, which stays while hops are numbered anew. */
  private static @Nullable Long before(Journey journey, Hop hop) {
    Integer previous = hop.previous();
    return previous == null ? null : (Long) journey.hop(previous).frame().ordinal();
  }

  /** Rules are told of late, by a trace; frames need no asking. */
  private static boolean isAskedOnce(Evidence evidence) {
    return evidence.kind() != Evidence.Kind.NFT && evidence.kind() != Evidence.Kind.FRAME;
  }
}
