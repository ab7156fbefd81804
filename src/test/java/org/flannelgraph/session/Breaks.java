package org.flannelgraph.session;

import java.util.List;
import java.util.stream.Stream;
import org.flannelgraph.journey.Cause;
import org.flannelgraph.journey.Evidence;
import org.flannelgraph.traffic.Probe;

/** All the ways in which a packet is lost on a {@link Way},. */
record Breaks(Way way) {
  /** Every cause that can be on this way. */
  Stream<Break> all() {
    return Stream.of(
            routes(),
            neighbours(),
            links(),
            sizes(),
            routers(),
            rules(),
            way.isIpv6() ? List.<Break>of() : reversePath(),
            way.isTunnelled() ? tunnel() : gateway(),
            way.isIpv6() ? unequalMtus() : List.<Break>of())
        .flatMap(List::stream);
  }

  private List<Break> routes() {
    String ip = way.ip("node1");
    String remove = "%s route del %s\n".formatted(ip, way.subnet(2));
    String instead = "%s route add %%s %s\n".formatted(ip, way.subnet(2));
    String mend = "%s route del %s\n%s".formatted(ip, way.subnet(2), way.addRoute(1, 2));
    return List.of(
        Break.of(
            Cause.Id.NO_ROUTE,
            remove + instead.formatted("unreachable"),
            mend,
            "node1/cni0",
            Evidence.Kind.ROUTE,
            "EHOSTUNREACH"),
        Break.of(
            Cause.Id.NO_ROUTE,
            remove + instead.formatted("blackhole"),
            mend,
            "node1/cni0",
            Evidence.Kind.ROUTE,
            "EINVAL"),
        Break.of(
            Cause.Id.NO_ROUTE,
            remove + ip + " route del default",
            way.addRoute(1, 2) + ip + " route add default via " + way.underlay(0),
            "node1/cni0",
            Evidence.Kind.ROUTE,
            "ENETUNREACH"));
  }

  private List<Break> neighbours() {
    String node2 = way.ip("node2");
    String remove = "%s addr del %s dev eth0\n".formatted(way.ip("green"), way.pod(2));
    String mend = way.addAddress("green", "eth0", way.pod(2)) + way.addDefault("green", 2);
    String keep =
        "%s neigh replace %s lladdr %s dev cni0 nud permanent\n"
            .formatted(node2, way.to(), Way.mac("green", "eth0"));
    String forget = "%s neigh del %s dev cni0\n".formatted(node2, way.to());
    return List.of(
        Break.of(
            Cause.Id.NO_NEIGHBOUR,
            remove + node2 + " neigh flush dev cni0",
            mend,
            "node2/cni0",
            Evidence.Kind.NEIGHBOUR,
            way.to()),
        Break.of(
            Cause.Id.FORWARDING_OFF,
            keep + remove,
            mend + forget,
            "green/eth0",
            Evidence.Kind.SYSCTL,
            "forwarding = 0"),
        Break.of(
            Cause.Id.NOT_MY_MAC,
            keep + "ip -n green link set eth0 address 02:11:22:33:44:55",
            "ip -n green link set eth0 address $(%s neigh show %s dev cni0 | cut -d ' ' -f 3)\n%s"
                .formatted(node2, way.to(), forget),
            "green/eth0",
            Evidence.Kind.LOCAL,
            "link/ether 02:11:22:33:44:55"));
  }

