package org.flannelgraph.scene;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.flannelgraph.linux.route.Link;
import org.flannelgraph.linux.route.Veth;
import org.flannelgraph.scene.Networks.Network;
import org.flannelgraph.topology.LinkId;
import org.flannelgraph.topology.Namespace;
import org.flannelgraph.topology.Topology;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LayoutTest {
  private static final double RATIO = 1.5;

  @ParameterizedTest
  @MethodSource("org.flannelgraph.scene.Networks#all")
  void everythingIsSomewhereAndNothingLiesOnItsNeighbour(Network network) {
    for (double ratio : new double[] {0.5, 1, 1.5, 3}) {
      check(Layout.of(network.topology(), network.places(), ratio), network.places());
    }
  }

  @ParameterizedTest
  @MethodSource("org.flannelgraph.scene.Networks#all")
  void theSameTopologyGivesTheSameLayout(Network network) {
    Layout one = Layout.of(network.topology(), network.places(), RATIO);
    Layout other = Layout.of(network.topology(), network.places(), RATIO);

    assertThat(boxes(other)).isEqualTo(boxes(one));
    assertThat(other.bounds()).isEqualTo(one.bounds());
  }

  private static Map<String, Rect> boxes(Layout layout) {
    Map<String, Rect> boxes = new HashMap<>();
    Topology topology = layout.topology();
    for (String name : topology.namespaces().keySet()) {
      layout.place(new ItemId.Namespace(name)).ifPresent(box -> boxes.put(name, box));
    }
    topology
        .links()
        .forEach(
            id ->
                layout
                    .place(new ItemId.Device(id))
                    .ifPresent(box -> boxes.put(topology.name(id), box)));
    return boxes;
  }

  private static Rect of(Map<String, Rect> boxes, String name) {
    return Objects.requireNonNull(boxes.get(name), name);
  }

  private static void check(Layout layout, Places places) {
    Topology topology = layout.topology();
    List<Rect> outer = new ArrayList<>();
    for (Namespace namespace : topology.namespaces().values()) {
      Optional<Rect> box = layout.place(new ItemId.Namespace(namespace.name()));
      assertThat(box).as(namespace.name()).isPresent();
      assertThat(layout.bounds().contains(box.get())).as(namespace.name()).isTrue();
      boolean overflows =
          layout.slots().spot(namespace.name()).filter(it -> it.tier() == Tier.CELL).isPresent();
      if (!overflows && places.get(namespace.name()) instanceof Places.Place.Pod pod) {
        assertThat(layout.place(new ItemId.Namespace(pod.node())))
            .as(namespace.name())
            .hasValueSatisfying(node -> assertThat(node.contains(box.get())).isTrue());
      } else if (overflows || !layout.inventory().homes().containsKey(namespace.name())) {
        assertThat(outer).noneMatch(box.get()::overlaps);
        outer.add(box.get());
      }
      inside(layout, namespace);
    }
    crossings(layout);
  }

  private static void inside(Layout layout, Namespace namespace) {
    List<Rect> devices = new ArrayList<>();
    layout.place(new ItemId.Decision(namespace.name())).ifPresent(devices::add);
    layout
        .inventory()
        .homes()
        .forEach(
            (pod, node) -> {
              if (node.equals(namespace.name())) {
                layout.place(new ItemId.Namespace(pod)).ifPresent(devices::add);
              }
            });
    for (Link link : namespace.links()) {
      if (Inventory.isLoopback(link)) {
        continue;
      }
      LinkId id = new LinkId(namespace.name(), link.index());
      Optional<Rect> box = layout.place(new ItemId.Device(id));
      assertThat(box).as(layout.topology().name(id)).isPresent();
      assertThat(layout.port(id)).isPresent();
      if (endsBesideTheNodes(layout, id)) {
        continue; // such wires share a few places at the end of the bridge
      }
      assertThat(devices).as(layout.topology().name(id)).noneMatch(box.get().grow(-0.01)::overlaps);
      if (layout.slots().spot(layout.topology().name(id)).orElseThrow().tier() != Tier.SWITCH) {
        devices.add(box.get()); // or else the ports of the switch stand on it
      }
    }
  }

  /** No two wires of a node meet. */
  private static void crossings(Layout layout) {
    List<List<Point>> wires = new ArrayList<>();
    Topology topology = layout.topology();
    topology
        .links()
        .filter(id -> !endsBesideTheNodes(layout, id))
        .forEach(id -> layout.geometry().wire(topology.name(id)).ifPresent(wires::add));
    for (int i = 0; i < wires.size(); i++) {
      for (int j = i + 1; j < wires.size(); j++) {
        if (meet(wires.get(i), wires.get(j))) {
          throw new AssertionError(wires.get(i) + " meets " + wires.get(j));
        }
      }
    }
  }

  private static boolean endsBesideTheNodes(Layout layout, LinkId id) {
    return layout
        .topology()
        .peer(id)
        .flatMap(peer -> layout.slots().spot(peer.namespace()))
        .filter(spot -> spot.tier() == Tier.CELL)
        .isPresent();
  }

  /** Whether two ways of upright and level segments touch. */
  static boolean meet(List<Point> one, List<Point> other) {
    for (int i = 1; i < one.size(); i++) {
      Rect a = segment(one.get(i - 1), one.get(i));
      for (int j = 1; j < other.size(); j++) {
        if (a.overlaps(segment(other.get(j - 1), other.get(j)))) {
          return true;
        }
      }
    }
    return false;
  }

  private static Rect segment(Point from, Point to) {
    if (Math.abs(from.x() - to.x()) > 1e-6 && Math.abs(from.y() - to.y()) > 1e-6) {
      throw new AssertionError(from + " to " + to + " is aslant");
    }
    return new Rect(from.x(), from.y(), 0, 0).union(new Rect(to.x(), to.y(), 0, 0)).grow(0.5);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void whatStaysStaysWhereItIs(long seed) {
    Random random = new Random(seed);
    Network network = Networks.made(1 + random.nextInt(4), 1 + random.nextInt(6));
    Topology whole = network.topology();
    Topology now = whole;
    Layout layout = Layout.of(now, network.places(), RATIO);
    Map<String, Rect> first = boxes(layout);
    for (int step = 0; step < 80; step++) {
      Topology later = change(random, whole, now);
      Layout next = layout.next(later, network.places());
      check(next, network.places());
      Map<String, Rect> before = boxes(layout);
      Map<String, Rect> after = boxes(next);
      before.keySet().retainAll(after.keySet());
      before.forEach(
          (name, box) -> {
            // A node whose pods need one more row grows upwards.
            Rect is = of(after, name);
            assertThat(new Point(is.right(), is.bottom()))
                .as(name)
                .isEqualTo(new Point(box.right(), box.bottom()));
            assertThat(is.x()).as(name).isEqualTo(box.x());
          });
      layout = next;
      now = later;
    }
    Map<String, Rect> atLast = boxes(layout.next(whole, network.places()));
    assertThat(atLast.keySet()).isEqualTo(first.keySet());
    first.forEach(
        (name, box) -> assertThat(of(atLast, name).bottom()).as(name).isEqualTo(box.bottom()));
  }

  /** Takes something away, brings it back, or makes something new. */
  private static Topology change(Random random, Topology whole, Topology now) {
    List<String> names = new ArrayList<>(whole.namespaces().keySet());
    String name = names.get(random.nextInt(names.size()));
    return switch (random.nextInt(5)) {
      case 0 -> Networks.without(now, name);
      case 1 ->
          Networks.withLinks(
              now, name, links -> new ArrayList<>(whole.namespace(name).orElseThrow().links()));
      case 2 ->
          Networks.withLinks(
              now,
              name,
              links -> {
                if (!links.isEmpty()) {
                  links.remove(random.nextInt(links.size()));
                }
                return links;
              });
      case 3 ->
          Networks.withLinks(
              now,
              name,
              links -> {
                int index = 5000 + random.nextInt(12);
                links.removeIf(link -> link.index() == index);
                links.add(Networks.dummy(index, "dummy" + index));
                return links;
              });
      default ->
          Networks.withLinks(
              now,
              "hand" + random.nextInt(5),
              links -> {
                if (links.isEmpty()) {
                  links.add(Networks.dummy(2, "dummy2"));
                }
                return links;
              });
    };
  }

  @Test
  void morePodsThanThereWasRoomForFindAPlaceToo() {
    Network few = Networks.made(7, 5);
    Network many = Networks.made(7, 24);
    Layout layout = Layout.of(few.topology(), few.places(), RATIO);
    Layout next = layout.next(many.topology(), many.places());

    check(next, many.places());
    Map<String, Rect> before = boxes(layout);
    Map<String, Rect> after = boxes(next);
    before.forEach(
        (name, box) -> assertThat(of(after, name).bottom()).as(name).isEqualTo(box.bottom()));
    assertThat(next.slots().all().values()).anyMatch(spot -> spot.tier() == Tier.CELL);
    assertThat(Pictures.of(many.places(), next, View.PLAIN).items())
        .hasSizeGreaterThan(2 * many.topology().namespaces().size());
  }

  @Test
  void whatIsWiredLikeAPodStandsAmongThePods() {
    Network network = Networks.made(2, 3);
    Topology topology = network.topology();
    Layout layout = Layout.of(topology, network.places(), RATIO);
    Namespace node = topology.namespace("node1").orElseThrow();
    Map<Integer, String> ids = new HashMap<>(node.ids());
    ids.put(99, "mine");
    List<Link> links = new ArrayList<>(node.links());
    links.add(Networks.link(99, "veth99", new Veth(), 4, 2, 99));
    Map<String, Namespace> all = new HashMap<>(topology.namespaces());
    all.put("node1", Networks.namespace("node1", ids, links));
    all.put(
        "mine",
        Networks.namespace(
            "mine", Map.of(0, "node1"), List.of(Networks.link(2, "eth0", new Veth(), 0, 99, 0))));
    Layout next = layout.next(new Topology(2, topology.time(), all), network.places());

    Rect mine = next.place(new ItemId.Namespace("mine")).orElseThrow();
    assertThat(next.place(new ItemId.Namespace("node1")).orElseThrow().contains(mine)).isTrue();
    check(next, network.places());
  }

  @Test
  void whatIsDraggedMovesWithAllThatIsInItAndOnlyThat() {
    Network network = Networks.real("two-nodes");
    Layout layout = Layout.of(network.topology(), network.places(), RATIO);
    Map<String, Rect> before = boxes(layout);
    Layout dragged = layout.moved(new ItemId.Namespace("node1"), -7, 5);

    boxes(dragged)
        .forEach(
            (name, box) -> {
              boolean isIn = name.startsWith("node1") || name.matches("(red|blue|amber)(/.*)?");
              if (!name.equals("underlay/p1")
                  && !name.equals("underlay")
                  && !name.equals("underlay/br0")) {
                Rect was = of(before, name);
                assertThat(box).as(name).isEqualTo(isIn ? was.moved(-7, 5) : was);
              }
            });
    assertThat(boxes(dragged.with(Arrangement.NONE))).isEqualTo(before);
    assertThat(boxes(layout.with(dragged.arrangement()))).isEqualTo(boxes(dragged));
    assertThat(dragged.arrangement().offsets()).containsOnlyKeys("node1");
  }
}
