package org.flannelgraph.scene;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.flannelgraph.linux.route.Link;
import org.flannelgraph.scene.Networks.Network;
import org.flannelgraph.topology.LinkId;
import org.flannelgraph.topology.Topology;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PicturesTest {
  private static Picture picture(Network network, View view) {
    return picture(network, network.topology(), view);
  }

  private static Picture picture(Network network, Topology topology, View view) {
    Layout first = Layout.of(network.topology(), network.places(), 1.5);
    return Pictures.of(network.places(), first.next(topology, network.places()), view);
  }

  private static Item item(Picture picture, ItemId id) {
    return picture.items().stream()
        .filter(item -> item.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + id));
  }

  @ParameterizedTest
  @MethodSource("org.flannelgraph.scene.Networks#all")
  void everyNamespaceAndLinkIsThereOnce(Network network) {
    for (Detail detail : Detail.values()) {
      Picture picture = picture(network, View.PLAIN.with(detail));
      Set<ItemId> ids = new HashSet<>();
      for (Item item : picture.items()) {
        assertThat(ids.add(item.id())).as("%s twice", item.id()).isTrue();
        assertThat(item.role()).isNotEmpty();
        assertThat(item.text()).isNotEmpty();
        assertThat(item.marks()).isNotEmpty();
      }
      for (String name : network.topology().namespaces().keySet()) {
        assertThat(ids).contains(new ItemId.Namespace(name));
      }
      network
          .topology()
          .links()
          .filter(id -> !Inventory.isLoopback(network.topology().link(id).orElseThrow()))
          .forEach(id -> assertThat(ids).contains(new ItemId.Device(id)));
      network
          .topology()
          .peers()
          .forEach((one, other) -> assertThat(ids).contains(ItemId.Wire.between(one, other)));
    }
  }

  @ParameterizedTest
  @MethodSource("org.flannelgraph.scene.Networks#all")
  void textsCanBeReadAndStayWithinTheirBoxes(Network network) {
    Map<LinkId, String> rates = new HashMap<>();
    network.topology().links().forEach(id -> rates.put(id, "123.4 Mbit/s"));
    for (Detail detail : Detail.values()) {
      for (View view : List.of(View.PLAIN, View.PLAIN.rating(rates))) {
        List<Rect> texts = new ArrayList<>();
        for (Item item : picture(network, view.with(detail)).items()) {
          for (Mark mark : item.marks()) {
            if (mark instanceof Mark.Text text) {
              assertThat(text.size()).isGreaterThanOrEqualTo(10);
              Rect box = box(text);
              boolean onLine = item.id() instanceof ItemId.Wire;
              assertThat(onLine || item.bounds().contains(box))
                  .as("%s %s: %s in %s", detail, item.id(), text, item.bounds())
                  .isTrue();
              assertThat(texts).as("%s %s", detail, text).noneMatch(box::overlaps);
              texts.add(box);
            }
          }
        }
      }
    }
  }

  /** What small letters, and capitals without what hangs below, cover. */
  private static Rect box(Mark.Text text) {
    double height = text.size() * 0.74;
    return new Rect(text.x(), text.y() - height, text.width(), height);
  }

  @Test
  void whatIsDownLooksDown() {
    Network network = Networks.real("two-nodes");
    Topology down =
        Networks.withLinks(
            network.topology(),
            "node1",
            links -> {
              links.replaceAll(link -> link.name().equals("lo") ? link : Networks.down(link));
              return links;
            });
    Picture picture = picture(network, down, View.PLAIN);
    for (String name : List.of("cni0", "flannel.1", "eth0")) {
      LinkId id = down.link("node1", name).orElseThrow();
      Item item = item(picture, new ItemId.Device(id));
      assertThat(item.marks())
          .anyMatch(it -> it instanceof Mark.Box box && box.dashed() && box.edge() == Ink.BAD)
          .anyMatch(it -> it instanceof Mark.Text text && text.text().equals("down"));
      assertThat(item.text()).contains("down");
    }
    LinkId pod = down.link("red", "eth0").orElseThrow();
    Item wire = item(picture, ItemId.Wire.between(pod, down.peer(pod).orElseThrow()));
    assertThat(wire.marks())
        .anyMatch(it -> it instanceof Mark.Line line && line.dashed() && line.ink() == Ink.BAD);
  }

  @Test
  void whatIsWantedAndLackingIsDashedAtItsPlace() {
    Network network = Networks.real("two-nodes");
    Topology wanted = network.topology();
    Topology real =
        Networks.without(
            Networks.withLinks(
                wanted,
                "node1",
                links -> {
                  links.removeIf(link -> link.name().equals("flannel.1"));
                  return links;
                }),
            "green");
    Rect tunnel =
        item(
                picture(network, View.PLAIN),
                new ItemId.Device(wanted.link("node1", "flannel.1").orElseThrow()))
            .bounds();
    Picture picture = picture(network, real, View.PLAIN.wanting(wanted));

    Item missing = item(picture, new ItemId.Missing("node1/flannel.1"));
    assertThat(missing.bounds()).isEqualTo(tunnel);
    assertThat(missing.marks()).anyMatch(it -> it instanceof Mark.Box box && box.dashed());
    item(picture, new ItemId.Missing("green"));
    item(picture, new ItemId.Missing("green/eth0"));
    assertThat(picture(network, real, View.PLAIN).items())
        .noneMatch(it -> it.id() instanceof ItemId.Missing);
  }

  @Test
  void theOverlayIsWhatTheFdbsReach() {
    Network network = Networks.real("ten-nodes");
    View overlay = View.PLAIN.with(Item.Stratum.OVERLAY);

    assertThat(tunnels(picture(network, overlay))).isEqualTo(45);
    assertThat(tunnels(picture(network, View.PLAIN))).isZero();
    LinkId one = network.topology().link("node1", "flannel.1").orElseThrow();
    assertThat(tunnels(picture(network, View.PLAIN.highlighting(new ItemId.Device(one)))))
        .isEqualTo(9);
  }

  private static long tunnels(Picture picture) {
    return picture.items().stream().filter(it -> it.id() instanceof ItemId.Tunnel).count();
  }

  @Test
  void whatHasNothingToDoWithAWireStandsBack() {
    Network network = Networks.real("two-nodes");
    Topology topology = network.topology();
    LinkId red = topology.link("red", "eth0").orElseThrow();
    LinkId blue = topology.link("blue", "eth0").orElseThrow();
    ItemId wire = ItemId.Wire.between(red, topology.peer(red).orElseThrow());
    ItemId other = ItemId.Wire.between(blue, topology.peer(blue).orElseThrow());
    Picture plain = picture(network, View.PLAIN);
    Picture picture = picture(network, View.PLAIN.highlighting(wire));

    for (ItemId lit : List.of(wire, new ItemId.Namespace("red"), new ItemId.Device(red))) {
      assertThat(item(picture, lit)).isEqualTo(item(plain, lit));
    }
    for (ItemId faded : List.of(other, new ItemId.Namespace("blue"), new ItemId.Device(blue))) {
      assertThat(item(picture, faded).marks()).isEqualTo(Fading.of(item(plain, faded).marks()));
    }
  }

  @Test
  void aPointerFindsALineOnlyNearIt() {
    Network network = Networks.real("ten-nodes");
    Picture picture = picture(network, View.PLAIN);
    Topology topology = network.topology();
    LinkId pod = topology.link("pod1-1", "eth0").orElseThrow();
    ItemId.Wire id = ItemId.Wire.between(pod, topology.peer(pod).orElseThrow());
    Mark.Line line =
        item(picture, id).marks().stream()
            .filter(Mark.Line.class::isInstance)
            .map(Mark.Line.class::cast)
            .findFirst()
            .orElseThrow();
    Point low = line.way().get(2).towards(line.way().get(3), 0.5);

    assertThat(picture.at(low).map(Item::id)).contains(id);
    assertThat(item(picture, id).isAt(new Point(low.x() - 20, low.y()))).isFalse();
    assertThat(picture.at(item(picture, new ItemId.Namespace("pod1-2")).bounds().center()))
        .isPresent();
  }

  @Test
  void aLinkThatIsNowhereElseIsOnTheShelf() {
    Network network = Networks.real("two-nodes");
    Topology more =
        Networks.withLinks(
            network.topology(),
            "node1",
            links -> {
              links.add(Networks.dummy(77, "dummy0"));
              return links;
            });
    Picture picture = picture(network, more, View.PLAIN);
    Item dummy = item(picture, new ItemId.Device(new LinkId("node1", 77)));
    Link link = more.link(new LinkId("node1", 77)).orElseThrow();

    assertThat(item(picture, new ItemId.Namespace("node1")).bounds().contains(dummy.bounds()))
        .isTrue();
    assertThat(dummy.text()).contains(link.name());
  }
}
