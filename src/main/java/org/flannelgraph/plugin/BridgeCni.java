package org.flannelgraph.plugin;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.flannelgraph.address.Cidr;
import org.flannelgraph.address.MacAddress;
import org.flannelgraph.cluster.Cluster;
import org.flannelgraph.cluster.Node;
import org.flannelgraph.cluster.Pod;
import org.flannelgraph.linux.operation.AddAddress;
import org.flannelgraph.linux.operation.AddLink;
import org.flannelgraph.linux.operation.AddNeighbour;
import org.flannelgraph.linux.operation.AddRoute;
import org.flannelgraph.linux.operation.AddVeth;
import org.flannelgraph.linux.operation.Operation;
import org.flannelgraph.linux.operation.SetHairpin;
import org.flannelgraph.linux.operation.SetOffloads;
import org.flannelgraph.linux.operation.SetSysctl;
import org.flannelgraph.linux.operation.SetUp;
import org.flannelgraph.linux.route.Bridge;

/**
 * What Flannel's CNI plugin has the bridge and host-local plugins do for each pod: a veth pair into
 * cni0, an address, and routes to the pod network and to everywhere through cni0.
 */
final class BridgeCni {
  private static final String POD_DEVICE = "eth0";

  /**
   * The kernel's table of neighbours is one for all namespaces and holds 1,024 by default, the
   * machine's own included; beyond this many pods their entries are made permanent, which don't
   * count, and veths get one queue, which halves the time to make one.
   */
  private static final int LARGE = 200;

  private final Cluster cluster;
  private final String bridge;
  private final int mtu;
  private final boolean large;

  BridgeCni(Cluster cluster) {
    this.cluster = cluster;
    bridge = cluster.cni().bridge();
    Integer configured = cluster.cni().mtu();
    mtu = configured == null ? cluster.flannelMtu() : configured;
    large = isLarge(cluster);
  }

  private static boolean isLarge(Cluster cluster) {
    return cluster.pods().size() > LARGE;
  }

  /** What a large lab does otherwise than real nodes. */
  static List<String> notes(Cluster cluster) {
    return isLarge(cluster)
        ? List.of(
            ("%d pods are many for this machine's one table of neighbours, so in this lab pods and"
                    + " their gateways know each other's MAC addresses from the start: their"
                    + " neighbour entries are permanent, and they never ask by ARP")
                .formatted(cluster.pods().size()),
            "to be made faster, pods' veths have one queue here, not one for each processor")
        : List.of();
  }

  List<Operation> bridge(Node node) {
    String name = node.name();
    List<Operation> operations = new ArrayList<>();
    operations.add(
        new AddLink(
            name,
            bridge,
            Bridge.DEFAULT,
            Optional.of(mac(name, bridge)),
            OptionalInt.of(mtu),
            OptionalInt.empty(),
            Optional.empty()));
    if (!cluster.offloads()) {
      operations.add(new SetOffloads(name, bridge));
    }
    operations.add(
        new SetSysctl(name, "net.ipv6.conf." + bridge.replace('.', '/') + ".accept_ra", "0"));
    operations.add(new SetUp(name, bridge));
    if (cluster.cni().isGateway()) {
      operations.addAll(gateway(node));
    }
    return operations;
  }

  /**
   * The plugin turns forwarding on after it has given the address. Before is better undone: an IPv6
   * address joins its subnet's anycast address when it becomes usable and again when forwarding
   * goes on, but leaves it once.
   */
  private List<Operation> gateway(Node node) {
    String name = node.name();
    List<Operation> operations = new ArrayList<>();
    operations.add(new SetSysctl(name, "net.ipv4.ip_forward", "1", Optional.of("0")));
    operations.add(
        new AddAddress(name, bridge, node.gateway(), Optional.of(node.podCidr().last())));
    Cidr gateway6 = node.gateway6();
    if (gateway6 != null) {
      operations.add(new SetSysctl(name, "net.ipv6.conf.all.forwarding", "1", Optional.of("0")));
      operations.add(new AddAddress(name, bridge, gateway6, Optional.empty()));
    }
    return operations;
  }

