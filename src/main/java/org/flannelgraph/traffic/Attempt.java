package org.flannelgraph.traffic;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.flannelgraph.linux.Errno;
import org.flannelgraph.linux.NetworkNamespace;
import org.flannelgraph.linux.SocketError;
import org.flannelgraph.traffic.ProbeResult.Outcome;

/** One probe on its way: its number, its clock, and the words for what comes of it. */
final class Attempt {
  private static final double NANOS_A_MILLI = 1e6;

  private final NetworkNamespace from;
  private final InetAddress to;
  private final int number;
  private final Duration timeout;
  private final Function<InetAddress, Optional<String>> names;
  private Optional<InetSocketAddress> local = Optional.empty();
  private int remotePort;
  private Instant sent = Instant.now();
  private long start = System.nanoTime();

  Attempt(
      NetworkNamespace from,
      InetAddress to,
      int number,
      Duration timeout,
      Function<InetAddress, Optional<String>> names) {
    this.from = from;
    this.to = to;
    this.number = number;
    this.timeout = timeout;
    this.names = names;
  }

  NetworkNamespace from() {
    return from;
  }

  InetAddress to() {
    return to;
  }

  boolean ipv6() {
    return to instanceof Inet6Address;
  }

  int number() {
    return number;
  }

  void remotePort(int port) {
    remotePort = port;
  }

  void local(InetSocketAddress address) {
    local = Optional.of(address);
  }

  /** Starts the clock: the next call sends. */
  void begin() {
    sent = Instant.now();
    start = System.nanoTime();
  }

  /** How long to wait still, rounded up to whole milliseconds; 0 once the time is over. */
  int millisLeft() {
    long left = timeout.toNanos() - (System.nanoTime() - start);
    return (int) Math.max(0, Math.ceilDiv(left, TimeUnit.MILLISECONDS.toNanos(1)));
  }

  /**
   * An answer.
   *
   * @param what as {@code 64 bytes}; the time is added
   */
  ProbeResult answered(String what) {
    Duration elapsed = elapsed();
    return result(Outcome.ANSWERED, what + " in " + milliseconds(elapsed), elapsed);
  }

  ProbeResult timedOut() {
    return timedOut("no answer");
  }

  /**
   * The time is over.
   *
   * @param missing what did not come
   */
  ProbeResult timedOut(String missing) {
    return result(Outcome.TIMED_OUT, missing + " within " + words(timeout), elapsed());
  }

  /** An RST. */
  ProbeResult refused() {
    return result(Outcome.REFUSED, "connection refused", elapsed());
  }

  /** What an ICMP message, or the kernel by itself, said of what was sent. */
  ProbeResult failed(SocketError error) {
    return switch (error.origin()) {
      case LOCAL ->
          error.errno().equals(Errno.EMSGSIZE)
              ? failed("message too long: path MTU is " + error.info())
              : failed(error.errno());
      case ICMP, ICMP6 ->
          result(
              IcmpWords.isPortUnreachable(error) ? Outcome.REFUSED : Outcome.ERROR,
              IcmpWords.sentence(error, names),
              elapsed());
    };
  }

  /** What the kernel said when asked to send or receive. */
  ProbeResult failed(Errno errno) {
    return failed(from.name() + " says: " + errno);
  }

  ProbeResult failed(String text) {
    return result(Outcome.ERROR, text, elapsed());
  }

  private Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private ProbeResult result(Outcome outcome, String text, Duration elapsed) {
    InetSocketAddress remote = new InetSocketAddress(to, remotePort);
    return new ProbeResult(number, outcome, text, local, remote, elapsed, sent);
  }

  private static String milliseconds(Duration elapsed) {
    double millis = elapsed.toNanos() / NANOS_A_MILLI;
    String format = millis < 1 ? "%.2f ms" : millis < 100 ? "%.1f ms" : "%.0f ms";
    return String.format(Locale.ROOT, format, millis);
  }

  private static String words(Duration timeout) {
    long millis = timeout.toMillis();
    return millis % 1000 == 0 ? millis / 1000 + " s" : millis + " ms";
  }
}
