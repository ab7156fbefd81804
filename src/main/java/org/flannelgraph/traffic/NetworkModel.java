package org.flannelgraph.traffic;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.flannelgraph.cluster.Cluster;
import org.flannelgraph.cluster.Node;
import org.flannelgraph.cluster.Pod;
import org.flannelgraph.linux.NetworkNamespace;
import org.flannelgraph.traffic.ModelCheck.Protocol;
import org.flannelgraph.traffic.ModelCheck.Result;
import org.flannelgraph.traffic.ModelCheck.Rule;

/** The Kubernetes network model of a cluster, as checks, and their proof with real packets. */
public final class NetworkModel {
  private NetworkModel() {}

  /** Every promise, over both protocols and each address family that the cluster has. */
  public static List<ModelCheck> checks(Cluster cluster) {
    List<ModelCheck> checks = new ArrayList<>();
    for (Pod from : cluster.pods()) {
      String sender = from.namespaceName();
      for (Pod to : cluster.pods()) {
        if (!from.equals(to)) {
          add(checks, sender, to.namespaceName(), podAddresses(to), Rule.POD_TO_POD);
        }
      }
      for (Node node : cluster.nodes()) {
        boolean own = node.name().equals(from.node());
        Rule rule = own ? Rule.POD_TO_OWN_NODE : Rule.POD_TO_OTHER_NODE;
        add(checks, sender, node.name(), nodeAddresses(node), rule);
      }
    }
    for (Node from : cluster.nodes()) {
      for (Pod to : cluster.pods()) {
        add(checks, from.name(), to.namespaceName(), podAddresses(to), Rule.NODE_TO_POD);
      }
    }
    return checks;
  }

  private static void add(
      List<ModelCheck> checks, String from, String to, List<InetAddress> addresses, Rule rule) {
    for (InetAddress address : addresses) {
      for (Protocol protocol : Protocol.values()) {
        checks.add(new ModelCheck(from, to, address, protocol, rule));
      }
    }
  }

  private static List<InetAddress> podAddresses(Pod pod) {
    return pod.address6() == null
        ? List.of(pod.address().address())
        : List.of(pod.address().address(), pod.address6().address());
  }

  private static List<InetAddress> nodeAddresses(Node node) {
    return node.address6() == null
        ? List.of(node.address())
        : List.of(node.address(), node.address6());
  }

  /** Proves checks; the results are in the order of the checks. */
  public static List<Result> prove(
      List<ModelCheck> checks, Function<String, NetworkNamespace> namespaces) {
    try (Places places = new Places(checks, namespaces)) {
      List<Result> icmp = new IcmpProof(places).prove(of(checks, Protocol.ICMP));
      List<Result> tcp = new TcpProof(places).prove(of(checks, Protocol.TCP));
      List<Result> results = new ArrayList<>(checks.size());
      var icmpNext = icmp.iterator();
      var tcpNext = tcp.iterator();
      for (ModelCheck check : checks) {
        results.add((check.protocol() == Protocol.ICMP ? icmpNext : tcpNext).next());
      }
      return results;
    }
  }

  private static List<ModelCheck> of(List<ModelCheck> checks, Protocol protocol) {
    return checks.stream().filter(check -> check.protocol() == protocol).toList();
  }
}
