package org.flannelgraph.linux.iproute;

import java.math.BigDecimal;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.flannelgraph.address.Addresses;
import org.flannelgraph.address.Cidr;
import org.flannelgraph.linux.route.Address;
import org.flannelgraph.linux.route.Family;
import org.flannelgraph.linux.route.FdbEntry;
import org.flannelgraph.linux.route.Link;
import org.flannelgraph.linux.route.Metrics;
import org.flannelgraph.linux.route.Neighbour;
import org.flannelgraph.linux.route.Netconf;
import org.flannelgraph.linux.route.NetworkObject;
import org.flannelgraph.linux.route.NextHop;
import org.flannelgraph.linux.route.Port;
import org.flannelgraph.linux.route.Route;
import org.flannelgraph.linux.route.Rule;

/**
 * Objects as lines of {@code ip} and {@code bridge}, with single spaces and none at the end.
 *
 * @param names of the links of the namespace that the objects are in
 */
public record Lines(LinkNames names) {
  /** An object's line. */
  public String of(NetworkObject object) {
    return switch (object) {
      case Link link -> link(link);
      case Address address -> address(address);
      case Route route -> route(route);
      case Rule rule -> rule(rule);
      case Neighbour neighbour -> neighbour(neighbour);
      case FdbEntry entry -> fdb(entry);
      case Netconf netconf -> netconf(netconf);
      case Port port -> "port " + names.name(port.index()) + " of " + names.name(port.master());
    };
  }

  /** As {@code ip link show}, its first line. */
  public String link(Link link) {
    StringJoiner line = new StringJoiner(" ");
    line.add(link.index() + ":").add(fullName(link) + ":");
    line.add("<" + String.join(",", flags(link)) + ">").add("mtu " + link.mtu());
    line.add("qdisc " + link.details().qdisc());
    if (link.master() != 0) {
      line.add("master " + names.name(link.master()));
    }
    line.add("state " + Words.OPERATIONAL_STATE.name(link.operState()));
    line.add("mode " + Words.LINK_MODE.name(link.details().linkMode()));
    line.add("group " + Words.GROUP.name(link.details().group()));
    if (link.txQueueLength() != 0) {
      line.add("qlen " + link.txQueueLength());
    }
    return line.toString();
  }

  /** Its name with that of the one below: {@code eth0@if5}. */
  private String fullName(Link link) {
    boolean tunnel = link.kind().lower().isPresent();
    if (link.lower() == 0 || (tunnel && link.lowerNamespace().isEmpty())) {
      return link.name();
    }
    int below = tunnel ? link.index() : link.lower(); // what the kernel says, however useless
    return link.name()
        + "@"
        + (link.lowerNamespace().isPresent() ? LinkNames.NONE.name(below) : names.name(below));
  }

  static List<String> flags(Link link) {
    List<String> names = Bits.LINK.names(link.flags());
    boolean noCarrier = link.isUp() && (link.flags() & Link.IFF_RUNNING) == 0;
    if (!noCarrier) {
      return names;
    }
    List<String> all = new ArrayList<>(names);
    all.addFirst("NO-CARRIER");
    return all;
  }

  /** As {@code ip address show}, the line that begins with the family. */
  public String address(Address address) {
    boolean ipv6 = Addresses.isIpv6(address.address());
    StringJoiner line = new StringJoiner(" ");
    line.add(ipv6 ? "inet6" : "inet");
    if (address.peer().isPresent()) {
      line.add(Addresses.format(address.address())).add("peer");
    }
    line.add(new Cidr(address.peer().orElse(address.address()), address.prefixLength()).toString());
    if (address.metric() != 0) {
      line.add("metric " + address.metric());
    }
    address.broadcast().ifPresent(all -> line.add("brd " + Addresses.format(all)));
    line.add("scope " + Words.SCOPE.name(address.scope()));
    addressFlags(address).forEach(line::add);
    address.label().ifPresent(line::add);
    return line.toString();
  }

  static List<String> addressFlags(Address address) {
    List<String> names = new ArrayList<>();
    for (Bits.Bit bit : Bits.ADDRESS.names()) {
      boolean on = (address.flags() & bit.mask()) != 0;
      if (bit.mask() == Address.IFA_F_PERMANENT) {
        if (!on) {
          names.add("dynamic");
        }
      } else if (on) {
        boolean temporary =
            bit.mask() == Address.IFA_F_SECONDARY && Addresses.isIpv6(address.address());
        names.add(temporary ? "temporary" : bit.name());
      }
    }
    return names;
  }

