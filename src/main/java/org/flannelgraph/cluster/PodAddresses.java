package org.flannelgraph.cluster;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.flannelgraph.address.Cidr;
import org.flannelgraph.cluster.RawLab.RawPod;
import org.jspecify.annotations.Nullable;

/** Gives the pods their addresses: to those that run their own, to the others in file order. */
final class PodAddresses {
  private final Map<String, Node> nodes;
  private final Map<String, Pod> running = new HashMap<>();
  private final Problems problems;
  private final Map<Cidr, HostLocal> ranges = new HashMap<>();

  /**
   * @param nodes by name; without those that something is wrong with
   * @param running what runs already
   * @param problems takes what is wrong
   */
  PodAddresses(Map<String, Node> nodes, Optional<Cluster> running, Problems problems) {
    this.nodes = nodes;
    this.problems = problems;
    running.ifPresent(cluster -> cluster.pods().forEach(this::remember));
  }

  private void remember(Pod pod) {
    running.put(pod.namespaceName(), pod);
    Node node = nodes.get(pod.node());
    if (node != null) {
      rememberLast(node.podCidr(), pod.address());
      rememberLast(node.podCidr6(), pod.address6());
    }
  }

  /** The last pod in the file has what host-local gave last. */
  private void rememberLast(@Nullable Cidr subnet, @Nullable Cidr address) {
    if (subnet != null && address != null && range(subnet).isFree(address.address())) {
      range(subnet).setLast(address.address());
    }
  }

  /** The pods; without those whose node is not known, and, which is told, those without address. */
  List<Pod> pods(List<RawPod> raw) {
    for (RawPod pod : raw) {
      Node node = node(pod);
      if (node != null) {
        keep(pod, node);
      }
    }
    List<Pod> pods = new ArrayList<>();
    for (RawPod pod : raw) {
      Node node = node(pod);
      Cidr address = node == null ? null : address(pod, node, node.podCidr());
      Cidr subnet6 = node == null ? null : node.podCidr6();
      Cidr address6 = node == null || subnet6 == null ? null : address(pod, node, subnet6);
      if (node != null && address != null) {
        pods.add(
            new Pod(
                pod.name().value(),
                pod.kubernetesNamespace(),
                node.name(),
                address,
                address6,
                pod.containers()));
      }
    }
    return pods;
  }

  private @Nullable Node node(RawPod pod) {
    return pod.node() == null ? null : nodes.get(pod.node().value());
  }

  private HostLocal range(Cidr subnet) {
    return ranges.computeIfAbsent(subnet, HostLocal::new);
  }

  private void keep(RawPod pod, Node node) {
    for (Cidr subnet : subnets(node)) {
      Cidr address = kept(pod, node, subnet);
      if (address != null) {
        range(subnet).keep(address.address());
      }
    }
  }

  private static List<Cidr> subnets(Node node) {
    Cidr subnet6 = node.podCidr6();
    return subnet6 == null ? List.of(node.podCidr()) : List.of(node.podCidr(), subnet6);
  }

  /** The address that a pod has in this subnet, if it runs on this node. */
  private @Nullable Cidr kept(RawPod pod, Node node, Cidr subnet) {
    Pod before = running.get(Pod.namespaceName(pod.name().value(), pod.kubernetesNamespace()));
    if (before == null || !before.node().equals(node.name())) {
      return null;
    }
    Cidr address = subnet.isIpv6() ? before.address6() : before.address();
    return address != null && subnet.equals(address.masked()) ? address : null;
  }

  private @Nullable Cidr address(RawPod pod, Node node, Cidr subnet) {
    Cidr kept = kept(pod, node, subnet);
    if (kept != null) {
      return kept;
    }
    HostLocal range = range(subnet);
    Cidr address = range.next();
    if (address == null) {
      problems.error(
          pod.name().position(),
          "failed to allocate for range 0: no IP addresses available in range set: %s; node %s is full"
              .formatted(range.range(), node.name()));
    }
    return address;
  }
}
