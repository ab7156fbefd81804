package org.flannelgraph.session;

import org.flannelgraph.cluster.Backend;
import org.flannelgraph.cluster.Cluster;
import org.flannelgraph.packet.Ports;
import org.flannelgraph.packet.Protocol;

/** Which protocols a lab's UDP ports mean. */
final class LabPorts {
  private LabPorts() {}

  /** The usual ones, and that of the lab's tunnels. */
  static Ports of(Cluster cluster) {
    return cluster.flannel().backend() instanceof Backend.Vxlan vxlan
        ? Ports.DEFAULT.with(Protocol.VXLAN, vxlan.port())
        : Ports.DEFAULT;
  }
}
