package org.flannelgraph.session;

import java.net.Inet6Address;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.flannelgraph.address.Addresses;
import org.flannelgraph.journey.Cause;
import org.flannelgraph.journey.Evidence;
import org.flannelgraph.journey.Journey;
import org.flannelgraph.journey.Place;
import org.flannelgraph.journey.Request;
import org.flannelgraph.journey.TrackerStatistics;
import org.flannelgraph.journey.path.Explainer;
import org.flannelgraph.linux.netfilter.NftTrace;
import org.flannelgraph.topology.Topology;
import org.flannelgraph.traffic.Probe;
import org.flannelgraph.traffic.ProbeResult;

/**
 * Sends traffic in a lab and follows its packets. Before anything is sent, the path that the
 * kernel's tables promise is worked out; then every interface is watched while the traffic runs,
 * the kernel is asked for the reason of every hop, and each journey is handed out once it is whole.
 */
final class Trace {
  /** What is still under way when the last answer is there, as the end of a connection. */
  private static final Duration REST = Duration.ofMillis(150);

  private static final Duration MOST = Duration.ofSeconds(5);

  /** Of journeys that something is said about, so many are named. */
  private static final int NAMED = 5;

  private final Session session;
  private final TraceOptions options;
  private final TraceListener listener;

  /** All below is guarded by this object: results and journeys come from two threads. */
  private final Requests requests;

  private final Departures departures = new Departures(now());
  private final Map<Long, Integer> requestOf = new HashMap<>();
  private final Set<String> changes = new LinkedHashSet<>();
  private final List<Long> late = new ArrayList<>();
  private List<Place> promised = List.of();
  private boolean allAnswered = true;
  private long byTables;
  private long byNobody;

  Trace(Session session, TraceOptions options, TraceListener listener) {
    this.session = session;
    this.options = options;
    this.listener = listener;
    requests = new Requests(session.ports());
  }

  TraceEnd run() {
    LiveOptions live =
        new LiveOptions(
            options.capture(),
            options.quiet(),
            LiveOptions.DEFAULT.memory(),
            true,
            true,
            options.tap());
    try (LiveJourneys journeys = session.watch(live, this::heard)) {
      if (options.to() instanceof Inet6Address) {
        journeys.awaitAddresses(MOST);
      }
      promise(journeys.explainer());
      options
          .notice()
          .accept(
              "rules are traced by a table %s in every namespace, for as long as this runs"
                  .formatted(NftTrace.TABLE));
      Topology start = journeys.topology().sync();
      send();
      journeys.settle(allAnswered ? REST : options.quiet(), MOST);
      TableChanges.between(start, journeys.topology().sync()).stream()
          .map(Object::toString)
          .forEach(changes::add);
      tellChanges();
      tellHaste();
      LiveStatistics seen = journeys.statistics();
      TrackerStatistics joined = seen.joined();
      return new TraceEnd(joined.frames(), joined.malformed(), seen.dropped());
    }
  }

  private synchronized void promise(Explainer explainer) {
    promised =
        explainer.promised(
            options.from(),
            options.to(),
            options.probe().protocol(options.to()),
            options.probe().port());
    explainer
        .refusal(
            options.from(),
            options.to(),
            options.probe().protocol(options.to()),
            options.probe().port())
        .ifPresent(this::tellRefusal);
  }

  /** What is not even sent has no journey to tell it. */
  private void tellRefusal(Cause cause) {
    options
        .notice()
        .accept(
            "%s can't send it, %s: %s".formatted(options.from(), cause.id().label(), cause.text()));
    for (Evidence evidence : cause.evidence()) {
      String command = evidence.command() == null ? "" : "; $ " + evidence.command();
      options.notice().accept(evidence.kind().label() + ": " + evidence.text() + command);
    }
  }

  private void send() {
    session.send(
        options.from(),
        options.to(),
        options.probe(),
        options.count(),
        options.timeout(),
        options.interval(),
        this::answered);
    synchronized (this) {
      departures.open(Long.MAX_VALUE);
      pass(departures.ready());
    }
  }

