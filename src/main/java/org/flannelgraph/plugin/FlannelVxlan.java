package org.flannelgraph.plugin;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.flannelgraph.address.Cidr;
import org.flannelgraph.address.MacAddress;
import org.flannelgraph.cluster.Backend;
import org.flannelgraph.cluster.Cluster;
import org.flannelgraph.cluster.Lease;
import org.flannelgraph.linux.operation.AddAddress;
import org.flannelgraph.linux.operation.AddLink;
import org.flannelgraph.linux.operation.AddNeighbour;
import org.flannelgraph.linux.operation.AddRoute;
import org.flannelgraph.linux.operation.AddTunnelEntry;
import org.flannelgraph.linux.operation.Operation;
import org.flannelgraph.linux.operation.SetOffloads;
import org.flannelgraph.linux.operation.SetSysctl;
import org.flannelgraph.linux.operation.SetUp;
import org.flannelgraph.linux.route.Vxlan;

/**
 * Flannel's vxlan backend: one tunnel device a node and family, and for each other node a route, a
 * neighbour and an FDB entry, all permanent, so that nothing is ever asked or flooded.
 */
record FlannelVxlan(Cluster cluster, Backend.Vxlan backend) implements FlannelBackend {
  @Override
  public List<Operation> device(Lease own) {
    List<Operation> operations = new ArrayList<>();
    for (Tunnel tunnel : tunnels(own)) {
      operations.addAll(device(own.node().name(), tunnel));
    }
    return operations;
  }

  private List<Operation> device(String node, Tunnel tunnel) {
    String device = tunnel.device();
    List<Operation> operations = new ArrayList<>();
    operations.add(
        new AddLink(
            node,
            device,
            new Vxlan(
                backend.vni(), tunnel.node(), backend.port(), backend.learning(), backend.gbp()),
            Optional.of(tunnel.linkAddress()),
            OptionalInt.of(cluster.flannelMtu()),
            OptionalInt.of(0),
            Optional.of(Underlay.UPLINK)));
    if (!cluster.offloads()) {
      operations.add(new SetOffloads(node, device));
    }
    operations.add(
        new SetSysctl(node, "net.ipv6.conf." + device.replace('.', '/') + ".accept_ra", "0"));
    // Flannel sets it up last. A link that goes down loses its IPv6 addresses, so that taking this
    // back in reverse would find none; the state is the same.
    operations.add(new SetUp(node, device));
    Cidr address = new Cidr(tunnel.subnet().address(), tunnel.subnet().bits());
    operations.add(new AddAddress(node, device, address, Optional.empty()));
    return operations;
  }

  @Override
  public List<Operation> peer(String node, Lease peer) {
    List<Operation> operations = new ArrayList<>();
    for (Tunnel tunnel : tunnels(peer)) {
      operations.addAll(
          backend.directRouting()
              ? List.of(FlannelHostGw.route(node, tunnel.subnet(), tunnel.node()))
              : List.of(
                  new AddNeighbour(
                      node, tunnel.device(), tunnel.subnet().address(), tunnel.linkAddress()),
                  new AddTunnelEntry(node, tunnel.device(), tunnel.linkAddress(), tunnel.node()),
                  new AddRoute(
                      node,
                      Optional.of(tunnel.subnet()),
                      tunnel.subnet().address(),
                      tunnel.device(),
                      true)));
    }
    return operations;
  }

  /** A lease's tunnel end in one family. */
  private record Tunnel(String device, Cidr subnet, InetAddress node, MacAddress linkAddress) {}

  private List<Tunnel> tunnels(Lease lease) {
    List<Tunnel> tunnels = new ArrayList<>();
    if (lease.vtepMac() != null) {
      tunnels.add(
          new Tunnel(backend.device(), lease.subnet(), lease.publicAddress(), lease.vtepMac()));
    }
    if (lease.subnet6() != null && lease.publicAddress6() != null && lease.vtepMac6() != null) {
      tunnels.add(
          new Tunnel(backend.device6(), lease.subnet6(), lease.publicAddress6(), lease.vtepMac6()));
    }
    return tunnels;
  }
}
