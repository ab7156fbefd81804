package org.flannelgraph.session;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.flannelgraph.journey.Cause;
import org.flannelgraph.journey.Evidence;
import org.flannelgraph.linux.Counters;
import org.flannelgraph.linux.NetworkNamespace;

/** What the kernel counted of drops while something ran, as further evidence of a cause. */
final class DropCounters {
  private static final Map<Cause.Id, List<String>> COUNTERS =
      Map.of(
          Cause.Id.NO_ROUTE,
          List.of("IpExtInNoRoutes", "IpOutNoRoutes", "Ip6InNoRoutes", "Ip6OutNoRoutes"),
          Cause.Id.FORWARDING_OFF,
          List.of("IpInAddrErrors", "Ip6InAddrErrors"),
          Cause.Id.REVERSE_PATH,
          List.of("TcpExtIPReversePathFilter"),
          Cause.Id.TTL_EXCEEDED,
          List.of("IpInHdrErrors", "Ip6InHdrErrors"),
          Cause.Id.TOO_BIG,
          List.of("IpFragFails", "Ip6FragFails", "Ip6InTooBigErrors"),
          Cause.Id.NO_TUNNEL_SOCKET,
          List.of("UdpNoPorts", "Udp6NoPorts"),
          Cause.Id.BAD_CHECKSUM,
          List.of(
              "IcmpInCsumErrors",
              "Icmp6InCsumErrors",
              "TcpInCsumErrors",
              "UdpInCsumErrors",
              "Udp6InCsumErrors",
              "IpExtInCsumErrors"));

  private final Collection<NetworkNamespace> namespaces;
  private final Map<String, Counters> before = new HashMap<>();

  /** Looks a first time. */
  DropCounters(Collection<NetworkNamespace> namespaces) {
    this.namespaces = namespaces;
    namespaces.forEach(it -> before.put(it.name(), Counters.of(it)));
  }

  /** Looks again. */
  Map<String, Counters> now() {
    Map<String, Counters> now = new HashMap<>();
    namespaces.forEach(it -> now.put(it.name(), Counters.of(it)));
    return now;
  }

  /** The cause with what of its counters has grown. */
  Cause with(Cause cause, Map<String, Counters> now) {
    Counters earlier = before.get(cause.namespace());
    Counters later = now.get(cause.namespace());
    if (earlier == null || later == null) {
      return cause;
    }
    List<Evidence> evidence = new ArrayList<>(cause.evidence());
    for (String name : COUNTERS.getOrDefault(cause.id(), List.of())) {
      long grown = later.grownSince(earlier, name);
      if (grown > 0) {
        evidence.add(
            new Evidence(
                Evidence.Kind.SYSCTL,
                cause.namespace(),
                "the kernel counted it: %s grew by %d".formatted(name, grown),
                "ip netns exec %s nstat -asz %s".formatted(cause.namespace(), name)));
      }
    }
    return new Cause(cause.id(), cause.namespace(), cause.device(), cause.text(), evidence);
  }
}
