package org.flannelgraph.traffic;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.flannelgraph.cluster.Cluster;
import org.flannelgraph.linux.NetworkNamespace;

/**
 * Sends probes from a namespace to an address, one after the other, and tells what came of each.
 * The calling thread waits for the answers, in the kernel: it is best no virtual one, and heeds an
 * interrupt between one probe and the next.
 */
public final class Prober {
  /** The most probes that one call sends. */
  public static final int MOST = 10_000;

  /** The longest that one is waited for, and the longest time from one to the next. */
  public static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

  private final Function<InetAddress, Optional<String>> names;

  /**
   * @param names whose an address is, to say who sent an ICMP error; {@link #names} knows a
   *     cluster's
   */
  public Prober(Function<InetAddress, Optional<String>> names) {
    this.names = names;
  }

  /** Names nodes and pods by the addresses that a cluster gives them. */
  public static Function<InetAddress, Optional<String>> names(Cluster cluster) {
    return AddressOwners.of(cluster);
  }

  /**
   * Sends probes.
   *
   * @param from where their sockets are born
   * @param count how many, 1 to {@link #MOST}
   * @param timeout how long each is waited for, above 0 and up to {@link #LONGEST_WAIT}
   * @param interval the time from sending one to sending the next, if its outcome is known by then;
   *     0 to {@link #LONGEST_WAIT}
   * @return a result for each that was sent: fewer than asked for if the thread was interrupted
   * @throws IllegalArgumentException in words for the user, if a bound is not kept
   * @throws org.flannelgraph.linux.KernelException if there can be no such socket there
   */
  public List<ProbeResult> send(
      NetworkNamespace from,
      InetAddress to,
      Probe probe,
      int count,
      Duration timeout,
      Duration interval) {
    List<ProbeResult> results = new ArrayList<>();
    send(from, to, probe, count, timeout, interval, results::add);
    return results;
  }

  /**
   * The same, and each result is handed out as soon as it is known.
   *
   * @param results hears them in order, on the calling thread
   */
  public void send(
      NetworkNamespace from,
      InetAddress to,
      Probe probe,
      int count,
      Duration timeout,
      Duration interval,
      Consumer<ProbeResult> results) {
    checkBounds(count, timeout, interval);
    Sender sender = sender(probe);
    long next = System.nanoTime();
    for (int number = 1; number <= count; number++) {
      if (!waitUntil(next)) {
        return;
      }
      next = System.nanoTime() + interval.toNanos();
      results.accept(sender.send(new Attempt(from, to, number, timeout, names)));
    }
  }

  private static Sender sender(Probe probe) {
    return switch (probe) {
      case Probe.Icmp icmp -> new EchoSender(icmp);
      case Probe.Udp udp -> new DatagramSender(udp);
      case Probe.Tcp tcp -> StreamSender.of(tcp);
      case Probe.Http http -> StreamSender.of(http);
    };
  }

  private static void checkBounds(int count, Duration timeout, Duration interval) {
    if (count < 1 || count > MOST) {
      throw new IllegalArgumentException("count " + count + ": must be 1 to " + MOST);
    }
    if (!timeout.isPositive() || timeout.compareTo(LONGEST_WAIT) > 0) {
      throw new IllegalArgumentException(
          "timeout " + timeout + ": must be above 0 and up to " + LONGEST_WAIT);
    }
    if (interval.isNegative() || interval.compareTo(LONGEST_WAIT) > 0) {
      throw new IllegalArgumentException("interval " + interval + ": must be 0 to " + LONGEST_WAIT);
    }
  }

  /** False if the thread was interrupted, which it then stays. */
  private static boolean waitUntil(long time) {
    try {
      TimeUnit.NANOSECONDS.sleep(time - System.nanoTime());
      return true;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
