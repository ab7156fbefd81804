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
import org.flannelgraph.sandbox.PlaceFile;

/** The files that a process in a node or pod finds, with their contents. */
final class PlaceFiles {
  /** One less than the kernel takes (HOST_NAME_MAX of limits.h); the longest label of DNS. */
  private static final int LONGEST_HOST_NAME = 63;

  /** Of the files that the host-local plugin writes. */
  private static final String OWNER_ONLY = "rw-------";

  /** Of the file that it locks, made by a library of its own. */
  private static final String LOCK = "rwxr-x---";

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
    return cut(cluster.pod(place).map(Pod::name).orElse(place));
  }

  /** As the kubelet cuts it: a host name has at most 63 characters and ends with none of these. */
  private static String cut(String name) {
    return name.length() <= LONGEST_HOST_NAME
        ? name
        : name.substring(0, LONGEST_HOST_NAME).replaceAll("[-.]+$", "");
  }

  /** The files of a place by their paths. */
  Map<String, PlaceFile> of(String place) {
    return cluster.node(place).map(this::forNode).orElseGet(() -> common(hostName(place)));
  }

  private Map<String, PlaceFile> common(String hostName) {
    Map<String, PlaceFile> files = new TreeMap<>();
    files.put(
        "/etc/hosts",
        PlaceFile.of(
            "# The lab's names, written by Flannelgraph\n127.0.0.1\tlocalhost\n"
                + "::1\tlocalhost ip6-localhost ip6-loopback\n"
                + names));
    files.put("/etc/hostname", PlaceFile.of(hostName + "\n"));
    files.put(
        "/etc/resolv.conf",
        PlaceFile.of(
            "# The lab has no DNS server; its names are in /etc/hosts\n"
                + "options timeout:1 attempts:1\n"));
    return files;
  }

  private Map<String, PlaceFile> forNode(Node node) {
    Map<String, PlaceFile> files = common(node.name());
    files.put("/run/flannel/subnet.env", PlaceFile.of(cluster.subnetEnv(node)));
    files.put("/etc/kube-flannel/net-conf.json", PlaceFile.of(cluster.flannel().netConfJson()));
    files.put("/etc/kube-flannel/cni-conf.json", PlaceFile.of(cluster.cni().cniConfJson()));
    files.put("/etc/cni/net.d/10-flannel.conflist", PlaceFile.of(cluster.cni().cniConfJson()));
    hostLocal(node, files);
    return files;
  }

  /** What the host-local plugin leaves: a file an address, and the last one that it gave. */
  private void hostLocal(Node node, Map<String, PlaceFile> files) {
    String folder = "/var/lib/cni/networks/" + cluster.cni().networkName() + "/";
    for (Pod pod : cluster.podsOn(node)) {
      PlaceFile owner = new PlaceFile(pod.namespaceName() + "\r\neth0", OWNER_ONLY);
      String address = Addresses.format(pod.address().address());
      files.put(folder + address, owner);
      files.put(folder + "last_reserved_ip.0", new PlaceFile(address, OWNER_ONLY));
      if (pod.address6() != null) {
        String address6 = Addresses.format(pod.address6().address());
        files.put(folder + address6, owner);
        files.put(folder + "last_reserved_ip.1", new PlaceFile(address6, OWNER_ONLY));
      }
    }
    files.put(folder + "lock", new PlaceFile("", LOCK));
  }
}
