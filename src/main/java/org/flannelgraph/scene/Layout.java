package org.flannelgraph.scene;

import java.util.List;
import java.util.Optional;
import org.flannelgraph.scene.Inventory.Wish;
import org.flannelgraph.topology.LinkId;
import org.flannelgraph.topology.Topology;

/**
 * Where everything is drawn. Nodes stand in a grid, each over its switch; in a node there are, from
 * above, its pods, the bridge, the route lookup, tunnels and uplinks, and a shelf for what fits
 * nowhere else. What has no node stands beside the grid.
 *
 * <p>The same topology gives the same layout. From one layout comes the {@link #next}, in which
 * nothing moves that stays; what comes back under its old name comes back to its old place. So a
 * layout should be made of a network that is whole, and of what it is in the cluster: pods that the
 * cluster has get their places before they are there.
 */
public final class Layout {
  /** The width of a window or a page divided by its height, where no other is wished. */
  public static final double USUAL_RATIO = 1.55;

  private final Topology topology;
  private final Frame frame;
  private final Slots slots;
  private final Inventory inventory;
  private final Arrangement arrangement;
  private final Geometry geometry;
  private final Ways ways;

  private Layout(
      Topology topology, Frame frame, Slots slots, Inventory inventory, Arrangement arrangement) {
    this.topology = topology;
    this.frame = frame;
    this.slots = slots;
    this.inventory = inventory;
    this.arrangement = arrangement;
    geometry = new Geometry(frame, slots, arrangement);
    ways = new Ways(geometry);
  }

  /**
   * A first layout.
   *
   * @param ratio the width of the window divided by its height
   */
  public static Layout of(Topology topology, Places places, double ratio) {
    Inventory inventory = Inventory.of(topology, places, Slots.NONE);
    Frame frame = Frame.choose(need(inventory, topology, places, Math.clamp(ratio, 0.2, 5)));
    Slots slots = Allotment.next(Slots.NONE, frame, inventory, topology);
    return new Layout(topology, frame, slots, inventory, Arrangement.NONE);
  }

  private static Frame.Need need(
      Inventory inventory, Topology topology, Places places, double ratio) {
    int pods = 1;
    int tunnels = 0;
    int uplinks = 1;
    for (String node : inventory.nodes()) {
      pods = Math.max(pods, count(inventory.homes().values(), node));
      tunnels = Math.max(tunnels, count(inventory, Tier.TUNNEL, node));
      uplinks = Math.max(uplinks, count(inventory, Tier.UPLINK, node));
    }
    boolean hasIpv6 =
        inventory.homes().keySet().stream()
            .flatMap(pod -> topology.namespace(pod).stream())
            .anyMatch(pod -> Facts.addresses(pod).size() > 1);
    boolean hasContainers =
        inventory.homes().keySet().stream()
            .anyMatch(
                pod ->
                    places.get(pod) instanceof Places.Place.Pod known
                        && !known.containers().isEmpty());
    return new Frame.Need(
        Math.max(1, inventory.nodes().size()),
        pods,
        tunnels,
        uplinks,
        hasIpv6 ? 2 : 1,
        hasContainers,
        ratio);
  }

  private static int count(Iterable<String> homes, String node) {
    int count = 0;
    for (String home : homes) {
      count += home.equals(node) ? 1 : 0;
    }
    return count;
  }

  private static int count(Inventory inventory, Tier tier, String node) {
    int count = 0;
    for (Wish wish : inventory.links().values()) {
      count += wish.tier() == tier && wish.owner().equals(node) ? 1 : 0;
    }
    return count;
  }

  /** The layout of what has become of the network; what stays, stays where it is. */
  public Layout next(Topology later, Places places) {
    Inventory now = Inventory.of(later, places, slots);
    return new Layout(later, frame, Allotment.next(slots, frame, now, later), now, arrangement);
  }

  /**
   * What moves when a thing is dragged: the name in an {@link Arrangement} of the thing itself, or
   * of what it is a part of; empty if it lies where others make it lie, as a line does.
   */
  public Optional<String> handle(ItemId id) {
    return switch (id) {
      case ItemId.Namespace(String name) -> Optional.of(handle(name));
      case ItemId.Decision(String namespace) -> Optional.of(namespace + Geometry.ROUTE);
      case ItemId.Device(LinkId link) -> handle(link);
      case ItemId.Container(String pod, String ignored) -> Optional.of(handle(pod));
      case ItemId.Wire wire -> Optional.empty();
      case ItemId.Inner inner -> Optional.empty();
      case ItemId.Tunnel tunnel -> Optional.empty();
      case ItemId.Missing missing -> Optional.empty();
      case ItemId.Mend mend -> Optional.empty();
      case ItemId.Way way -> Optional.empty();
      case ItemId.Sighting sighting -> Optional.empty();
      case ItemId.Flow flow -> Optional.empty();
    };
  }

