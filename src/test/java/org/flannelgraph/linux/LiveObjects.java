package org.flannelgraph.linux;

import static org.flannelgraph.linux.Shell.sh;

/** Two namespaces with an object of every kind that this program reads, made by iproute2. */
public final class LiveObjects implements AutoCloseable {
  private final TestNamespaces namespaces = new TestNamespaces();
  private final NetworkNamespace node;
  private final NetworkNamespace pod;

  /** Makes them. */
  public LiveObjects() {
    node = namespaces.add("node");
    pod = namespaces.add("pod");
    try {
      make();
    } catch (AssertionError failed) {
      close();
      throw failed;
    }
  }

  private static void make() {
    links();
    addressesAndRoutes();
    rulesAndNeighbours();
    forwardingDatabases();
    // What is still changing by itself can't be compared between two dumps.
    TestNamespaces.await(
        "no address is tentative",
        () -> !sh("ip -n node addr; ip -n pod addr").contains("tentative"));
  }

  private static void links() {
    sh(
        """
        n="ip -n node"
        $n link add br0 type bridge ageing_time 6000 forward_delay 400
        $n link add port0 master br0 type veth peer name eth0 netns pod
        $n link add port1 master br0 mtu 1400 type veth peer name inside1
        $n link add eth0 type veth peer name eth1
        for d in br0 port0 port1 inside1 eth0 eth1; do $n link set $d up; done
        ip -n pod link set eth0 up
        bridge -n node link set dev port0 hairpin on isolated on
        bridge -n node link set dev port1 learning off flood off neigh_suppress on
        $n addr add 192.168.0.1/24 brd + dev eth0 label eth0:x
        $n addr add fd00::1/64 dev eth0 nodad
        $n link add flannel.1 type vxlan id 1 local 192.168.0.1 dev eth0 dstport 8472 nolearning
        $n link add vx-all type vxlan id 7 remote 10.0.0.9 local 192.168.0.1 dev eth0 \
            dstport 4789 l2miss l3miss proxy rsc tos inherit ttl 5 ageing 10 maxaddress 99 df set \
            noudpcsum gbp
        $n link add vx6 type vxlan id 9 group ff05::1 local fd00::1 dev eth0 dstport 8472 srcport 5 9
        $n link add vx-any type vxlan external dstport 4444
        $n link add mv0 link eth0 type macvlan mode private bcqueuelen 7
        $n link add mv1 link eth1 type macvlan mode passthru nopromisc
        $n link set mv0 alias "a b" group 9
        $n link property add dev mv0 altname other altname another
        $n link set flannel.1 up
        $n link set vx-any up
        $n link set mv0 netns pod
        """);
  }

  private static void addressesAndRoutes() {
    sh(
        """
        n="ip -n node"
        $n addr add 192.168.0.5/24 dev eth0 metric 7 noprefixroute valid_lft 100000 \
            preferred_lft 90000
        $n addr add 10.7.0.1 peer 10.7.0.2/32 dev eth0
        $n route add 10.1.0.0/16 nexthop via 192.168.0.2 dev eth0 weight 2 \
            nexthop via 192.168.0.3 dev eth0 onlink
        $n route add 10.2.0.0/16 via 192.168.0.2 metric 5 mtu 1400 advmss 1000 tos 0x10 \
            congctl cubic rtt 100ms rto_min 1500ms
        $n route add 10.4.0.0/16 via inet6 fd00::9 dev eth0
        $n route add blackhole 10.3.0.0/16
        $n route add prohibit 10.6.0.0/16
        $n route add unreachable 10.8.0.0/16
        $n route add throw 10.9.0.0/16 table 77
        $n route add default dev eth0 metric 3 proto static
        $n route add default via 10.9.9.9 dev eth0 onlink table 700 src 192.168.0.1
        $n route add 10.244.70.0/24 via 10.244.70.0 dev flannel.1 onlink
        $n -6 route add fd01::/64 via fd00::2
        $n -6 route add fd02::/64 nexthop via fd00::2 nexthop via fd00::3 weight 3
        $n -6 route add unreachable fd05::/64
        $n -6 route add fd06::/64 from fd00::/64 via fd00::2 pref high mtu 1300
        """);
  }

  private static void rulesAndNeighbours() {
    sh(
        """
        n="ip -n node"
        $n rule add from 10.0.0.0/8 to 11.0.0.0/8 iif eth0 fwmark 0x1/0xf lookup 77 pref 100
        $n rule add not from 10.0.0.1 iif nope lookup 700 suppress_prefixlength 0 \
            suppress_ifgroup 3 pref 1000
        u=$(id -u) # of others a user namespace may know nothing
        $n rule add fwmark 5 oif eth0 uidrange $u-$u tos 0x10 goto 32766 pref 50
        $n rule add ipproto udp sport 5-9 dport 53 blackhole pref 60
        $n rule add nop pref 70
        $n rule add to 10.66.0.0/16 unreachable pref 80
        $n -6 rule add from fd00::/16 prohibit pref 90
        $n neigh add 192.168.0.9 lladdr 02:00:00:00:00:09 dev eth0 router extern_learn protocol static
        $n neigh add 192.168.0.10 lladdr 02:00:00:00:00:0a dev eth0 nud stale
        $n neigh add 192.168.0.11 dev eth0 nud failed
        $n neigh add 192.168.0.13 lladdr 02:00:00:00:00:0d dev eth0 nud noarp
        $n neigh add 10.244.70.0 lladdr ce:a0:a5:46:d5:13 dev flannel.1
        $n neigh add fd00::9 lladdr 02:00:00:00:00:06 dev eth0
        $n neigh add proxy 192.168.0.12 dev eth0
        ip netns exec node sysctl -qw net.ipv4.ip_forward=1 net.ipv4.conf.eth0.rp_filter=2 \
            net.ipv4.conf.all.rp_filter=1 net.ipv6.conf.all.forwarding=1
        """);
  }

  private static void forwardingDatabases() {
    sh(
        """
        b="bridge -n node"
        $b fdb add ce:a0:a5:46:d5:13 dev flannel.1 dst 192.168.0.12
        $b fdb append 00:00:00:00:00:00 dev flannel.1 dst 192.168.0.12
        $b fdb append 00:00:00:00:00:00 dev flannel.1 dst 192.168.0.13
        $b fdb add 02:00:00:00:00:01 dev vx-all dst 192.168.0.2 port 99 vni 88 via eth0
        $b fdb add 02:00:00:00:00:04 dev vx-any src_vni 6 dst 9.9.9.9
        $b fdb add 02:00:00:00:00:02 dev port0 master static
        $b fdb add 02:00:00:00:00:03 dev port0 master static sticky
        $b fdb add 02:00:00:00:00:05 dev port1 master extern_learn
        $b fdb add 02:00:00:00:00:07 dev port1 master dynamic
        """);
  }

  /** Where nearly all is. */
  public NetworkNamespace node() {
    return node;
  }

  /** Where the peer of a port is, and a macvlan whose lower device is in the other. */
  public NetworkNamespace pod() {
    return pod;
  }

  @Override
  public void close() {
    namespaces.close();
  }
}
