package org.flannelgraph.journey;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The wiring that the frames of a capture prove, for files that come without a snapshot.
 *
 * <p>One packet proves little: its times mislead where a bridge's own copy is stamped late, and tell
 * nothing where they are equal. All packets of a capture together prove a lot, since packets that go
 * back and forth pass the same interfaces in turn, so every packet votes ({@link WiringLessons} says
 * for what), and the majority decides. Names decide nothing: they are arbitrary.
 */
final class LearnedWiring implements Wiring {
  // An interface over others is rarely mistaken for one of them, but it does happen: by equal times.
  private static final double ENOUGH_FOR_UPPER = 0.4;

  /** Pairs of interfaces of two namespaces that a frame passed one right after the other. */
  private final Votes pairs = new Votes();

  /** For each MAC address, the namespaces that may have it. */
  private final Votes owners = new Votes();

  private final Map<Integer, Double> uppers = new HashMap<>();
  private final Map<Integer, Double> ports = new HashMap<>();

  /** For each interface, one of its namespace that the same frame was seen at: sets to be joined. */
  private final Map<Integer, Integer> clusters = new HashMap<>();

  private Map<Integer, Integer> peers = Map.of();
  private Set<Integer> isUpper = Set.of();
  private boolean stale;

  /** A frame went from one interface over a wire to the other. */
  void votePair(int from, int to, double weight) {
    pairs.add(from, to, weight);
    pairs.add(to, from, weight);
    ports.merge(from, weight, Double::sum);
    ports.merge(to, weight, Double::sum);
    stale = true;
  }

  /** An interface of a namespace stands over the others at which the same frame was seen. */
  void voteUpper(int place, double weight) {
    uppers.merge(place, weight, Double::sum);
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
    return isUpper.contains(place);
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
    for (int place : uppers.keySet()) {
      if (share(place) >= ENOUGH_FOR_UPPER) {
        best.merge(cluster(place), place, this::moreLikely);
      }
    }
    isUpper = new HashSet<>(best.values());
  }

  private double share(int place) {
    double upper = uppers.getOrDefault(place, 0.0);
    return upper / (upper + ports.getOrDefault(place, 0.0));
  }

  private int moreLikely(int one, int other) {
    int byShare = Double.compare(share(one), share(other));
    if (byShare == 0) {
      byShare = Double.compare(uppers.getOrDefault(one, 0.0), uppers.getOrDefault(other, 0.0));
    }
    return byShare > 0 || byShare == 0 && one < other ? one : other;
  }

  /** Two are the ends of a wire if each has more votes for the other than for anyone else. */
  private void decidePeers() {
    peers = new HashMap<>();
    for (int place : ports.keySet()) {
      int peer = bestPeer(place);
      if (peer != NONE && bestPeer(peer) == place) {
        peers.put(place, peer);
      }
    }
  }

  private int bestPeer(int place) {
    if (isUpper.contains(place)) {
      return NONE;
    }
    int best = NONE;
    double most = 0;
    for (Map.Entry<Integer, Double> vote : pairs.of(place).entrySet()) {
      int candidate = vote.getKey();
      if (!isUpper.contains(candidate)
          && (vote.getValue() > most || vote.getValue() == most && candidate < best)) {
        best = candidate;
        most = vote.getValue();
      }
    }
    return best;
  }
}
