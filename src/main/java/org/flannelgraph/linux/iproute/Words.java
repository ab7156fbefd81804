package org.flannelgraph.linux.iproute;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Numbers and the names that iproute2 has for them, in one table of the kernel's. A number without
 * a name is written as itself.
 */
public final class Words {
  /** Who made a route, rule or neighbour: RTPROT_, /etc/iproute2/rt_protos. */
  public static final Words PROTOCOL =
      new Words(
          "0 unspec 1 redirect 2 kernel 3 boot 4 static 8 gated 9 ra 10 mrt 11 zebra 12 bird"
              + " 13 dnrouted 14 xorp 15 ntk 16 dhcp 18 keepalived 42 babel 99 openr 186 bgp"
              + " 187 isis 188 ospf 189 rip 192 eigrp");

  /** How far away a destination is: RT_SCOPE_, /etc/iproute2/rt_scopes. */
  public static final Words SCOPE = new Words("0 global 200 site 253 link 254 host 255 nowhere");

  /** Routing tables: /etc/iproute2/rt_tables. */
  public static final Words TABLE = new Words("0 unspec 253 default 254 main 255 local");

  /** Types of routes: RTN_. */
  public static final Words ROUTE_TYPE =
      new Words(
          "0 none 1 unicast 2 local 3 broadcast 4 anycast 5 multicast 6 blackhole 7 unreachable"
              + " 8 prohibit 9 throw 10 nat 11 xresolve");

  /** Actions of rules: FR_ACT_, where not a table is looked up. */
  public static final Words RULE_ACTION =
      new Words("2 goto 3 nop 6 blackhole 7 unreachable 8 prohibit");

  /** Protocols above IP, as /etc/protocols has them. */
  public static final Words IP_PROTOCOL =
      new Words(
          "1 icmp 2 igmp 4 ipencap 6 tcp 17 udp 33 dccp 41 ipv6 47 gre 50 esp 51 ah 58 ipv6-icmp"
              + " 89 ospf 112 vrrp 132 sctp 136 udplite");

  /** States of neighbours: NUD_. */
  public static final Words NEIGHBOUR_STATE =
      new Words(
          "0 NONE 1 INCOMPLETE 2 REACHABLE 4 STALE 8 DELAY 16 PROBE 32 FAILED 64 NOARP"
              + " 128 PERMANENT");

  /** States of links: RFC 2863. */
  public static final Words OPERATIONAL_STATE =
      new Words("0 UNKNOWN 1 NOTPRESENT 2 DOWN 3 LOWERLAYERDOWN 4 TESTING 5 DORMANT 6 UP");

  /** Kinds of link layers: ARPHRD_. */
  public static final Words LINK_TYPE =
      new Words(
          "1 ether 512 ppp 768 ipip 769 tunnel6 772 loopback 776 sit 778 gre 823 gre6 65534 none");

  /** Modes of links: IF_LINK_MODE_. */
  public static final Words LINK_MODE = new Words("0 DEFAULT 1 DORMANT");

  /** States of a bridge's ports: BR_STATE_. */
  public static final Words PORT_STATE =
      new Words("0 disabled 1 listening 2 learning 3 forwarding 4 blocking");

  /** Groups of links: /etc/iproute2/group. */
  public static final Words GROUP = new Words("0 default");

  /** Families of addresses. */
  public static final Words FAMILY = new Words("2 inet 7 bridge 10 inet6");

  /** Preferences of routers: RFC 4191. */
  public static final Words PREFERENCE = new Words("0 medium 1 high 3 low");

  /** Whether outer packets of a tunnel may be fragmented: VXLAN_DF_. */
  public static final Words DF = new Words("0 unset 1 set 2 inherit");

  private final Map<Integer, String> names = new HashMap<>();
  private final Map<String, Integer> numbers = new HashMap<>();

  private Words(String table) {
    String[] words = table.split(" ", -1);
    for (int i = 0; i < words.length; i += 2) {
      names.put(Integer.valueOf(words[i]), words[i + 1]);
      numbers.put(words[i + 1], Integer.valueOf(words[i]));
    }
  }

  /** The name of a number. */
  public String name(int number) {
    return names.getOrDefault(number, Integer.toUnsignedString(number));
  }

  /** The number of a name, or of a number written out, decimal or with 0x. */
  public Optional<Integer> number(String name) {
    Integer number = numbers.get(name);
    if (number != null) {
      return Optional.of(number);
    }
    try {
      return Optional.of((int) (long) Long.decode(name));
    } catch (NumberFormatException neither) {
      return Optional.empty();
    }
  }

  /** Whether a number has a name. */
  boolean knows(int number) {
    return names.containsKey(number);
  }
}
