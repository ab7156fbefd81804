package org.flannelgraph.plugin;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.flannelgraph.address.Addresses;
import org.flannelgraph.address.Cidr;
import org.flannelgraph.address.MacAddress;
import org.flannelgraph.cluster.Cluster;
import org.flannelgraph.cluster.Node;
import org.flannelgraph.linux.operation.AddAddress;
import org.flannelgraph.linux.operation.AddLink;
import org.flannelgraph.linux.operation.AddNamespace;
import org.flannelgraph.linux.operation.AddRoute;
import org.flannelgraph.linux.operation.AddVeth;
import org.flannelgraph.linux.operation.Operation;
import org.flannelgraph.linux.operation.SetOffloads;
import org.flannelgraph.linux.operation.SetSysctl;
import org.flannelgraph.linux.operation.SetUp;
import org.flannelgraph.linux.route.Bridge;

/** The network between the nodes: a switch in a namespace of its own, and each node's uplink. */
final class Underlay {
  static final String NAMESPACE = Cluster.UNDERLAY;
  static final String UPLINK = "eth0";
  private static final String SWITCH = "br0";

  /** The last part of the first node's address, unless the file says another one. */
  private static final long FIRST_HOST = 11;

  private final Cluster cluster;

  Underlay(Cluster cluster) {
    this.cluster = cluster;
  }

  List<Operation> networkSwitch() {
    List<Operation> operations = new ArrayList<>(namespace(NAMESPACE));
    operations.add(
        new AddLink(
            NAMESPACE,
            SWITCH,
            Bridge.DEFAULT,
            Optional.empty(),
            OptionalInt.of(cluster.underlayMtu()),
            OptionalInt.empty(),
            Optional.empty()));
    if (!cluster.offloads()) {
      operations.add(new SetOffloads(NAMESPACE, SWITCH));
    }
    operations.add(new SetUp(NAMESPACE, SWITCH));
    for (Cidr network : nodeNetworks()) {
      Cidr own = new Cidr(network.host(1), network.prefixLength());
      operations.add(new AddAddress(NAMESPACE, SWITCH, own, Optional.empty()));
    }
    return operations;
  }

  List<Operation> uplink(Node node) {
    String name = node.name();
    String port = port(node);
    List<Operation> operations = new ArrayList<>(namespace(name));
    operations.add(
        new AddVeth(
            NAMESPACE,
            port,
            Optional.of(mac(NAMESPACE, port)),
            Optional.of(SWITCH),
            new AddVeth.Peer(name, UPLINK, Optional.of(mac(name, UPLINK))),
            cluster.underlayMtu(),
            OptionalInt.empty(),
            OptionalInt.empty()));
    if (!cluster.offloads()) {
      operations.add(new SetOffloads(NAMESPACE, port));
      operations.add(new SetOffloads(name, UPLINK));
    }
    operations.add(new SetUp(NAMESPACE, port));
    operations.add(new SetUp(name, UPLINK));
    addresses(node).forEach(cidr -> operations.add(address(name, cidr)));
    for (Cidr network : nodeNetworks()) {
      operations.add(new AddRoute(name, Optional.empty(), network.host(1), UPLINK, false));
    }
    return operations;
  }

  /**
   * The switch's port for a node: p1 for the node whose address ends with 11, the first that is
   * given. It is named after the address so that it keeps its name when other nodes come and go.
   */
  private String port(Node node) {
    long host =
        Addresses.number(node.address()).subtract(cluster.nodeNetwork().first()).longValueExact();
    return host > FIRST_HOST - 1 ? "p" + (host - FIRST_HOST + 1) : "p0" + host;
  }

  private static Operation address(String name, Cidr address) {
    return new AddAddress(name, UPLINK, address, Optional.empty());
  }

  private List<Cidr> addresses(Node node) {
    List<Cidr> addresses = new ArrayList<>();
    addresses.add(new Cidr(node.address(), cluster.nodeNetwork().prefixLength()));
    if (node.address6() != null && cluster.nodeNetwork6() != null) {
      addresses.add(new Cidr(node.address6(), cluster.nodeNetwork6().prefixLength()));
    }
    return addresses;
  }

  private List<Cidr> nodeNetworks() {
    return cluster.nodeNetwork6() == null
        ? List.of(cluster.nodeNetwork())
        : List.of(cluster.nodeNetwork(), cluster.nodeNetwork6());
  }

  private MacAddress mac(String namespace, String device) {
    return MacAddress.fromName(cluster.name() + "/" + namespace + "/" + device);
  }

  /**
   * A namespace in which nothing depends on the machine: a new one copies IPv4's settings from the
   * machine's first namespace, and distributions differ there.
   */
  static List<Operation> namespace(String name) {
    return List.of(
        new AddNamespace(name),
        new SetSysctl(name, "net.ipv4.ip_forward", "0"),
        new SetSysctl(name, "net.ipv4.conf.all.rp_filter", "0"),
        new SetSysctl(name, "net.ipv4.conf.default.rp_filter", "0"),
        new SetSysctl(name, "net.ipv4.conf.all.arp_ignore", "0"),
        new SetSysctl(name, "net.ipv4.conf.all.arp_announce", "0"),
        new SetUp(name, "lo"));
  }
}