  private List<Break> links() {
    return List.of(
        Break.of(
            Cause.Id.LINK_DOWN,
            "ip -n underlay link set p2 down",
            "ip -n underlay link set p2 up",
            "underlay/p2",
            Evidence.Kind.VETH_PEER,
            "state DOWN"),
        Break.of(
            Cause.Id.LINK_DOWN,
            "ip -n underlay link set p1 down",
            "ip -n underlay link set p1 up",
            "underlay/p1",
            Evidence.Kind.VETH_PEER,
            "state DOWN"),
        Break.of(
            Cause.Id.LINK_DOWN,
            "ip -n green link set eth0 down",
            "ip -n green link set eth0 up\n"
                + way.addAddress("green", "eth0", way.pod(2))
                + way.addDefault("green", 2),
            "green/eth0",
            Evidence.Kind.VETH_PEER,
            "state DOWN"),
        Break.of(
            Cause.Id.LINK_DOWN,
            "ip -n node2 link set %s down".formatted(Way.greensVeth()),
            "ip -n node2 link set %s up".formatted(Way.greensVeth()),
            "node2/veth",
            Evidence.Kind.VETH_PEER,
            "state DOWN"),
        Break.of(
            Cause.Id.LINK_DOWN,
            "ip -n node1 link set cni0 down",
            "ip -n node1 link set cni0 up\n" + way.addAddress("node1", "cni0", way.bridge(1)),
            "node1/cni0",
            Evidence.Kind.VETH_PEER,
            "state DOWN"),
        Break.of(
            Cause.Id.NO_FDB_ENTRY,
            """
            bridge -n underlay link set dev p2 learning off flood off
            bridge -n underlay fdb flush dev br0 port p2 dynamic
            """,
            "bridge -n underlay link set dev p2 learning on flood on",
            "underlay/p1",
            Evidence.Kind.BRIDGE_FDB,
            "no entry for"));
  }

  private List<Break> sizes() {
    String mtu = "ip -n node1 link set %s mtu ".formatted(way.device());
    Probe whole = new Probe.Icmp(1300, true);
    return List.of(
        Break.of(
            Cause.Id.TOO_BIG,
            "ip -n underlay link set p1 mtu 1280",
            "ip -n underlay link set p1 mtu 1500",
            "underlay/p1",
            Evidence.Kind.VETH_PEER,
            "mtu 1280"),
        Break.of(
            Cause.Id.TOO_BIG,
            "ip -n green link set eth0 mtu 1280",
            "ip -n green link set eth0 mtu " + way.podMtu(),
            "green/eth0",
            Evidence.Kind.VETH_PEER,
            "mtu 1280"),
        Break.of(
                Cause.Id.TOO_BIG,
                mtu + "1280",
                mtu + way.deviceMtu() + "\n" + way.ip("red") + " route flush cache",
                "node1/" + way.device(),
                Evidence.Kind.ROUTE,
                "mtu 1280")
            .of(whole));
  }

  /** Flannel gives pods 20 bytes more than its tunnel for IPv6 has. */
  private List<Break> unequalMtus() {
    return List.of(
        Break.of(
                Cause.Id.TOO_BIG,
                "# nothing needs to be broken",
                "ip -n red -6 route flush cache",
                "node1/flannel-v6.1",
                Evidence.Kind.ROUTE,
                "mtu 1430")
            .of(new Probe.Icmp(1400, false)));
  }

  private List<Break> routers() {
    String ttl =
        way.isIpv6()
            ? "ip netns exec red sysctl -qw net.ipv6.conf.eth0.hop_limit="
            : "ip netns exec red sysctl -qw net.ipv4.ip_default_ttl=";
    String headerErrors = (way.isIpv6() ? "Ip6" : "Ip") + "InHdrErrors grew by 1";
    String forwarding =
        "sysctl -qw " + (way.isIpv6() ? "net.ipv6.conf.all.forwarding=" : "net.ipv4.ip_forward=");
    return List.of(
        Break.of(
            Cause.Id.TTL_EXCEEDED,
            ttl + 1,
            ttl + 64,
            "node1/cni0",
            Evidence.Kind.SYSCTL,
            headerErrors),
        Break.of(
            Cause.Id.TTL_EXCEEDED,
            ttl + 2,
            ttl + 64,
            "node2/" + way.device(),
            Evidence.Kind.FRAME,
            way.isIpv6() ? "hop limit 1" : "time to live 1"),
        Break.of(
            Cause.Id.FORWARDING_OFF,
            "ip netns exec node1 " + forwarding + 0,
            "ip netns exec node1 " + forwarding + 1,
            "node1/cni0",
            Evidence.Kind.SYSCTL,
            way.isIpv6()
                ? "net.ipv6.conf.all.forwarding = 0"
                : "net.ipv4.conf.cni0.forwarding = 0"),
        Break.of(
            Cause.Id.FORWARDING_OFF,
            "ip netns exec node2 " + forwarding + 0,
            "ip netns exec node2 " + forwarding + 1,
            "node2/" + way.device(),
            Evidence.Kind.SYSCTL,
            way.isIpv6() ? "Ip6InAddrErrors grew by" : "IpInAddrErrors grew by"));
  }

