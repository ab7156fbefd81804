package org.flannelgraph.linux.netfilter;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.flannelgraph.linux.KernelException;
import org.flannelgraph.linux.NetworkNamespace;
import org.flannelgraph.linux.Nft;
import org.flannelgraph.linux.netlink.Reply;
import org.flannelgraph.linux.nft.Table;
import org.flannelgraph.linux.nft.Table.Chain;
import org.flannelgraph.linux.nft.Table.Rule;
import org.flannelgraph.linux.nft.Table.Statement;
import org.jspecify.annotations.Nullable;

/**
 * Traces packets through the rules of nftables in several namespaces.
 *
 * <p>It adds a table {@value #TABLE} to each, whose chains run before all others at the hooks
 * prerouting and output and set the trace bit of the packets that are meant; {@link #commands} are
 * what a person would type. Closing it removes the tables. The bit does not go with a packet into
 * the next namespace, and there its addresses may be others: name the flow as it looks in each.
 *
 * <p>Not seen are what is dropped before prerouting (a netdev table's ingress chain, a packet that
 * is not IP), what a bridge table does, and rules of the older iptables ({@code iptables-legacy}).
 */
public final class NftTrace implements AutoCloseable {
  /** The table's name; its family is inet. */
  public static final String TABLE = "flannelgraph_trace";

  /** Lower than raw (-300), higher than that of defragmentation (-400), which NAT needs first. */
  private static final int PRIORITY = -350;

  private static final int NFNLGRP_NFTRACE = 9;

  /** Room for messages that wait, in bytes, in each namespace. */
  private static final int ROOM = 4 << 20;

  /** So many ways through chains are kept for who will take them. */
  private static final int MOST_KEPT = 1 << 14;

  private final Table table;
  private final List<NetworkNamespace> tabled = new ArrayList<>();
  private final Walks walks = new Walks(this::keep);
  private final LinkedBlockingQueue<Traced> queue = new LinkedBlockingQueue<>(MOST_KEPT);
  private final AtomicLong losses = new AtomicLong();
  private final AtomicLong overflowed = new AtomicLong();
  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile @Nullable RuntimeException failure;
  private @Nullable NetfilterEvents events;

  private NftTrace(List<Flow> flows) {
    List<Rule> rules =
        flows.stream().map(flow -> new Rule(flow.matches(), Statement.TRACE)).toList();
    table =
        new Table(
            "inet",
            TABLE,
            Stream.of("prerouting", "output")
                .map(hook -> new Chain(hook, "filter", hook, PRIORITY, rules))
                .toList());
  }

  /**
   * Starts to trace.
   *
   * @param flows a packet of any of them is traced
   * @throws KernelException if the kernel or nft refuses, as it does where a trace runs already;
   *     then nothing is left behind
   */
  public static NftTrace start(Collection<NetworkNamespace> namespaces, List<Flow> flows) {
    NftTrace trace = new NftTrace(flows);
    try {
      // Heard first: else the first packets would be traced for nobody.
      trace.events =
          NetfilterEvents.start(
              "nft-trace", namespaces, trace.new Receiver(), ROOM, NFNLGRP_NFTRACE);
      for (NetworkNamespace namespace : namespaces) {
        Nft.run(
            namespace,
            trace.table.createJson(),
            "add the table %s to %s for a trace (if no other trace runs there: nft %s)"
                .formatted(TABLE, namespace.name(), trace.table.deleteCommand()));
        trace.tabled.add(namespace);
      }
      return trace;
    } catch (RuntimeException refused) {
      try {
        trace.close();
      } catch (KernelException more) {
        refused.addSuppressed(more);
      }
      throw refused;
    }
  }

  private final class Receiver implements NetfilterEvents.Listener {
    @Override
    public void heard(String namespace, Reply message) {
      TraceStep.find(namespace, message).ifPresent(walks::add);
    }

    @Override
    public void lost(String namespace) {
      losses.incrementAndGet();
      walks.breakOff(namespace);
    }

    @Override
    public void failed(RuntimeException cause) {
      failure = cause;
    }
  }

  private void keep(Traced traced) {
    while (!queue.offer(traced)) {
      if (queue.poll() != null) {
        overflowed.incrementAndGet();
      }
    }
  }

  /**
   * Takes the next way of a packet through a base chain, in the order in which they ended; those
   * through the trace's own table are among them ({@link Traced#isOwn}).
   *
   * @param patience how long to wait for one
   * @return empty if there was none
   * @throws KernelException if the trace has ended because of a failure
   */
  public Optional<Traced> poll(Duration patience) throws InterruptedException {
    Optional<Traced> next =
        Optional.ofNullable(queue.poll(patience.toNanos(), TimeUnit.NANOSECONDS));
    RuntimeException cause = failure;
    if (next.isEmpty() && cause != null) {
      throw new KernelException("the trace has ended: " + cause.getMessage(), cause);
    }
    return next;
  }

  /** How often the kernel had to throw steps away because they were not received in time. */
  public long losses() {
    return losses.get();
  }

  /** How many ways fell off because nobody took them: the oldest do. */
  public long overflowed() {
    return overflowed.get();
  }

  /** The commands that add what this adds to each namespace, each as {@code nft} takes it. */
  public List<String> commands() {
    return table.commands();
  }

  /** The command that removes it. */
  public String undoCommand() {
    return table.deleteCommand();
  }

  /**
   * Ends the trace and removes the tables.
   *
   * @throws KernelException if a table could not be removed; the others are
   */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    @Nullable KernelException first = null;
    for (NetworkNamespace namespace : tabled) {
      try {
        if (namespace.isOpen()) { // else it ends with our socket, and the table with it
          Nft.run(namespace, table.deleteJson(), "nft " + table.deleteCommand());
        }
      } catch (KernelException refused) {
        if (first == null) {
          first = refused;
        } else {
          first.addSuppressed(refused);
        }
      }
    }
    if (events != null) {
      events.close();
    }
    if (first != null) {
      throw first;
    }
  }
}
