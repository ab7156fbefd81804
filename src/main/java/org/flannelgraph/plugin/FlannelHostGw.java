package org.flannelgraph.plugin;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.flannelgraph.address.Cidr;
import org.flannelgraph.cluster.Lease;
import org.flannelgraph.linux.operation.AddRoute;
import org.flannelgraph.linux.operation.Operation;

/**
 * Flannel's host-gw backend: each other node is the gateway to its pods, and there is no tunnel.
 */
record FlannelHostGw() implements FlannelBackend {
  @Override
  public List<Operation> device(Lease own) {
    return List.of();
  }

  @Override
  public List<Operation> peer(String node, Lease peer) {
    List<Operation> operations = new ArrayList<>();
    operations.add(route(node, peer.subnet(), peer.publicAddress()));
    if (peer.subnet6() != null && peer.publicAddress6() != null) {
      operations.add(route(node, peer.subnet6(), peer.publicAddress6()));
    }
    return operations;
  }

  static Operation route(String node, Cidr subnet, InetAddress gateway) {
    return new AddRoute(node, Optional.of(subnet), gateway, Underlay.UPLINK, false);
  }
}
