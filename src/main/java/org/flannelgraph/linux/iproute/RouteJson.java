package org.flannelgraph.linux.iproute;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.flannelgraph.address.Addresses;
import org.flannelgraph.address.Cidr;
import org.flannelgraph.linux.route.Family;
import org.flannelgraph.linux.route.Metrics;
import org.flannelgraph.linux.route.NextHop;
import org.flannelgraph.linux.route.Route;

/** A route as {@code ip -j -d route show table all} has it. */
public final class RouteJson {
  private static final String LOCK = "lock";

  /** In the kernel's order. */
  static final List<String> METRICS =
      List.of(
          "mtu",
          "window",
          "rtt",
          "rttvar",
          "ssthresh",
          "cwnd",
          "advmss",
          "reordering",
          "hoplimit",
          "initcwnd",
          "features",
          "rto_min",
          "initrwnd",
          "quickack",
          "fastopen_no_cookie");

  private RouteJson() {}

  /** Into how many parts the kernel divides the milliseconds of a metric; 0 if it is no time. */
  static int divisor(String metric) {
    return switch (metric) {
      case "rtt" -> 8;
      case "rttvar" -> 4;
      case "rto_min" -> 1;
      default -> 0;
    };
  }

  /** Writes one. */
  public static ObjectNode write(Route route, LinkNames names) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("type", Words.ROUTE_TYPE.name(route.type()));
    json.put("dst", route.destination().map(RouteJson::prefix).orElse("default"));
    route.source().ifPresent(source -> json.put("from", prefix(source)));
    if (route.tos() != 0) {
      json.put("tos", "0x%02x".formatted(route.tos()));
    }
    if (route.nextHopObject() != 0) {
      json.put("nhid", route.nextHopObject());
    }
    if (route.nextHops().size() == 1) {
      hop(json, route.nextHops().getFirst(), route.family(), names);
    }
    json.put("table", Words.TABLE.name(route.table()));
    json.put("protocol", Words.PROTOCOL.name(route.protocol()));
    json.put("scope", Words.SCOPE.name(route.scope()));
    route.preferredSource().ifPresent(source -> json.put("prefsrc", Addresses.format(source)));
    boolean ipv6 = route.family() == Family.AF_INET6;
    if (route.priority() != 0 || ipv6) {
      json.put("metric", Integer.toUnsignedLong(route.priority()));
    }
    flags(json, route.nextHops().size() == 1 ? route.nextHops().getFirst().flags() : 0);
    if (!route.metrics().isEmpty()) {
      metrics(json.putArray("metrics").addObject(), route.metrics());
    }
    if (ipv6) {
      json.put("pref", Words.PREFERENCE.name(route.preference()));
    }
    if (route.nextHops().size() > 1) {
      ArrayNode hops = json.putArray("nexthops");
      for (NextHop hop : route.nextHops()) {
        ObjectNode one = hops.addObject();
        hop(one, hop, route.family(), names);
        one.put("weight", hop.weight());
        flags(one, hop.flags());
      }
    }
    return json;
  }

  private static void flags(ObjectNode json, int flags) {
    ArrayNode array = json.putArray("flags");
    Bits.NEXT_HOP.names(flags).forEach(array::add);
  }

  static String prefix(Cidr cidr) {
    return cidr.prefixLength() == cidr.bits() ? Addresses.format(cidr.address()) : cidr.toString();
  }

  private static void hop(ObjectNode json, NextHop hop, int family, LinkNames names) {
    if (hop.gateway().isPresent()) {
      InetAddress gateway = hop.gateway().get();
      int own = Family.of(gateway);
      if (own == family) {
        json.put("gateway", Addresses.format(gateway));
      } else {
        json.putObject("via")
            .put("family", Words.FAMILY.name(own))
            .put("host", Addresses.format(gateway));
      }
    }
    if (hop.index() != 0) {
      json.put("dev", names.name(hop.index()));
    }
  }

  private static void metrics(ObjectNode json, Metrics metrics) {
    for (String name : METRICS) {
      Integer value = metrics.values().get(name);
      if (value != null) {
        json.put(name, Integer.toUnsignedLong(value) / Math.max(1, divisor(name)));
      }
    }
    metrics.congestionControl().ifPresent(name -> json.put("congestion", name));
    Integer locks = metrics.values().get(LOCK);
    if (locks != null) {
      json.put(LOCK, locks); // which iproute2 leaves out, though its text has it
    }
  }

  /**
   * Reads one, also as written without {@code -d}.
   *
   * @throws IllegalArgumentException in words for the user, if it is none
   */
  public static Route read(JsonNode json, LinkIndexes indexes) {
    Fields fields = new Fields(json);
    String dst = fields.demandText("dst");
    boolean toAll = dst.equals("default") || dst.equals("all");
    Optional<Cidr> destination = toAll ? Optional.empty() : fields.prefix("dst");
    Optional<InetAddress> preferredSource = fields.address("prefsrc");
    int family =
        destination
            .map(Cidr::address)
            .or(() -> fields.address("gateway"))
            .or(() -> preferredSource)
            .map(Family::of)
            .orElse(fields.has("pref") ? Family.AF_INET6 : Family.AF_INET);
    return new Route(
        family,
        destination.filter(cidr -> cidr.prefixLength() > 0),
        fields.prefix("from").filter(cidr -> cidr.prefixLength() > 0),
        fields.number("tos", 0),
        hops(fields, indexes),
        preferredSource,
        fields.word("table", Words.TABLE, Route.RT_TABLE_MAIN),
        fields.word("type", Words.ROUTE_TYPE, Route.RTN_UNICAST),
        fields.word("protocol", Words.PROTOCOL, Route.RTPROT_BOOT),
        fields.word("scope", Words.SCOPE, Route.RT_SCOPE_UNIVERSE),
        fields.number("metric", 0),
        0,
        metrics(fields),
        fields.word("pref", Words.PREFERENCE, 0),
        0,
        fields.number("nhid", 0));
  }

  private static List<NextHop> hops(Fields fields, LinkIndexes indexes) {
    List<Fields> several = fields.objects("nexthops");
    if (!several.isEmpty()) {
      return several.stream().map(hop -> hop(hop, indexes)).toList();
    }
    NextHop single = hop(fields, indexes);
    return single.index() == 0 && single.gateway().isEmpty() ? List.of() : List.of(single);
  }

  private static NextHop hop(Fields fields, LinkIndexes indexes) {
    return new NextHop(
        fields.address("gateway").or(() -> fields.inner("via").flatMap(it -> it.address("host"))),
        fields.text("dev").map(indexes::index).orElse(0),
        fields.number("weight", 1),
        fields.bits("flags", Bits.NEXT_HOP));
  }

  private static Metrics metrics(Fields fields) {
    SortedMap<String, Integer> values = new TreeMap<>();
    List<Fields> all = fields.objects("metrics");
    for (Fields some : all) {
      for (String name : METRICS) {
        some.number(name)
            .ifPresent(value -> values.put(name, (int) (value * Math.max(1, divisor(name)))));
      }
      some.number(LOCK).ifPresent(locks -> values.put(LOCK, locks.intValue()));
    }
    return new Metrics(
        values, all.stream().flatMap(some -> some.text("congestion").stream()).findFirst());
  }
}