  private Optional<String> handle(LinkId link) {
    String name = topology.name(link);
    return switch (slots.spot(name).map(Slots.Spot::tier).orElse(Tier.PORT)) {
      case TAB, EXTRA, CHIP, SWITCH -> Optional.of(handle(link.namespace()));
      case BRIDGE, TUNNEL, UPLINK, SHELF -> Optional.of(name);
      case HOST_END, PORT, NODE, POD, CELL -> Optional.empty();
    };
  }

  private String handle(String namespace) {
    return inventory.underlay().filter(namespace::equals).isPresent() ? Geometry.SWITCH : namespace;
  }

  /**
   * The same with one thing dragged elsewhere, and what is in it.
   *
   * @param id what has a {@link #handle}; else nothing moves
   * @param right how far, in scene pixels
   * @param down how far, in scene pixels
   */
  public Layout moved(ItemId id, double right, double down) {
    return handle(id).map(name -> with(arrangement.moved(name, right, down))).orElse(this);
  }

  /** The same with everything dragged where that says; {@link Arrangement#NONE} undoes it. */
  public Layout with(Arrangement other) {
    return new Layout(topology, frame, slots, inventory, other);
  }

  /** What was dragged elsewhere. */
  public Arrangement arrangement() {
    return arrangement;
  }

  /** What it is the layout of. */
  public Topology topology() {
    return topology;
  }

  /** The smallest rectangle that holds all that is drawn, with a margin. */
  public Rect bounds() {
    Rect all = null;
    for (String name : topology.namespaces().keySet()) {
      Optional<Rect> box = namespace(name);
      if (box.isPresent()) {
        all = all == null ? box.get() : all.union(box.get());
      }
    }
    if (inventory.underlay().flatMap(topology::namespace).isPresent()) {
      for (Rect bar : geometry.bars()) {
        all = all == null ? bar : all.union(bar);
      }
      if (geometry.bars().size() > 1 && all != null) {
        all = all.union(new Rect(geometry.trunk() - 8, all.y(), 8, 1));
      }
    }
    for (Slots.Spot spot : slots.all().values()) {
      if (spot.tier() == Tier.CHIP && all != null) {
        Optional<Rect> cell = geometry.box(spot.row().owner());
        all = cell.isPresent() ? all.union(cell.get()) : all;
      }
    }
    return all == null ? new Rect(0, 0, 1, 1) : all.grow(16);
  }

  private Optional<Rect> namespace(String name) {
    return geometry.box(name).or(() -> geometry.box(Allotment.cell(name, 0)));
  }

  /** Where a thing is drawn; empty for lines, and for what there is no place for. */
  public Optional<Rect> place(ItemId id) {
    return switch (id) {
      case ItemId.Namespace namespace ->
          inventory.underlay().filter(namespace.name()::equals).isPresent()
              ? Optional.of(geometry.bars().getFirst())
              : namespace(namespace.name());
      case ItemId.Device device -> geometry.box(topology.name(device.link()));
      case ItemId.Decision decision -> geometry.box(decision.namespace() + Geometry.ROUTE);
      case ItemId.Missing missing -> geometry.box(missing.what());
      case ItemId.Mend mend -> geometry.box(mend.what());
      case ItemId.Container container -> namespace(container.pod());
      case ItemId.Wire wire -> Optional.empty();
      case ItemId.Inner inner -> Optional.empty();
      case ItemId.Tunnel tunnel -> Optional.empty();
      case ItemId.Way way -> Optional.empty();
      case ItemId.Sighting sighting -> Optional.empty();
      case ItemId.Flow flow -> Optional.empty();
    };
  }

  /** Where the dot of a hop at a link stands. */
  public Optional<Point> port(LinkId link) {
    return ways.port(topology.name(link));
  }

  /**
   * The way of a packet from one link to that of its next hop, along what is drawn: a wire, a
   * bridge, the route lookup, the switch. Where nothing is drawn between them it is a straight
   * line.
   *
   * @return from the one's {@link #port} to the other's; empty if one of them is not drawn
   */
  public List<Point> way(LinkId from, LinkId to) {
    return ways.between(topology.name(from), topology.name(to));
  }

  Geometry geometry() {
    return geometry;
  }

  Inventory inventory() {
    return inventory;
  }

  Slots slots() {
    return slots;
  }
}
