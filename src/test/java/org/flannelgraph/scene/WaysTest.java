package org.flannelgraph.scene;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.flannelgraph.scene.Networks.Network;
import org.flannelgraph.topology.LinkId;
import org.flannelgraph.topology.Topology;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WaysTest {
  private static LinkId id(Topology topology, String name) {
    int slash = name.indexOf('/');
    return topology.link(name.substring(0, slash), name.substring(slash + 1)).orElseThrow();
  }

  private static LinkId hostEnd(Topology topology, String pod) {
    return topology.peer(id(topology, pod + "/eth0")).orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.4, 1.4})
  void aPacketGoesAlongWhatIsDrawn(double ratio) {
    Network network = Networks.real("two-nodes");
    Topology topology = network.topology();
    Layout layout = Layout.of(topology, network.places(), ratio);
    List<LinkId> hops = new ArrayList<>();
    hops.add(id(topology, "red/eth0"));
    hops.add(hostEnd(topology, "red"));
    hops.add(id(topology, "node1/cni0"));
    hops.add(id(topology, "node1/flannel.1"));
    hops.add(id(topology, "node1/eth0"));
    hops.add(id(topology, "underlay/p1"));
    hops.add(id(topology, "underlay/p2"));
    hops.add(id(topology, "node2/eth0"));
    hops.add(id(topology, "node2/flannel.1"));
    hops.add(id(topology, "node2/cni0"));
    hops.add(hostEnd(topology, "green"));
    hops.add(id(topology, "green/eth0"));
    Picture picture = Pictures.of(network.places(), layout, View.PLAIN);
    for (int i = 1; i < hops.size(); i++) {
      LinkId from = hops.get(i - 1);
      LinkId to = hops.get(i);
      List<Point> way = layout.way(from, to);
      assertThat(way.getFirst()).isEqualTo(layout.port(from).orElseThrow());
      assertThat(way.getLast()).isEqualTo(layout.port(to).orElseThrow());
      assertThat(layout.way(to, from)).isEqualTo(way.reversed());
      for (int j = 1; j < way.size(); j++) {
        for (double part = 0; part <= 1; part += 0.1) {
          Point on = way.get(j - 1).towards(way.get(j), part);
          assertThat(picture.items().stream().anyMatch(item -> isOn(item, on)))
              .as("%s to %s at %s", topology.name(from), topology.name(to), on)
              .isTrue();
        }
      }
    }
  }

  /** On a line, or in a device, a route lookup or the switch. */
  private static boolean isOn(Item item, Point point) {
    return switch (item.id()) {
      case ItemId.Wire wire -> item.isAt(point);
      case ItemId.Inner inner -> item.isAt(point);
      case ItemId.Device device -> item.bounds().grow(10).contains(point);
      case ItemId.Decision decision -> item.bounds().contains(point);
      case ItemId.Namespace namespace ->
          namespace.name().equals("underlay") && item.bounds().grow(8).contains(point);
      case ItemId.Container container -> false;
      case ItemId.Tunnel tunnel -> false;
      case ItemId.Missing missing -> false;
      case ItemId.Mend mend -> false;
      case ItemId.Way way -> false;
      case ItemId.Sighting sighting -> false;
      case ItemId.Flow flow -> false;
    };
  }

  @Test
  void portsOfOneBridgeAreJoinedByTheBridge() {
    Network network = Networks.real("ten-nodes");
    Topology topology = network.topology();
    Layout layout = Layout.of(topology, network.places(), 1.6);
    LinkId one = hostEnd(topology, "pod1-1");
    LinkId other = hostEnd(topology, "pod1-10");
    Rect bridge = layout.place(new ItemId.Device(id(topology, "node1/cni0"))).orElseThrow();

    List<Point> way = layout.way(one, other);
    assertThat(way.subList(1, way.size() - 1)).allMatch(bridge::contains);
  }

  @Test
  void rowsOfTheSwitchAreJoinedAtTheSide() {
    Network network = Networks.real("ten-nodes");
    Topology topology = network.topology();
    Layout layout = Layout.of(topology, network.places(), 1.6);
    LinkId first = id(topology, "underlay/p1");
    LinkId last = id(topology, "underlay/p10");

    assertThat(layout.way(first, last)).hasSize(6);
    assertThat(layout.way(first, last).get(2).x()).isLessThan(0);
  }

  @Test
  void whereNothingIsDrawnTheWayIsStraight() {
    Network network = Networks.real("two-nodes");
    Topology topology = network.topology();
    Layout layout = Layout.of(topology, network.places(), 1.4);

    assertThat(layout.way(id(topology, "node1/flannel.1"), id(topology, "node2/flannel.1")))
        .hasSize(2);
    assertThat(layout.way(id(topology, "node1/cni0"), new LinkId("nowhere", 7))).isEmpty();
  }
}
