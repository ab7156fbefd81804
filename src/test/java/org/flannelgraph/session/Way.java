package org.flannelgraph.session;

/**
 * The way of a family's packets from pod red on node1 to pod green on node2 in a lab that ships, in
 * the words by which one changes it.
 *
 * @param lab the folder under labs
 * @param tunnel the device that the nodes are joined by; empty if they are each other's gateways
 */
record Way(String lab, String tunnel, boolean isIpv6) {
  static final Way TWO_NODES = new Way("two-nodes", "flannel.1", false);
  static final Way HOST_GATEWAY = new Way("host-gw", "", false);
  static final Way DUAL_STACK_IPV6 = new Way("dual-stack", "flannel-v6.1", true);

  boolean isTunnelled() {
    return !tunnel.isEmpty();
  }

  /** Green's address. */
  String to() {
    return isIpv6 ? "fd00:10:244:2::2" : "10.244.2.2";
  }

  /** The address of a node's first pod, with its prefix length. */
  String pod(int node) {
    return isIpv6 ? "fd00:10:244:%d::2/64".formatted(node) : "10.244.%d.2/24".formatted(node);
  }

  /** The address of a node's bridge, with its prefix length. */
  String bridge(int node) {
    return isIpv6 ? "fd00:10:244:%d::1/64".formatted(node) : "10.244.%d.1/24".formatted(node);
  }

  /** The addresses of a node's pods. */
  String subnet(int node) {
    return isIpv6 ? "fd00:10:244:%d::/64".formatted(node) : "10.244.%d.0/24".formatted(node);
  }

  /** A node's address on the underlay; that of the switch is 0's. */
  String underlay(int node) {
    int host = node == 0 ? 1 : node + 10;
    return (isIpv6 ? "fd00:192:168::" : "192.168.0.") + host;
  }

  /** What other nodes' routes to a node's pods lead by. */
  String gateway(int node) {
    if (!isTunnelled()) {
      return underlay(node);
    }
    return isIpv6 ? "fd00:10:244:%d::".formatted(node) : "10.244.%d.0".formatted(node);
  }

  /** By what node1 sends a packet on, and by what node2 gets it to send on. */
  String device() {
    return isTunnelled() ? tunnel : "eth0";
  }

  int deviceMtu() {
    return !isTunnelled() ? 1500 : isIpv6 ? 1430 : 1450;
  }

  int podMtu() {
    return isTunnelled() ? 1450 : 1500;
  }

  /** The command {@code ip} in a namespace, for this family. */
  String ip(String namespace) {
    return "ip -n %s %s".formatted(namespace, isIpv6 ? "-6" : "-4");
  }

  /** A node's route to another's pods. */
  String addRoute(int node, int other) {
    return "%s route add %s via %s dev %s %s\n"
        .formatted(
            ip("node" + node),
            subnet(other),
            gateway(other),
            device(),
            isTunnelled() ? "onlink" : "");
  }

  /** A pod's default route. */
  String addDefault(String pod, int node) {
    String gateway = isIpv6 ? "fd00:10:244:%d::1".formatted(node) : "10.244.%d.1".formatted(node);
    return "%s route replace default via %s dev eth0\n".formatted(ip(pod), gateway);
  }

  /** Gives an interface its address again, which IPv6 forgets when it goes down. */
  String addAddress(String namespace, String device, String address) {
    return "%s addr replace %s dev %s %s\n"
        .formatted(ip(namespace), address, device, isIpv6 ? "nodad" : "");
  }

  /** Tells node1 of node2's end of the tunnel. */
  String tellOfTunnel() {
    return """
    mac=%s
    ip -n node1 neigh replace %s lladdr $mac dev %s nud permanent
    bridge -n node1 fdb replace $mac dev %s dst %s self permanent
    """
        .formatted(mac("node2", tunnel), gateway(2), tunnel, tunnel, underlay(2));
  }

  /** Makes node2's end of the tunnel, with the address that node1 knows. */
  String makeTunnel(int vni) {
    return """
        ip -n node2 link add %1$s address $(ip -n node1 neigh show %2$s dev %1$s | cut -d ' ' -f 3) \
            mtu %3$d type vxlan id %4$d local %5$s dev eth0 dstport 8472 nolearning
        ip -n node2 link set %1$s up
        %6$s
        ip -n node2 neigh replace %7$s lladdr %8$s dev %1$s nud permanent
        bridge -n node2 fdb replace %8$s dev %1$s dst %9$s self permanent
        """
            .formatted(
                tunnel,
                gateway(2),
                deviceMtu(),
                vni,
                underlay(2),
                addAddress("node2", tunnel, gateway(2) + (isIpv6 ? "/128" : "/32")),
                gateway(1),
                mac("node1", tunnel),
                underlay(1))
        + addRoute(2, 1);
  }

  /** Has node2 answer nobody who asks for its MAC address on the underlay. */
  String mute() {
    String mute =
        isIpv6
            ? """
            ip netns exec node2 nft 'add table inet mute
            add chain inet mute input { type filter hook input priority 0; }
            add rule inet mute input icmpv6 type nd-neighbor-solicit drop'
            """
            : "ip netns exec node2 sysctl -qw net.ipv4.conf.eth0.arp_ignore=8\n";
    return mute + ip("node2") + " neigh flush dev eth0\n" + ip("node1") + " neigh flush dev eth0";
  }

  /** Has it answer again. */
  String unmute() {
    return isIpv6
        ? "ip netns exec node2 nft delete table inet mute"
        : "ip netns exec node2 sysctl -qw net.ipv4.conf.eth0.arp_ignore=0";
  }

  /** The words of sh for the MAC address of an interface. */
  static String mac(String namespace, String device) {
    return "$(ip -n %s -o link show %s | sed 's/.*ether //; s/ .*//')".formatted(namespace, device);
  }

  /** The words of sh for the name of node2's end of green's veth. */
  static String greensVeth() {
    return
"""
    $(ip -n node2 -o link | sed -n "s/^$(ip -n green -o link show eth0 |
        sed 's/.*@if\\([0-9]*\\):.*/\\1/'): \\(veth[^@]*\\)@.*/\\1/p")\
""";
  }
}
