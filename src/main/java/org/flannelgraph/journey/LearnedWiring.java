package org.flannelgraph.journey;

import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The wiring that the frames of a capture prove, for files that come without a snapshot.
 *
 * <p>One packet proves little: its times mislead where a bridge's own copy is stamped late, and
 * tell nothing where they are equal. All packets of a capture together prove a lot, since packets
 * that go back and forth pass the same interfaces in turn, so every packet votes ({@link
 * WiringLessons} says for what), and the majority decides. Names decide nothing: they are
 * arbitrary.
 */
final class LearnedWiring implements Wiring {
  // What one packet can say at most for or against an interface's being over others.
  private static final double SURE = 3;

  // An interface over others is sometimes mistaken for one of them, where times mislead.
  private static final double ENOUGH_FOR_UPPER = -0.5;

  /** Pairs of interfaces of two namespaces that a frame passed one right after the other. */
  private final Votes pairs = new Votes();

  /** For each MAC address, the namespaces that may have it. */
  private final Votes owners = new Votes();

  /** For each interface, what speaks for its being over others, less what speaks against it. */
  private final Map<Integer, Double> uppers = new HashMap<>();

  /** For each interface, how often something spoke for or against that. */
  private final Map<Integer, Double> asked = new HashMap<>();

  /**
   * For each interface, one of its namespace that the same frame was seen at: sets to be joined.
   */
  private final Map<Integer, Integer> clusters = new HashMap<>();

  /** The interfaces of which one of those that saw the same frame must be over the others. */
  private final Set<Integer> needsUpper = new HashSet<>();

  /** The interfaces that may be ends of wires. */
  private final Set<Integer> ends = new HashSet<>();

  private Map<Integer, Integer> peers = Map.of();
  private BitSet isUpper = new BitSet();
  private boolean stale;

  /** A frame went from one interface over a wire to the other. */
  void votePair(int from, int to, double weight) {
    pairs.add(from, to, weight);
    pairs.add(to, from, weight);
    ends.add(from);
    ends.add(to);
    stale = true;
  }

  /** A frame passed a namespace by this interface and at most one other: it is over none. */
  void votePort(int place) {
    uppers.merge(place, -SURE, Double::sum);
    asked.merge(place, 1.0, Double::sum);
    stale = true;
  }

  /**
   * Of the interfaces of a namespace at which the same frame was seen, one stands over the others.
   *
   * @param likely how likely it is this one, from 0 to 1
   * @param candidates how many it may be: if each is as likely, that says nothing
   */
  void voteUpper(int place, double likely, int candidates, double weight) {
    double evidence = Math.log(likely / (1 - likely)) + Math.log(candidates - 1.0);
    uppers.merge(place, Math.clamp(evidence, -SURE, SURE) * weight, Double::sum);
    asked.merge(place, weight, Double::sum);
    needsUpper.add(place);
    stale = true;
  }

  /** A namespace has an interface with that MAC address. */
  void voteOwner(long mac, int namespace, double weight) {
    if (mac != 0) {
      owners.add(mac, namespace, weight);
    }
  }

  /** Two interfaces of one namespace saw the same frame. */
  void together(int one, int other) {
    int root = cluster(one);
    int otherRoot = cluster(other);
    if (root != otherRoot) {
      clusters.put(root, otherRoot);
      stale = true;
    }
  }

  private int cluster(int place) {
    int root = place;
    while (clusters.getOrDefault(root, root) != root) {
      root = clusters.getOrDefault(root, root);
    }
    return root;
  }

  @Override
  public int peer(int place) {
    decide();
    return peers.getOrDefault(place, NONE);
  }

  @Override
  public boolean isUpper(int place) {
    decide();
    return isUpper.get(place);
  }

  @Override
  public int owner(long mac) {
    return owners.best(mac);
  }

  private void decide() {
    if (stale) {
      decideUppers();
      decidePeers();
      stale = false;
    }
  }

  private void decideUppers() {
    Map<Integer, Integer> best = new HashMap<>();
    for (int place : needsUpper) {
      if (average(place) >= ENOUGH_FOR_UPPER) {
        best.merge(cluster(place), place, this::moreLikely);
      }
    }
    isUpper = new BitSet();
    best.values().forEach(isUpper::set);
  }

  private double average(int place) {
    return uppers.getOrDefault(place, 0.0) / asked.getOrDefault(place, 1.0);
  }

  private int moreLikely(int one, int other) {
    int byVotes = Double.compare(average(one), average(other));
    return byVotes > 0 || byVotes == 0 && one < other ? one : other;
  }

  /** Two are the ends of a wire if each has more votes for the other than for anyone else. */
  private void decidePeers() {
    peers = new HashMap<>();
    for (int place : ends) {
      int peer = bestPeer(place);
      if (peer != NONE && bestPeer(peer) == place) {
        peers.put(place, peer);
      }
    }
  }

  private int bestPeer(int place) {
    if (isUpper.get(place)) {
      return NONE;
    }
    int best = NONE;
    double most = 0;
    for (Map.Entry<Integer, Double> vote : pairs.of(place).entrySet()) {
      int candidate = vote.getKey();
      if (!isUpper.get(candidate)
          && (vote.getValue() > most || vote.getValue() == most && candidate < best)) {
        best = candidate;
        most = vote.getValue();
      }
    }
    return best;
  }
}
