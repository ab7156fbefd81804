package org.flannelgraph.cluster;

import java.util.List;
import org.flannelgraph.address.Cidr;
import org.jspecify.annotations.Nullable;

/**
 * A pod: one network namespace with one or more containers in it.
 *
 * @param name metadata.name
 * @param kubernetesNamespace metadata.namespace, which has nothing to do with the kernel's
 *     namespaces
 * @param node the name of the node that it runs on
 * @param address its IPv4 address with the prefix length of its node's subnet
 * @param address6 its IPv6 address likewise; null unless the cluster is dual stack
 * @param containers at least one
 */
public record Pod(
    String name,
    String kubernetesNamespace,
    String node,
    Cidr address,
    @Nullable Cidr address6,
    List<Container> containers) {
  public Pod {
    containers = List.copyOf(containers);
  }

  /** What its network namespace is called: NAME, or NAME.NAMESPACE outside {@code default}. */
  public String namespaceName() {
    return namespaceName(name, kubernetesNamespace);
  }

  static String namespaceName(String name, String kubernetesNamespace) {
    return kubernetesNamespace.equals("default") ? name : name + "." + kubernetesNamespace;
  }
}