  private List<Break> rules() {
    String rule =
        """
        ip netns exec %s nft 'add table inet wall
        add chain inet wall %s { type filter hook %s priority %d; }
        add rule inet wall %s %s type echo-request %s'
        """;
    String icmp = way.isIpv6() ? "icmpv6" : "icmp";
    return List.of(
        Break.of(
            Cause.Id.RULE,
            rule.formatted("node1", "early", "prerouting", -200, "early", icmp, "drop"),
            "ip netns exec node1 nft delete table inet wall",
            "node1/cni0",
            Evidence.Kind.NFT,
            "echo-request drop"),
        Break.of(
            Cause.Id.RULE,
            rule.formatted("node2", "forward", "forward", 0, "forward", icmp, "drop"),
            "ip netns exec node2 nft delete table inet wall",
            "node2/" + way.device(),
            Evidence.Kind.NFT,
            "echo-request drop"),
        Break.of(
            Cause.Id.RULE,
            rule.formatted("node2", "forward", "forward", 0, "forward", icmp, "reject"),
            "ip netns exec node2 nft delete table inet wall",
            "node2/" + way.device(),
            Evidence.Kind.NFT,
            "echo-request reject"),
        Break.of(
            Cause.Id.RULE,
            rule.formatted("node2", "late", "postrouting", 50, "late", icmp, "drop"),
            "ip netns exec node2 nft delete table inet wall",
            "node2/" + way.device(),
            Evidence.Kind.NFT,
            "echo-request drop"),
        Break.of(
            Cause.Id.RULE,
            """
            ip netns exec green nft 'add table inet wall
            add chain inet wall input { type filter hook input priority 0; policy drop; }'
            """,
            "ip netns exec green nft delete table inet wall",
            "green/eth0",
            Evidence.Kind.NFT,
            "inet wall input: policy drop"),
        Break.of(
            Cause.Id.BAD_CHECKSUM,
            rule.formatted(
                "node1", "damage", "forward", 300, "damage", icmp, "@th,16,16 set 0x1234"),
            "ip netns exec node1 nft delete table inet wall",
            "green/eth0",
            Evidence.Kind.SYSCTL,
            way.isIpv6() ? "Icmp6InCsumErrors grew by 1" : "IcmpInCsumErrors grew by 1"));
  }

  /** IPv6 has no rp_filter. */
  private List<Break> reversePath() {
    String filter =
        "ip netns exec node2 sysctl -qw net.ipv4.conf.%s.rp_filter="
            .formatted(way.device().replace('.', '/'));
    String replace = "ip -n node2 route replace 10.244.1.0/24 via 10.244.2.3 dev cni0\n";
    String mend = "ip -n node2 route del 10.244.1.0/24\n" + way.addRoute(2, 1) + filter + 0;
    return List.of(
        Break.of(
            Cause.Id.REVERSE_PATH,
            replace + filter + 1,
            mend,
            "node2/" + way.device(),
            Evidence.Kind.SYSCTL,
            "TcpExtIPReversePathFilter grew by 1"),
        Break.of(
            Cause.Id.REVERSE_PATH,
            """
            ip -n node2 route del 10.244.1.0/24
            ip -n node2 route del default
            """
                + filter
                + 2,
            way.addRoute(2, 1) + "ip -n node2 route add default via 192.168.0.1\n" + filter + 0,
            "node2/" + way.device(),
            Evidence.Kind.SYSCTL,
            "rp_filter = 2"));
  }

