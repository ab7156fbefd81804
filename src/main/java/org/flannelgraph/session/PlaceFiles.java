package org.flannelgraph.session;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.flannelgraph.address.Addresses;
import org.flannelgraph.cluster.Cluster;
import org.flannelgraph.cluster.Node;
import org.flannelgraph.cluster.Pod;

/** The files that a process in a node or pod finds, with their contents. */
final class PlaceFiles {
  private final Cluster cluster;
  private final String names;

  PlaceFiles(Cluster cluster) {
    this.cluster = cluster;
    names = names();
  }

  /** The lab's names, for /etc/hosts. */
  private String names() {
    List<String> lines = new ArrayList<>();
    for (Node node : cluster.nodes()) {
      line(lines, node.address(), node.name());
      if (node.address6() != null) {
        line(lines, node.address6(), node.name());
      }
    }
    for (Pod pod : cluster.pods()) {
      line(lines, pod.address().address(), pod.namespaceName());
      if (pod.address6() != null) {
        line(lines, pod.address6().address(), pod.namespaceName());
      }
    }
    return String.join("", lines);
  }

  private static void line(List<String> lines, InetAddress address, String name) {
    lines.add(Addresses.format(address) + "\t" + name + "\n");
  }

  /** The host name of a place: a pod's own name, without its Kubernetes namespace. */
  String hostName(String place) {
    return cluster.pod(place).map(Pod::name).orElse(place);
  }

  /** The files of a place, path to contents. */
  Map<String, String> of(String place) {
    return cluster.node(place).map(this::forNode).orElseGet(() -> common(hostName(place)));
  }

  private Map<String, String> common(String hostName) {
    Map<String, String> files = new TreeMap<>();
    files.put(
        "/etc/hosts",
        "# The lab's names, written by Flannelgraph\n127.0.0.1\tlocalhost\n"
            + "::1\tlocalhost ip6-localhost ip6-loopback\n"
            + names);
    files.put("/etc/hostname", hostName + "\n");
    files.put(
        "/etc/resolv.conf",
        "# The lab has no DNS server; its names are in /etc/hosts\noptions timeout:1 attempts:1\n");
    return files;
  }

  private Map<String, String> forNode(Node node) {
    Map<String, String> files = common(node.name());
    files.put("/run/flannel/subnet.env", cluster.subnetEnv(node));
    files.put("/etc/kube-flannel/net-conf.json", cluster.flannel().netConfJson());
    files.put("/etc/kube-flannel/cni-conf.json", cluster.cni().cniConfJson());
    files.put("/etc/cni/net.d/10-flannel.conflist", cluster.cni().cniConfJson());
    hostLocal(node, files);
    return files;
  }

  /** What the host-local plugin leaves: a file an address, and the last one that it gave. */
  private void hostLocal(Node node, Map<String, String> files) {
    String folder = "/var/lib/cni/networks/" + cluster.cni().networkName() + "/";
    for (Pod pod : cluster.podsOn(node)) {
      String owner = pod.namespaceName() + "\r\neth0";
      String address = Addresses.format(pod.address().address());
      files.put(folder + address, owner);
      files.put(folder + "last_reserved_ip.0", address);
      if (pod.address6() != null) {
        String address6 = Addresses.format(pod.address6().address());
        files.put(folder + address6, owner);
        files.put(folder + "last_reserved_ip.1", address6);
      }
    }
    files.put(folder + "lock", "");
  }
}
