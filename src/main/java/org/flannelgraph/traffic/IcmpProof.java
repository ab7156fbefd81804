package org.flannelgraph.traffic;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.flannelgraph.linux.IcmpSocket;
import org.flannelgraph.linux.IcmpSocket.Echo;
import org.flannelgraph.linux.Poll;
import org.flannelgraph.traffic.ModelCheck.Result;
import org.jspecify.annotations.Nullable;

/** Proves checks with echo requests; a raw socket in each namespace sees what arrives there. */
final class IcmpProof {
  /** How long after the last packet that told something new the rest counts as lost. */
  private static final long QUIET_MILLIS = 1000;

  /** What is on its way at once: a queue to an unresolved neighbour holds about 100 packets. */
  private static final int AT_ONCE = 64;

  private final Places places;

  IcmpProof(Places places) {
    this.places = places;
  }

  List<Result> prove(List<ModelCheck> checks) {
    List<Result> results = new ArrayList<>(Arrays.asList(new Result[checks.size()]));
    for (boolean ipv6 : new boolean[] {false, true}) {
      List<Integer> family = new ArrayList<>();
      for (int i = 0; i < checks.size(); i++) {
        if (checks.get(i).destination() instanceof Inet6Address == ipv6) {
          family.add(i);
        }
      }
      if (!family.isEmpty()) {
        try (Round round = new Round(family.stream().map(checks::get).toList(), ipv6)) {
          List<Result> found = round.run();
          for (int i = 0; i < found.size(); i++) {
            results.set(family.get(i), found.get(i));
          }
        }
      }
    }
    return results;
  }

  /** What is known of one check. */
  private static final class Sighting {
    private Optional<InetAddress> sent = Optional.empty();
    private @Nullable InetAddress seen;
    private boolean answered;
  }

  /** The checks of one address family. */
  private final class Round implements AutoCloseable {
    private final List<ModelCheck> checks;
    private final List<Sighting> sightings = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private final List<IcmpSocket> sockets = new ArrayList<>();
    private final Map<String, IcmpSocket> byName = new HashMap<>();

    /** Tells our echoes from those of somebody else in the lab. */
    private final int identifier = ThreadLocalRandom.current().nextInt(1, 0x10000);

    Round(List<ModelCheck> checks, boolean ipv6) {
      this.checks = checks;
      for (String name : places.names()) {
        IcmpSocket socket = IcmpSocket.open(places.namespace(name), ipv6, Long.BYTES);
        names.add(name);
        sockets.add(socket);
        byName.put(name, socket);
      }
      checks.forEach(check -> sightings.add(new Sighting()));
    }

    List<Result> run() {
      Poll poll = new Poll(sockets.stream().map(IcmpSocket::descriptor).toList());
      for (int next = 0; next < checks.size(); next += AT_ONCE) {
        int end = Math.min(checks.size(), next + AT_ONCE);
        for (int i = next; i < end; i++) {
          send(i);
        }
        collect(poll, next, end);
        if (end % Places.MANY_CHECKS == 0) {
          places.forgetNeighbours();
        }
      }
      List<Result> results = new ArrayList<>();
      for (int i = 0; i < checks.size(); i++) {
        ModelCheck check = checks.get(i);
        Sighting sighting = sightings.get(i);
        results.add(
            check.judge(
                sighting.sent,
                Optional.ofNullable(sighting.seen),
                sighting.answered,
                places.ownAddresses(check.from())));
      }
      return results;
    }

    /** The data of a check's echo, which NAT leaves alone. */
    private long token(int number) {
      return (long) identifier << Integer.SIZE | number;
    }

    private void send(int number) {
      ModelCheck check = checks.get(number);
      IcmpSocket socket = byName.get(check.from());
      if (socket == null) {
        throw new IllegalStateException("no socket in " + check.from());
      }
      Echo echo =
          new Echo(
              true, check.destination(), identifier, number & 0xffff, Long.BYTES, token(number));
      if (socket.send(echo).isEmpty()) {
        sightings.get(number).sent = places.source(check.from(), check.destination());
      }
    }

    /** Reads until all of a batch is answered or nothing new has come for a while. */
    private void collect(Poll poll, int start, int end) {
      long last = System.nanoTime();
      while (!answered(start, end)) {
        long quiet = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - last);
        if (quiet >= QUIET_MILLIS) {
          return;
        }
        for (int ready : poll.await((int) (QUIET_MILLIS - quiet))) {
          Optional<Echo> echo = sockets.get(ready).receive();
          while (echo.isPresent()) {
            if (take(names.get(ready), echo.get())) {
              last = System.nanoTime();
            }
            echo = sockets.get(ready).receive();
          }
        }
      }
    }

    private boolean answered(int start, int end) {
      return sightings.subList(start, end).stream()
          .allMatch(sighting -> sighting.answered || sighting.sent.isEmpty());
    }

    /** True if the echo tells something new of a check. */
    private boolean take(String name, Echo echo) {
      int number = (int) echo.data();
      if (number < 0 || number >= checks.size() || echo.data() != token(number)) {
        return false;
      }
      ModelCheck check = checks.get(number);
      Sighting sighting = sightings.get(number);
      if (echo.request() && name.equals(check.to()) && sighting.seen == null) {
        sighting.seen = echo.peer();
        return true;
      }
      if (!echo.request() && name.equals(check.from()) && !sighting.answered) {
        sighting.answered = true;
        return true;
      }
      return false;
    }

    @Override
    public void close() {
      sockets.forEach(IcmpSocket::close);
    }
  }
}
