package org.flannelgraph.scene;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.flannelgraph.linux.route.FdbEntry;
import org.flannelgraph.linux.route.Link;
import org.flannelgraph.linux.route.Vxlan;
import org.flannelgraph.scene.Item.Stratum;
import org.flannelgraph.topology.LinkId;
import org.flannelgraph.topology.Namespace;
import org.jspecify.annotations.Nullable;

/** Draws which tunnels reach each other, as their FDBs say: what makes the overlay one network. */
final class TunnelArt {
  /** Of more, only those are drawn that are pointed at or marked. */
  private static final int MOST = 300;

  private static final double LANE = 6;

  /** A tunnel as its far ends name it. */
  private record Key(InetAddress address, int vni, int port) {}

  private final Sketch sketch;

  TunnelArt(Sketch sketch) {
    this.sketch = sketch;
  }

  void draw() {
    boolean all = sketch.view().strata() == Stratum.OVERLAY;
    @Nullable ItemId highlighted = sketch.view().highlighted();
    @Nullable ItemId selected = sketch.view().selected();
    if (!all && !concerns(highlighted) && !concerns(selected)) {
      return;
    }
    Map<LinkId, Set<LinkId>> reached = reached();
    int count = reached.values().stream().mapToInt(Set::size).sum();
    reached.forEach(
        (from, others) -> {
          for (LinkId to : others) {
            boolean back = reached.getOrDefault(to, Set.of()).contains(from);
            if (back && from.compareTo(to) > 0) {
              continue;
            }
            ItemId.Tunnel id = new ItemId.Tunnel(from, to);
            if ((all && count <= MOST) || touches(highlighted, id) || touches(selected, id)) {
              draw(id, back);
            }
          }
        });
  }

  private static boolean concerns(@Nullable ItemId item) {
    return item instanceof ItemId.Device || item instanceof ItemId.Tunnel;
  }

  private static boolean touches(@Nullable ItemId item, ItemId.Tunnel tunnel) {
    return tunnel.equals(item)
        || (item instanceof ItemId.Device device
            && (device.link().equals(tunnel.from()) || device.link().equals(tunnel.to())));
  }

  private Map<LinkId, Set<LinkId>> reached() {
    Map<Key, List<LinkId>> ends = new HashMap<>();
    for (Namespace namespace : sketch.topology().namespaces().values()) {
      for (Link link : namespace.links()) {
        if (link.kind() instanceof Vxlan vxlan) {
          LinkId id = new LinkId(namespace.name(), link.index());
          namespace
              .addresses()
              .forEach(
                  own ->
                      ends.computeIfAbsent(
                              new Key(own.address(), vxlan.id(), vxlan.port()),
                              key -> new ArrayList<>())
                          .add(id));
        }
      }
    }
    Map<LinkId, Set<LinkId>> reached = new TreeMap<>();
    for (Namespace namespace : sketch.topology().namespaces().values()) {
      for (FdbEntry entry : namespace.fdb()) {
        Link link = namespace.link(entry.index()).orElse(null);
        FdbEntry.Remote remote = entry.remote().orElse(null);
        if (remote != null && link != null && link.kind() instanceof Vxlan own) {
          LinkId from = new LinkId(namespace.name(), link.index());
          Key key =
              new Key(
                  remote.destination(),
                  remote.vni() == 0 ? own.id() : remote.vni(),
                  remote.port() == 0 ? own.port() : remote.port());
          for (LinkId to : ends.getOrDefault(key, List.of())) {
            if (!to.equals(from)) {
              reached.computeIfAbsent(from, it -> new TreeSet<>()).add(to);
            }
          }
        }
      }
    }
    return reached;
  }

  private void draw(ItemId.Tunnel id, boolean both) {
    String from = sketch.topology().name(id.from());
    String to = sketch.topology().name(id.to());
    Rect one = sketch.geometry().box(from).orElse(null);
    Rect other = sketch.geometry().box(to).orElse(null);
    if (one == null || other == null) {
      return;
    }
    List<Point> way = way(id, one, other);
    sketch.add(
        id,
        around(way),
        Words.say("role.tunnel-link"),
        Words.say(both ? "say.tunnel" : "say.tunnel-one-way", from, to),
        Stratum.OVERLAY,
        List.of(new Mark.Line(way, 10, Ink.TUNNEL, 3, !both)));
  }

  /** Down from the one, along under its row of nodes, and up to the other. */
  private List<Point> way(ItemId.Tunnel id, Rect one, Rect other) {
    int slot =
        sketch.geometry().spot(sketch.topology().name(id.from())).map(Slots.Spot::slot).orElse(0);
    double aside = one.width() / 4;
    double a = one.x() + aside;
    double b = other.x() + aside;
    double laneOfOne = lane(id.from().namespace(), one) + LANE * slot;
    double laneOfOther = lane(id.to().namespace(), other) + LANE * slot;
    List<Point> way = new ArrayList<>();
    way.add(new Point(a, one.bottom()));
    way.add(new Point(a, laneOfOne));
    if (Math.abs(laneOfOne - laneOfOther) > 1) {
      double corridor = sketch.geometry().bars().getFirst().x() - 8 - LANE * slot;
      way.add(new Point(corridor, laneOfOne));
      way.add(new Point(corridor, laneOfOther));
    }
    way.add(new Point(b, laneOfOther));
    way.add(new Point(b, other.bottom()));
    return way;
  }

  private double lane(String namespace, Rect tunnel) {
    return sketch.geometry().box(namespace).map(Rect::bottom).orElse(tunnel.bottom())
        + sketch.geometry().frame().switchGap() / 2
        - 6;
  }

  private static Rect around(List<Point> way) {
    Rect all = new Rect(way.getFirst().x(), way.getFirst().y(), 0, 0);
    for (Point point : way) {
      all = all.union(new Rect(point.x(), point.y(), 0, 0));
    }
    return all.grow(4);
  }
}
