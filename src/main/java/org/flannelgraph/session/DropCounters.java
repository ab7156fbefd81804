package org.flannelgraph.session;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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

  /** What was counted in a namespace when it was looked at first. */
  private record First(NetworkNamespace namespace, Counters counters) {}

  private final Map<String, First> firsts = new ConcurrentHashMap<>();

  /** Looks a first time at each that was not looked at before. */
  void watch(Collection<NetworkNamespace> namespaces) {
    for (NetworkNamespace namespace : namespaces) {
      First first = firsts.get(namespace.name());
      if (first == null || first.namespace != namespace) {
        firsts.put(namespace.name(), new First(namespace, Counters.of(namespace)));
      }
    }
  }

  /** The cause with what of its counters has grown until now. */
  Cause with(Cause cause) {
    First first = firsts.get(cause.namespace());
    List<String> names = COUNTERS.getOrDefault(cause.id(), List.of());
    if (first == null || names.isEmpty()) {
      return cause;
    }
    Counters later = Counters.of(first.namespace);
    List<Evidence> evidence = new ArrayList<>(cause.evidence());
    for (String name : names) {
      long grown = later.grownSince(first.counters, name);
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