  /** What the nodes of a tunnel can't do to each other without one. */
  private List<Break> tunnel() {
    String tunnel = way.device();
    String node1 = way.ip("node1");
    String remove = "ip -n node2 link del " + tunnel + "\n";
    return List.of(
        Break.of(
            Cause.Id.NO_NEIGHBOUR,
            "%s neigh del %s dev %s".formatted(node1, way.gateway(2), tunnel),
            way.tellOfTunnel(),
            "node1/" + tunnel,
            Evidence.Kind.NEIGHBOUR,
            way.gateway(2)),
        Break.of(
            Cause.Id.NO_NEIGHBOUR,
            way.mute(),
            way.unmute(),
            "node1/eth0",
            Evidence.Kind.NEIGHBOUR,
            way.underlay(2)),
        Break.of(
            Cause.Id.NO_FDB_ENTRY,
            "bridge -n node1 fdb del %s dev %s dst %s"
                .formatted(Way.mac("node2", tunnel), tunnel, way.underlay(2)),
            way.tellOfTunnel(),
            "node1/" + tunnel,
            Evidence.Kind.TUNNEL_FDB,
            "no entry for"),
        Break.of(
            Cause.Id.WRONG_VNI,
            remove + way.makeTunnel(2),
            remove + way.makeTunnel(1),
            "node2/eth0",
            Evidence.Kind.LOCAL,
            "VNI 2"),
        Break.of(
            Cause.Id.NO_TUNNEL_SOCKET,
            remove,
            way.makeTunnel(1),
            "node2/eth0",
            Evidence.Kind.SYSCTL,
            way.isIpv6() ? "Udp6NoPorts grew by 1" : "UdpNoPorts grew by 1"),
        Break.of(
            Cause.Id.NOT_MY_MAC,
            """
            %s neigh replace %s lladdr 02:11:22:33:44:55 dev %s nud permanent
            bridge -n node1 fdb add 02:11:22:33:44:55 dev %s dst %s
            """
                .formatted(node1, way.gateway(2), tunnel, tunnel, way.underlay(2)),
            "bridge -n node1 fdb del 02:11:22:33:44:55 dev %s dst %s\n%s"
                .formatted(tunnel, way.underlay(2), way.tellOfTunnel()),
            "node2/" + tunnel,
            Evidence.Kind.LOCAL,
            "link/ether"));
  }

  /** What can be wrong with a node that is another's gateway. */
  private List<Break> gateway() {
    String change = "ip -n node1 route change 10.244.2.0/24 via %s dev eth0\n";
    return List.of(
        Break.of(
            Cause.Id.NO_NEIGHBOUR,
            way.mute(),
            way.unmute(),
            "node1/eth0",
            Evidence.Kind.NEIGHBOUR,
            "192.168.0.12"),
        Break.of(
            Cause.Id.NO_NEIGHBOUR,
            change.formatted("192.168.0.99"),
            change.formatted("192.168.0.12"),
            "node1/eth0",
            Evidence.Kind.NEIGHBOUR,
            "192.168.0.99"),
        Break.of(
            Cause.Id.FORWARDING_OFF,
            change.formatted("192.168.0.1"),
            change.formatted("192.168.0.12"),
            "underlay/br0",
            Evidence.Kind.SYSCTL,
            "net.ipv4.conf.br0.forwarding = 0"),
        Break.of(
            Cause.Id.FORWARDING_OFF,
            """
            ip -n node1 neigh replace 192.168.0.12 lladdr %s dev eth0 nud permanent
            ip netns exec node2 sysctl -qw net.ipv4.ip_forward=0
            bridge -n underlay fdb flush dev br0 dynamic
            """
                .formatted(Way.mac("node2", "eth0")), // so it is flooded to node3 too
            """
            ip -n node1 neigh del 192.168.0.12 dev eth0
            ip netns exec node2 sysctl -qw net.ipv4.ip_forward=1
            """,
            "node2/eth0",
            Evidence.Kind.SYSCTL,
            "net.ipv4.conf.eth0.forwarding = 0"),
        Break.of(
            Cause.Id.NOT_MY_MAC,
            "ip -n node1 neigh replace 192.168.0.12 lladdr 02:11:22:33:44:55 dev eth0 nud"
                + " permanent",
            "ip -n node1 neigh del 192.168.0.12 dev eth0",
            "node2/eth0",
            Evidence.Kind.LOCAL,
            "link/ether"));
  }
}