  /** As {@code ip route show table all}; each of several next hops on a line of its own. */
  public String route(Route route) {
    StringJoiner line = new StringJoiner(" ");
    if (route.type() != Route.RTN_UNICAST) {
      line.add(Words.ROUTE_TYPE.name(route.type()));
    }
    line.add(route.destination().map(Lines::prefix).orElse("default"));
    route.source().ifPresent(source -> line.add("from " + prefix(source)));
    if (route.tos() != 0) {
      line.add("tos 0x%02x".formatted(route.tos()));
    }
    if (route.nextHopObject() != 0) {
      line.add("nhid " + route.nextHopObject());
    }
    if (route.nextHops().size() == 1) {
      hop(line, route.family(), route.nextHops().getFirst());
    }
    if ((route.flags() & Route.RTM_F_CLONED) == 0) {
      origin(line, route);
    }
    route.preferredSource().ifPresent(source -> line.add("src " + Addresses.format(source)));
    boolean ipv6 = route.family() == Family.AF_INET6;
    if (route.priority() != 0 || ipv6) {
      line.add("metric " + Integer.toUnsignedString(route.priority()));
    }
    if (route.nextHops().size() == 1) {
      Bits.NEXT_HOP.names(route.nextHops().getFirst().flags()).forEach(line::add);
    }
    metrics(line, route);
    if (route.input() != 0) {
      line.add("iif " + names.name(route.input()));
    }
    if (ipv6) {
      line.add("pref " + Words.PREFERENCE.name(route.preference()));
    }
    if (route.nextHops().size() > 1) {
      route.nextHops().forEach(hop -> line.add("\n\t" + nextHop(route.family(), hop)));
    }
    return line.toString().replace(" \n", "\n");
  }

  private static String prefix(Cidr cidr) {
    return cidr.prefixLength() == cidr.bits() ? Addresses.format(cidr.address()) : cidr.toString();
  }

  private static void origin(StringJoiner line, Route route) {
    if (route.table() != Route.RT_TABLE_MAIN) {
      line.add("table " + Words.TABLE.name(route.table()));
    }
    if (route.protocol() != Route.RTPROT_BOOT) {
      line.add("proto " + Words.PROTOCOL.name(route.protocol()));
    }
    if (route.scope() != Route.RT_SCOPE_UNIVERSE) {
      line.add("scope " + Words.SCOPE.name(route.scope()));
    }
  }

  private void hop(StringJoiner line, int family, NextHop hop) {
    hop.gateway().ifPresent(gateway -> line.add(via(family, gateway)));
    if (hop.index() != 0) {
      line.add("dev " + names.name(hop.index()));
    }
  }

  private static String via(int family, InetAddress gateway) {
    int own = Family.of(gateway);
    return "via " + (own == family ? "" : Words.FAMILY.name(own) + " ") + Addresses.format(gateway);
  }

  private String nextHop(int family, NextHop hop) {
    StringJoiner line = new StringJoiner(" ").add("nexthop");
    hop(line, family, hop);
    line.add("weight " + hop.weight());
    Bits.NEXT_HOP.names(hop.flags()).forEach(line::add);
    return line.toString();
  }

  private static void metrics(StringJoiner line, Route route) {
    Metrics metrics = route.metrics();
    int locks = metrics.values().getOrDefault("lock", 0);
    for (String name : RouteJson.METRICS) {
      Integer value = metrics.values().get(name);
      if (value != null) {
        boolean locked = (locks & 1 << Metrics.number(name)) != 0;
        line.add(name + (locked ? " lock " : " ") + metric(name, value));
      }
      if (name.equals("quickack")) { // RTAX_CC_ALGO is the next number
        metrics.congestionControl().ifPresent(it -> line.add("congctl " + it));
      }
    }
  }

  /** Times are told in milliseconds, and the kernel has some in parts of them. */
  private static String metric(String name, int value) {
    int divisor = RouteJson.divisor(name);
    if (divisor == 0) {
      return Integer.toUnsignedString(value);
    }
    int millis = value / divisor;
    return millis >= 1000
        ? new BigDecimal(millis).movePointLeft(3).stripTrailingZeros().toPlainString() + "s"
        : millis + "ms";
  }

  /** As {@code ip rule show}. */
  public String rule(Rule rule) {
    return Integer.toUnsignedString(rule.priority()) + ": " + ruleWithoutPriority(rule);
  }

  /** The same without the priority in front: what {@code ip rule add} understands. */
  public String ruleWithoutPriority(Rule rule) {
    Rule.Selector selector = rule.selector();
    StringJoiner line = new StringJoiner(" ");
    if (rule.isInverted()) {
      line.add("not");
    }
    line.add("from " + selector.source().map(Lines::prefix).orElse("all"));
    selector.destination().ifPresent(to -> line.add("to " + prefix(to)));
    if (selector.tos() != 0) {
      line.add("tos 0x%02x".formatted(selector.tos()));
    }
    if (selector.mark() != 0 || selector.mask() != 0) {
      line.add("fwmark 0x" + Integer.toHexString(selector.mark()) + mask(selector));
    }
    selector.input().ifPresent(name -> line.add("iif " + name + detached(rule, 8)));
    selector.output().ifPresent(name -> line.add("oif " + name + detached(rule, 16)));
    selector.users().ifPresent(it -> line.add("uidrange " + it.first() + "-" + it.last()));
    selector.protocol().ifPresent(it -> line.add("ipproto " + Words.IP_PROTOCOL.name(it)));
    selector.sourcePorts().ifPresent(it -> line.add("sport " + range(it)));
    selector.destinationPorts().ifPresent(it -> line.add("dport " + range(it)));
    line.add(action(rule));
    return line.toString();
  }

