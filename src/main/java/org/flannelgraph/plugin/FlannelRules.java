package org.flannelgraph.plugin;

import java.util.ArrayList;
import java.util.List;
import org.flannelgraph.address.Cidr;
import org.flannelgraph.cluster.FlannelConfig;
import org.flannelgraph.cluster.Lease;
import org.flannelgraph.linux.nft.Match;
import org.flannelgraph.linux.nft.Table;
import org.flannelgraph.linux.nft.Table.Chain;
import org.flannelgraph.linux.nft.Table.Rule;
import org.flannelgraph.linux.nft.Table.Statement;
import org.flannelgraph.linux.operation.AddNftTable;
import org.flannelgraph.linux.operation.Operation;

/**
 * The tables that current Flannel writes with nftables: forwarding allowed, masquerading outwards.
 */
final class FlannelRules {
  /** kube-proxy's mark for packets that it will masquerade itself. */
  private static final int KUBE_PROXY_MARK = 0x4000;

  private FlannelRules() {}

  static List<Operation> operations(FlannelConfig flannel, Lease lease) {
    String node = lease.node().name();
    List<Operation> operations = new ArrayList<>();
    operations.add(
        new AddNftTable(
            node, table("ip", "flannel-ipv4", flannel.network(), lease.subnet(), "224.0.0.0/4")));
    if (flannel.network6() != null && lease.subnet6() != null) {
      operations.add(
          new AddNftTable(
              node, table("ip6", "flannel-ipv6", flannel.network6(), lease.subnet6(), "ff00::/8")));
    }
    return operations;
  }

  private static Table table(String family, String name, Cidr network, Cidr own, String multicast) {
    Match fromNetwork = new Match.Prefix(family, "saddr", true, network);
    Match toNetwork = new Match.Prefix(family, "daddr", true, network);
    Match notFromNetwork = new Match.Prefix(family, "saddr", false, network);
    Match fromOwn = new Match.Prefix(family, "saddr", true, own);
    Match notFromOwn = new Match.Prefix(family, "saddr", false, own);
    Match toOwn = new Match.Prefix(family, "daddr", true, own);
    Match notMulticast = new Match.Prefix(family, "daddr", false, Cidr.parse(multicast));
    List<Rule> postrtg =
        List.of(
            rule(Statement.RETURN, new Match.Mark(KUBE_PROXY_MARK)),
            rule(Statement.RETURN, fromOwn, toNetwork),
            rule(Statement.RETURN, fromNetwork, toOwn),
            rule(Statement.RETURN, notFromOwn, toNetwork),
            rule(Statement.MASQUERADE_FULLY_RANDOM, fromNetwork, notMulticast),
            rule(Statement.MASQUERADE_FULLY_RANDOM, notFromNetwork, toNetwork));
    List<Rule> forward =
        List.of(rule(Statement.ACCEPT, fromNetwork), rule(Statement.ACCEPT, toNetwork));
    return new Table(
        family,
        name,
        List.of(
            new Chain("forward", "filter", "forward", 0, forward),
            new Chain("postrtg", "nat", "postrouting", 100, postrtg)));
  }

  private static Rule rule(Statement statement, Match... matches) {
    return new Rule(List.of(matches), statement);
  }
}