  List<Operation> pod(Node node, Pod pod) {
    String name = pod.namespaceName();
    String veth = hostDevice(pod);
    MacAddress mac = mac(name, POD_DEVICE);
    List<Operation> operations = new ArrayList<>(Underlay.namespace(name));
    operations.add(
        new AddVeth(
            node.name(),
            veth,
            Optional.of(mac(node.name(), veth)),
            Optional.of(bridge),
            new AddVeth.Peer(name, POD_DEVICE, Optional.of(mac)),
            mtu,
            OptionalInt.of(0),
            large ? OptionalInt.of(1) : OptionalInt.empty()));
    if (!cluster.offloads()) {
      operations.add(new SetOffloads(node.name(), veth));
      operations.add(new SetOffloads(name, POD_DEVICE));
    }
    operations.add(new SetSysctl(node.name(), "net.ipv6.conf." + veth + ".accept_ra", "0"));
    if (cluster.cni().hairpinMode()) {
      operations.add(new SetHairpin(node.name(), veth));
    }
    operations.add(new SetUp(node.name(), veth));
    operations.add(new SetSysctl(name, "net.ipv6.conf.eth0.accept_dad", "0"));
    operations.add(new SetSysctl(name, "net.ipv4.conf.eth0.arp_notify", "1"));
    if (pod.address6() != null) {
      operations.add(new SetSysctl(name, "net.ipv6.conf.eth0.disable_ipv6", "0"));
      operations.add(
          new SetSysctl(name, "net.ipv6.conf.eth0.keep_addr_on_down", "1", Optional.of("0")));
    }
    operations.add(new SetUp(name, POD_DEVICE));
    operations.addAll(addresses(node, pod));
    if (large) {
      operations.addAll(neighbours(node, pod, mac));
    }
    return operations;
  }

  private List<Operation> addresses(Node node, Pod pod) {
    String name = pod.namespaceName();
    List<Operation> operations = new ArrayList<>();
    operations.add(
        new AddAddress(name, POD_DEVICE, pod.address(), Optional.of(node.podCidr().last())));
    operations.addAll(routes(name, cluster.flannel().network(), node.podCidr().host(1)));
    if (pod.address6() != null && node.podCidr6() != null && cluster.flannel().network6() != null) {
      operations.add(new AddAddress(name, POD_DEVICE, pod.address6(), Optional.empty()));
      operations.addAll(routes(name, cluster.flannel().network6(), node.podCidr6().host(1)));
    }
    return operations;
  }

  private List<Operation> routes(String name, Cidr network, InetAddress gateway) {
    Operation toNetwork = new AddRoute(name, Optional.of(network), gateway, POD_DEVICE, false);
    Operation toEverywhere = new AddRoute(name, Optional.empty(), gateway, POD_DEVICE, false);
    return cluster.cni().isDefaultGateway() ? List.of(toNetwork, toEverywhere) : List.of(toNetwork);
  }

  private List<Operation> neighbours(Node node, Pod pod, MacAddress mac) {
    MacAddress gatewayMac = mac(node.name(), bridge);
    String name = pod.namespaceName();
    List<Operation> operations = new ArrayList<>();
    operations.add(new AddNeighbour(name, POD_DEVICE, node.podCidr().host(1), gatewayMac));
    operations.add(new AddNeighbour(node.name(), bridge, pod.address().address(), mac));
    if (pod.address6() != null && node.podCidr6() != null) {
      operations.add(new AddNeighbour(name, POD_DEVICE, node.podCidr6().host(1), gatewayMac));
      operations.add(new AddNeighbour(node.name(), bridge, pod.address6().address(), mac));
    }
    return operations;
  }

  /**
   * The node's end of a pod's veth pair: veth and eight digits, as the bridge plugin draws them.
   */
  static String hostDevice(Pod pod) {
    long hash = MacAddress.fromName(pod.namespaceName()).value() & 0xffff_ffffL;
    return "veth%08x".formatted(hash);
  }

  private MacAddress mac(String namespace, String device) {
    return MacAddress.fromName(cluster.name() + "/" + namespace + "/" + device);
  }
}
