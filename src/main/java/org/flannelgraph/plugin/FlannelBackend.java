package org.flannelgraph.plugin;

import java.util.List;
import org.flannelgraph.cluster.Lease;
import org.flannelgraph.linux.operation.Operation;

/** How Flannel carries a pod's packets to another node. */
sealed interface FlannelBackend permits FlannelHostGw, FlannelVxlan {
  /** What a node does once it has a lease. */
  List<Operation> device(Lease own);

  /** What a node does when it learns of another node's lease. */
  List<Operation> peer(String node, Lease peer);
}
