package org.flannelgraph.session;

import java.net.Inet6Address;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.flannelgraph.address.Addresses;
import org.flannelgraph.cluster.Cluster;
import org.flannelgraph.journey.Cause;
import org.flannelgraph.journey.Evidence;
import org.flannelgraph.journey.Journey;
import org.flannelgraph.journey.JourneyReport;
import org.flannelgraph.journey.Journeys;
import org.flannelgraph.journey.Place;
import org.flannelgraph.journey.Request;
import org.flannelgraph.journey.path.Explainer;
import org.flannelgraph.linux.Counters;
import org.flannelgraph.linux.NetworkNamespace;
import org.flannelgraph.linux.netfilter.NftTrace;
import org.flannelgraph.linux.operation.Kernel;
import org.flannelgraph.linux.route.FdbEntry;
import org.flannelgraph.linux.route.Neighbour;
import org.flannelgraph.packet.Ports;
import org.flannelgraph.topology.Difference;
import org.flannelgraph.topology.Topology;
import org.flannelgraph.traffic.Probe;
import org.flannelgraph.traffic.ProbeResult;
import org.flannelgraph.traffic.Prober;

/**
 * Sends traffic in a lab and follows its packets. Before anything is sent, the path that the
 * kernel's tables promise is worked out; then every interface is captured while the traffic runs;
 * then the frames are joined, and the kernel is asked for the reason of every hop.
 */
final class Trace {
  /** What is still under way when the last answer is there, as the end of a connection. */
  private static final Duration REST = Duration.ofMillis(150);

  private static final Duration MOST = Duration.ofSeconds(5);

  private final Kernel kernel;
  private final Cluster cluster;
  private final TraceOptions options;
  private final Ports ports;

  Trace(Kernel kernel, Cluster cluster, TraceOptions options) {
    this.kernel = kernel;
    this.cluster = cluster;
    this.options = options;
    ports = LabPorts.of(cluster);
  }

  JourneyReport run() {
    List<NetworkNamespace> namespaces =
        cluster.placeNames().stream().map(kernel::namespace).toList();
    try (RuleTrace rules = new RuleTrace(namespaces);
        Observation observation = new Observation(namespaces, options.capture(), options.tap())) {
      if (options.to() instanceof Inet6Address) {
        observation.awaitAddresses(MOST);
      }
      Explainer before = explainer(observation.topology(), rules);
      List<Place> promised =
          before.promised(options.from(), options.to(), protocol(), destinationPort());
      before
          .refusal(options.from(), options.to(), protocol(), destinationPort())
          .ifPresent(this::tellRefusal);
      options
          .notice()
          .accept(
              "rules are traced by a table %s in every namespace, for as long as this runs"
                  .formatted(NftTrace.TABLE));
      Topology start = observation.topology();
      DropCounters counters = new DropCounters(namespaces);
      List<ProbeResult> results = send();
      boolean allAnswered =
          results.stream().allMatch(it -> it.outcome() == ProbeResult.Outcome.ANSWERED);
      observation.awaitQuiet(allAnswered ? REST : options.quiet(), MOST);
      JourneyReport report = counted(report(observation, rules, promised, results), counters);
      tellChanges(start, observation.topology());
      return report;
    }
  }

  /** The report with what the kernel counted of the losses. */
  private static JourneyReport counted(JourneyReport report, DropCounters counters) {
    Map<String, Counters> now = counters.now();
    List<Journey> journeys = new ArrayList<>();
    for (Journey journey : report.journeys()) {
      Cause cause = journey.cause();
      journeys.add(cause == null ? journey : journey.lost(counters.with(cause, now)));
    }
    return new JourneyReport(
        report.frames(), report.malformed(), report.dropped(), report.requests(), journeys);
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

  /** Reasons are those of now: what was different when the packets passed has to be said. */
  private void tellChanges(Topology start, Topology end) {
    List<Difference> changes =
        Difference.between(start, end).stream().filter(Trace::isOfConfiguration).toList();
    if (!changes.isEmpty()) {
      options.notice().accept("the kernel's tables changed while the packets were under way:");
      changes.forEach(change -> options.notice().accept(change.toString()));
    }
  }

  /** Neighbours and FDB entries are learned and forgotten by every packet. */
  private static boolean isOfConfiguration(Difference change) {
    return switch (change.before().or(change::after).orElseThrow()) {
      case Neighbour neighbour -> isPermanent(neighbour.state());
      case FdbEntry entry -> isPermanent(entry.state());
      default -> true;
    };
  }

  private static boolean isPermanent(int state) {
    return (state & Neighbour.NUD_PERMANENT) != 0;
  }

  private List<ProbeResult> send() {
    return new Prober(Prober.names(cluster))
        .send(
            kernel.namespace(options.from()),
            options.to(),
            options.probe(),
            options.count(),
            options.timeout(),
            options.interval());
  }

  private Explainer explainer(Topology topology, RuleTrace rules) {
    return new Explainer(new KernelOracle(kernel, topology, rules), ports, place -> true);
  }

  private int protocol() {
    boolean ipv6 = options.to() instanceof Inet6Address;
    return switch (options.probe()) {
      case Probe.Icmp _ -> ipv6 ? 58 : 1;
      case Probe.Udp _ -> 17;
      case Probe.Tcp _, Probe.Http _ -> 6;
    };
  }

  private int destinationPort() {
    return switch (options.probe()) {
      case Probe.Icmp _ -> 0;
      case Probe.Udp udp -> udp.port();
      case Probe.Tcp tcp -> tcp.port();
      case Probe.Http http -> http.port();
    };
  }

  private JourneyReport report(
      Observation observation, RuleTrace rules, List<Place> promised, List<ProbeResult> results) {
    Topology topology = observation.topology();
    var frames = observation.frames();
    Explainer explainer = explainer(topology, rules);
    Requests requests = new Requests(results, ports);
    PodNames names = new PodNames(cluster);
    List<Journey> journeys = new ArrayList<>();
    Map<Long, Integer> requestOf = new HashMap<>();
    for (Journey journey : Journeys.join(frames, ports, topology)) {
      Integer request = requests.of(journey);
      Long causedBy = journey.causedBy();
      if (request == null && causedBy != null) {
        request = requestOf.get(causedBy);
      }
      if (request != null) {
        requestOf.put(journey.id(), request);
      }
      Journey known = explainer.explain(names.name(journey.of(request)));
      boolean isSent = request != null && isPromised(journey, promised);
      journeys.add(known.withExpected(isSent ? promised : explainer.expected(journey)));
    }
    long malformed = Journeys.malformed(frames, ports);
    return new JourneyReport(
        frames.size(), malformed, observation.dropped(), requests(results), journeys);
  }

  /** Whether it is the packet of which the path was worked out before. */
  private boolean isPromised(Journey journey, List<Place> promised) {
    return !promised.isEmpty()
        && journey.first().place().equals(promised.getFirst())
        && journey.destination().address().equals(Addresses.format(options.to()));
  }

  private List<Request> requests(List<ProbeResult> results) {
    String protocol =
        switch (options.probe()) {
          case Probe.Icmp _ -> "icmp";
          case Probe.Udp _ -> "udp";
          case Probe.Tcp _ -> "tcp";
          case Probe.Http _ -> "http";
        };
    return results.stream()
        .map(it -> new Request(it.number(), protocol, result(it.outcome()), it.text()))
        .toList();
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
