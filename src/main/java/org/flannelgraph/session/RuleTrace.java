package org.flannelgraph.session;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.flannelgraph.journey.Evidence;
import org.flannelgraph.journey.path.RuleVerdict;
import org.flannelgraph.linux.KernelException;
import org.flannelgraph.linux.NetworkNamespace;
import org.flannelgraph.linux.netfilter.Flow;
import org.flannelgraph.linux.netfilter.NftTrace;
import org.flannelgraph.linux.netfilter.TraceStep;
import org.flannelgraph.linux.netfilter.Traced;
import org.flannelgraph.linux.netfilter.TracedPacket;
import org.flannelgraph.linux.netfilter.Verdict;
import org.flannelgraph.linux.nft.ChainListing;
import org.flannelgraph.topology.Topology;

/**
 * What nftables did with the packets that went by while this ran: all that the kernel told of them,
 * found again by what of a packet no rule changes.
 */
final class RuleTrace implements AutoCloseable {
  private static final Deque<Traced> NONE = new ArrayDeque<>(0);
  private static final Duration PATIENCE = Duration.ofMillis(20);

  /** How many packets are kept, each as often as a namespace told of it: the oldest leave first. */
  private static final int MOST = 100_000;

  /** By what a packet is looked up. */
  private record Key(String namespace, int packet) {}

  private final Map<String, NetworkNamespace> namespaces = new HashMap<>();
  private final NftTrace trace;
  private final Map<Key, Deque<Traced>> packets = new HashMap<>();
  private final Deque<Key> oldest = new ArrayDeque<>();
  private final Map<String, Optional<ChainListing>> chains = new HashMap<>();
  private final Thread taker;
  private volatile boolean ending;

  RuleTrace(Collection<NetworkNamespace> watched) {
    watched.forEach(namespace -> namespaces.put(namespace.name(), namespace));
    trace = NftTrace.start(watched, List.of(Flow.everything()));
    taker = Thread.ofPlatform().daemon().name("rule trace").start(this::take);
  }

  private void take() {
    try {
      while (true) {
        Optional<Traced> next = trace.poll(PATIENCE);
        if (next.isPresent()) {
          keep(next.get());
        } else if (ending) {
          return;
        }
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void keep(Traced traced) {
    if (traced.isOwn() || traced.packet().isEmpty()) {
      return;
    }
    if (oldest.size() == MOST) {
      forgetOldest();
    }
    Key key = key(traced.namespace(), traced.packet().get().network());
    packets.computeIfAbsent(key, any -> new ArrayDeque<>()).add(traced);
    oldest.add(key);
  }

  private void forgetOldest() {
    Key key = oldest.removeFirst();
    Deque<Traced> same = packets.get(key);
    if (same != null) {
      same.removeFirst();
      if (same.isEmpty()) {
        packets.remove(key);
      }
    }
  }

  private static Key key(String namespace, ByteBuffer packet) {
    return new Key(namespace, SamePacket.key(packet));
  }

  /** The commands by which the trace was set up. */
  List<String> commands() {
    return trace.commands();
  }

  /**
   * What was done with a packet in a namespace, in the order of the hooks.
   *
   * @param packet its bytes from the IP header on
   */
  synchronized List<RuleVerdict> of(String namespace, ByteBuffer packet, Topology topology) {
    List<RuleVerdict> verdicts = new ArrayList<>();
    for (Traced traced : packets.getOrDefault(key(namespace, packet), NONE)) {
      TracedPacket seen = traced.packet().orElseThrow();
      if (SamePacket.isSame(seen, packet)) {
        for (TraceStep step : traced.steps()) {
          if (decides(step)) {
            verdicts.add(verdict(traced, step, seen, topology));
          }
        }
      }
    }
    return verdicts;
  }

  /** A rule that ended the way through its chain; a policy only if it drops. */
  private static boolean decides(TraceStep step) {
    Verdict.Code code = step.verdict().code();
    return switch (step.type()) {
      case RULE -> code == Verdict.Code.DROP || code == Verdict.Code.ACCEPT;
      case POLICY -> code == Verdict.Code.DROP;
      case RETURN -> false;
    };
  }

  private RuleVerdict verdict(Traced traced, TraceStep step, TracedPacket seen, Topology topology) {
    int index = seen.input() == 0 ? seen.output() : seen.input();
    String device =
        topology.namespace(step.namespace()).map(it -> it.names().name(index)).orElse("if" + index);
    boolean dropped = traced.dropped() && step.equals(traced.last());
    String family = step.family().toString();
    String command =
        "ip netns exec %s %s"
            .formatted(step.namespace(), ChainListing.command(family, step.table(), step.chain()));
    Evidence evidence =
        new Evidence(Evidence.Kind.NFT, step.namespace(), text(step, family), command);
    return new RuleVerdict(evidence, dropped, device);
  }

  private String text(TraceStep step, String family) {
    String chain = "%s %s %s".formatted(family, step.table(), step.chain());
    if (step.handle().isEmpty()) {
      return chain + ": policy " + step.verdict();
    }
    long handle = step.handle().getAsLong();
    String rule = rule(step, family, handle).map(it -> ": " + it).orElse("");
    return "%s handle %d%s".formatted(chain, handle, rule);
  }

  private Optional<String> rule(TraceStep step, String family, long handle) {
    String key = step.namespace() + " " + family + " " + step.table() + " " + step.chain();
    return chains
        .computeIfAbsent(key, any -> listing(step, family))
        .flatMap(listing -> listing.rule(handle));
  }

  private Optional<ChainListing> listing(TraceStep step, String family) {
    NetworkNamespace namespace = namespaces.get(step.namespace());
    try {
      return namespace == null
          ? Optional.empty()
          : Optional.of(ChainListing.of(namespace, family, step.table(), step.chain()));
    } catch (KernelException gone) {
      return Optional.empty();
    }
  }

  /** Ends the tracing; what was told can still be asked for. */
  @Override
  public void close() {
    ending = true;
    try {
      taker.join();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    trace.close();
  }
}
