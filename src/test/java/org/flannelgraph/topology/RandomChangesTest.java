package org.flannelgraph.topology;

import static org.flannelgraph.linux.Shell.sh;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.flannelgraph.linux.NetworkNamespace;
import org.flannelgraph.linux.NothingLeaked;
import org.flannelgraph.linux.TestNamespaces;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever is done to two namespaces, what was followed is what a fresh dump says. Many of the
 * changes are refused by the kernel, as they come at random; those that are not are enough.
 */
@Tag("kernel")
@ExtendWith(NothingLeaked.class)
class RandomChangesTest {
  private static final int ROUNDS = 10;
  private static final int CHANGES = 40;

  @ParameterizedTest
  @ValueSource(longs = {1, 3, 4})
  void whatWasFollowedIsWhatIsThere(long seed) {
    try (TestNamespaces namespaces = new TestNamespaces();
        LiveTopology live = LiveTopology.start()) {
      List<NetworkNamespace> both = List.of(namespaces.add("one"), namespaces.add("two"));
      live.watch(both);
      Changes changes = new Changes(new Random(seed));
      for (int round = 0; round < ROUNDS; round++) {
        StringBuilder script = new StringBuilder();
        IntStream.range(0, CHANGES)
            .forEach(i -> script.append(changes.next()).append(" 2>/dev/null || :\n"));
        sh("sh", script.toString());
        Fresh.demandSame(live, both, "seed " + seed + ", round " + round + ", after\n" + script);
      }
    }
  }

  /** Makes commands, some of which fit together. */
  private record Changes(Random random) {
    private String any(String... words) {
      return words[random.nextInt(words.length)];
    }

    private String namespace() {
      return any("one", "two");
    }

    private String other(String namespace) {
      return namespace.equals("one") ? "two" : "one";
    }

    private String link() {
      return any("lo", "v0", "v1", "v2", "br0", "vx0", "mv0");
    }

    private String ip() {
      return "10.0." + random.nextInt(3) + "." + (1 + random.nextInt(4));
    }

    private String ip6() {
      return "fd00:0:0:" + random.nextInt(3) + "::" + (1 + random.nextInt(4));
    }

    private String mac() {
      return "02:00:00:00:00:0" + (1 + random.nextInt(5));
    }

    private String prefix() {
      return any("10.8.0.0/16", "10.8.1.0/24", "10.9.0.0/16", "default", ip() + "/32");
    }

    private String prefix6() {
      return any("fd08::/16", "fd08:1::/64", "default", ip6() + "/128");
    }

    private String metric() {
      return any("", " metric 5", " metric 7", " table 77");
    }

    String next() {
      String namespace = namespace();
      String n = "ip -n " + namespace + " ";
      String b = "bridge -n " + namespace + " ";
      return switch (random.nextInt(30)) {
        case 0 ->
            n
                + "link add "
                + any("v0", "v1", "v2")
                + " type veth peer name "
                + any("v0", "v1", "v2")
                + " netns "
                + any(namespace, other(namespace));
        case 1 -> n + "link add br0 type bridge ageing_time " + (1 + random.nextInt(9)) + "00";
        case 2 ->
            n
                + "link add vx0 type vxlan id 7 dstport 8472 local "
                + ip()
                + any("", " dev v0", " remote 10.0.0.9", " learning");
        case 3 -> n + "link add mv0 link " + any("v0", "v1") + " type macvlan mode bridge";
        case 4 -> n + "link del " + link();
        case 5, 6, 7, 8 -> n + "link set " + link() + " " + any("up", "up", "up", "down");
        case 9 -> n + "link set " + any("v0", "v1", "vx0") + any(" master br0", " nomaster");
        case 10 ->
            n + "link set " + link() + any(" mtu 1400", " mtu 1300", " alias x", " txqueuelen 5");
        case 11 -> n + "link set " + any("v0", "v1", "mv0", "vx0") + " netns " + other(namespace);
        case 12 -> n + "link set v2 name " + any("v3", "v1");
        case 13, 14 -> n + "addr " + any("add", "add", "del") + " " + ip() + "/24 dev " + link();
        case 15 ->
            n + "addr " + any("add", "add", "del") + " " + ip6() + "/64 dev " + link() + " nodad";
        case 16 -> n + "addr flush dev " + link();
        case 17, 18 ->
            n
                + "route "
                + any("add", "replace", "append", "prepend", "del")
                + " "
                + prefix()
                + any(" via " + ip(), " dev " + link(), " via " + ip() + " dev v0 onlink")
                + metric()
                + any("", " src " + ip());
        case 19 ->
            n
                + "route "
                + any("add", "replace", "del")
                + " "
                + prefix()
                + " nexthop via "
                + ip()
                + " dev v0 onlink nexthop via "
                + ip()
                + " dev v1 onlink weight 2"
                + metric();
        case 20 ->
            n + "route " + any("add", "del") + " " + any("blackhole ", "prohibit ") + prefix();
        case 21, 22 ->
            n
                + "-6 route "
                + any("add", "replace", "append", "del")
                + " "
                + prefix6()
                + any(" via " + ip6(), " dev " + link(), " via fe80::1 dev v0")
                + metric();
        case 23 ->
            n
                + "-6 route "
                + any("add", "replace", "append", "del")
                + " "
                + prefix6()
                + " nexthop via "
                + ip6()
                + " dev v0 nexthop via "
                + ip6()
                + " dev v1"
                + metric();
        case 24 ->
            n
                + any("", "-6 ")
                + "rule "
                + any("add", "add", "del")
                + any("", " iif v0", " fwmark 1", " oif v1")
                + " pref "
                + (1 + random.nextInt(4))
                + any(" lookup 77", " prohibit", " goto 3");
        case 25 ->
            n
                + "neigh "
                + any("add", "replace", "del")
                + " "
                + any(ip(), ip6())
                + " lladdr "
                + mac()
                + " dev "
                + link()
                + any("", " nud stale", " nud reachable");
        case 26 -> n + "neigh " + any("add", "del") + " proxy " + ip() + " dev " + link();
        case 27 ->
            b
                + "fdb "
                + any("add", "replace", "append", "del")
                + " "
                + any(mac(), "00:00:00:00:00:00")
                + " dev vx0 dst "
                + ip();
        case 28 ->
            b
                + any(
                    "fdb "
                        + any("add", "del")
                        + " "
                        + mac()
                        + " dev v0 master "
                        + any("static", "temp"),
                    "link set dev v0 "
                        + any("hairpin", "learning", "isolated")
                        + any(" on", " off"),
                    "fdb replace " + mac() + " dev " + any("v0", "v1") + " master static");
        default ->
            "ip netns exec "
                + namespace
                + " sysctl -qw net."
                + any(
                    "ipv4.ip_forward",
                    "ipv4.conf.all.rp_filter",
                    "ipv4.conf.default.rp_filter",
                    "ipv6.conf.all.forwarding")
                + "="
                + random.nextInt(2);
      };
    }
  }
}