  private static String mask(Rule.Selector selector) {
    return selector.mask() == -1 ? "" : "/0x" + Integer.toHexString(selector.mask());
  }

  private static String detached(Rule rule, int flag) {
    return (rule.flags() & flag) != 0 ? " [detached]" : "";
  }

  private static String range(Rule.Range range) {
    return range.first() == range.last()
        ? String.valueOf(range.first())
        : range.first() + "-" + range.last();
  }

  private static String action(Rule rule) {
    return switch (rule.action()) {
      case Rule.FR_ACT_TO_TBL ->
          "lookup "
              + Words.TABLE.name(rule.table())
              + (rule.suppressPrefixLength() == -1
                  ? ""
                  : " suppress_prefixlength " + rule.suppressPrefixLength())
              + (rule.suppressGroup() == -1
                  ? ""
                  : " suppress_ifgroup " + Words.GROUP.name(rule.suppressGroup()));
      case Rule.FR_ACT_GOTO ->
          "goto "
              + Integer.toUnsignedString(rule.target())
              + ((rule.flags() & 4) != 0 ? " [unresolved]" : "");
      default -> Words.RULE_ACTION.name(rule.action());
    };
  }

  /** As {@code ip neighbour show}. */
  public String neighbour(Neighbour neighbour) {
    StringJoiner line = new StringJoiner(" ");
    line.add(Addresses.format(neighbour.destination()));
    line.add("dev " + names.name(neighbour.index()));
    neighbour.linkAddress().ifPresent(mac -> line.add("lladdr " + mac));
    Bits.NEIGHBOUR.names(neighbour.flags()).forEach(line::add);
    if (neighbour.state() != 0) {
      line.add(Words.NEIGHBOUR_STATE.name(neighbour.state()));
    }
    if (neighbour.protocol() != 0) {
      line.add("proto " + Words.PROTOCOL.name(neighbour.protocol()));
    }
    return line.toString();
  }

  /** As {@code bridge fdb show}. */
  public String fdb(FdbEntry entry) {
    StringJoiner line = new StringJoiner(" ");
    line.add(entry.linkAddress().toString()).add("dev " + names.name(entry.index()));
    entry.remote().ifPresent(far -> line.add("dst " + Addresses.format(far.destination())));
    if (entry.vlan() != 0) {
      line.add("vlan " + entry.vlan());
    }
    entry.remote().ifPresent(far -> tunnel(line, far));
    if (entry.sourceVni() != 0) {
      line.add("src_vni " + entry.sourceVni());
    }
    if (entry.nextHop() != 0) {
      line.add("nhid " + entry.nextHop());
    }
    Bits.FDB.names(entry.flags()).forEach(line::add);
    if (entry.master() != 0) {
      line.add("master " + names.name(entry.master()));
    }
    String state = fdbState(entry.state());
    if (!state.isEmpty()) {
      line.add(state);
    }
    return line.toString();
  }

  private void tunnel(StringJoiner line, FdbEntry.Remote remote) {
    if (remote.port() != 0) {
      line.add("port " + remote.port());
    }
    if (remote.vni() != 0) {
      line.add("vni " + remote.vni());
    }
    if (remote.index() != 0) {
      line.add("via " + names.name(remote.index()));
    }
  }

  static String fdbState(int state) {
    if ((state & Neighbour.NUD_PERMANENT) != 0) {
      return "permanent";
    }
    if ((state & Neighbour.NUD_NOARP) != 0) {
      return "static";
    }
    return (state & Neighbour.NUD_STALE) != 0
        ? "stale"
        : (state & Neighbour.NUD_REACHABLE) != 0 ? "" : "state=0x" + Integer.toHexString(state);
  }

  /** As {@code ip netconf show}. */
  public String netconf(Netconf netconf) {
    StringJoiner line = new StringJoiner(" ");
    line.add(Words.FAMILY.name(netconf.family()));
    line.add(
        switch (netconf.index()) {
          case Netconf.ALL -> "all";
          case Netconf.DEFAULT -> "default";
          default -> names.name(netconf.index());
        });
    for (String name : NetconfJson.NAMES) {
      Integer value = netconf.values().get(name);
      if (value != null) {
        line.add(name + " " + NetconfJson.word(name, value));
      }
    }
    return line.toString();
  }
}