  private synchronized void answered(ProbeResult result) {
    allAnswered &= result.outcome() == ProbeResult.Outcome.ANSWERED;
    requests.add(result);
    listener.answered(
        new Request(result.number(), protocolName(), result(result.outcome()), result.text()));
    departures.open(now());
    pass(departures.ready());
  }

  private synchronized void heard(List<JourneyUpdate> updates) {
    for (JourneyUpdate update : updates) {
      if (update instanceof JourneyUpdate.Explained(Journey journey, Explanation explanation)
          && explanation.isFinal()) {
        note(journey, explanation);
      }
    }
    pass(departures.heard(updates));
  }

  private void note(Journey journey, Explanation explanation) {
    switch (explanation.source()) {
      case KERNEL -> {}
      case TABLES -> byTables++;
      case NOBODY -> byNobody++;
    }
    if (!explanation.changes().isEmpty()) {
      late.add(journey.id());
      explanation.changes().forEach(change -> changes.add(change.toString()));
    }
  }

  private void pass(List<Journey> whole) {
    long rest = (long) whole.size() + departures.waiting();
    for (Journey journey : whole) {
      listener.passed(withRequest(journey), --rest);
    }
  }

  private Journey withRequest(Journey journey) {
    Integer request = requests.of(journey);
    Long causedBy = journey.causedBy();
    if (request == null && causedBy != null) {
      request = requestOf.get(causedBy);
    }
    if (request == null) {
      return journey;
    }
    requestOf.put(journey.id(), request);
    Journey known = journey.of(request);
    return isPromised(journey) ? known.withExpected(promised) : known;
  }

  /** Whether it is the packet of which the path was worked out before. */
  private boolean isPromised(Journey journey) {
    return !promised.isEmpty()
        && journey.first().place().equals(promised.getFirst())
        && journey.destination().address().equals(Addresses.format(options.to()));
  }

  /** What was different when the packets passed has to be said. */
  private synchronized void tellChanges() {
    if (!changes.isEmpty()) {
      options.notice().accept("the kernel's tables changed while the packets were under way:");
      changes.forEach(options.notice());
    }
    if (!late.isEmpty()) {
      String named =
          late.stream().limit(NAMED).map(id -> "#" + id).collect(Collectors.joining(", "));
      int more = late.size() - NAMED;
      options
          .notice()
          .accept(
              "some reasons were asked for after that, and are those of then: of %s%s"
                  .formatted(named, more > 0 ? " and %,d more".formatted(more) : ""));
    }
  }

  /** More traffic than the kernel can be asked about, or memory holds. */
  private synchronized void tellHaste() {
    if (byTables > 0) {
      options
          .notice()
          .accept(
              "%,d journeys came faster than the kernel answers: their reasons are those of its"
                      .formatted(byTables)
                  + " tables as they were when each passed");
    }
    if (byNobody > 0) {
      options
          .notice()
          .accept("%,d journeys have no reasons: none could be had".formatted(byNobody));
    }
    if (departures.lost() > 0) {
      options
          .notice()
          .accept(
              "%,d journeys are left out: there was no memory for them"
                  .formatted(departures.lost()));
    }
  }

  /** By the clock that stamps frames, in nanoseconds since 1970. */
  private static long now() {
    Instant now = Instant.now();
    return now.getEpochSecond() * 1_000_000_000 + now.getNano();
  }

  private String protocolName() {
    return switch (options.probe()) {
      case Probe.Icmp _ -> "icmp";
      case Probe.Udp _ -> "udp";
      case Probe.Tcp _ -> "tcp";
      case Probe.Http _ -> "http";
    };
  }

  private static Request.Result result(ProbeResult.Outcome outcome) {
    return switch (outcome) {
      case ANSWERED -> Request.Result.ANSWERED;
      case REFUSED -> Request.Result.REFUSED;
      case TIMED_OUT -> Request.Result.TIMED_OUT;
      case ERROR -> Request.Result.ERROR;
    };
  }
}
