package org.flannelgraph.scene;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.flannelgraph.linux.route.Link;
import org.flannelgraph.topology.LinkId;
import org.flannelgraph.topology.Namespace;
import org.flannelgraph.topology.Topology;

/** A picture that is being drawn: what those who draw parts of it share. */
final class Sketch {
  /** How rounded boxes of devices are, in scene pixels. */
  static final double ROUND = 6;

  private static final double SELECTED = 2.5;

  private final Layout layout;
  private final Places places;
  private final View view;
  private final Focus focus;
  private final List<Item> items = new ArrayList<>();

  Sketch(Layout layout, Places places, View view) {
    this.layout = layout;
    this.places = places;
    this.view = view;
    focus = new Focus(layout, view.highlighted());
  }

  Layout layout() {
    return layout;
  }

  Geometry geometry() {
    return layout.geometry();
  }

  Topology topology() {
    return layout.topology();
  }

  Places places() {
    return places;
  }

  View view() {
    return view;
  }

  Detail detail() {
    return view.detail();
  }

  boolean isNear() {
    return view.detail() == Detail.NEAR;
  }

  boolean isFar() {
    return view.detail() == Detail.FAR;
  }

  Optional<Link> link(String name) {
    int slash = name.indexOf('/');
    return topology()
        .namespace(name.substring(0, slash))
        .flatMap(it -> it.link(name.substring(slash + 1)));
  }

  /** The link of that name in the whole picture. */
  Optional<LinkId> id(String name) {
    int slash = name.indexOf('/');
    return topology().link(name.substring(0, slash), name.substring(slash + 1));
  }

  Optional<String> rate(LinkId link) {
    return Optional.ofNullable(view.rates().get(link));
  }

  /** Where a link of a namespace is drawn. */
  Optional<Rect> box(Namespace namespace, Link link) {
    return geometry().box(Inventory.name(namespace.name(), link));
  }

  /** How the end of a wire is drawn: a tab with the link's name, red and dashed if it is down. */
  List<Mark> tab(Link link, Rect box, Ink edge) {
    boolean trouble = Facts.trouble(link).isPresent();
    List<Mark> marks = new ArrayList<>();
    marks.add(new Mark.Box(box, 4, Ink.SURFACE, trouble ? Ink.BAD : edge, 1.2, trouble));
    if (!isFar()) {
      marks.add(
          Mark.Text.centered(
              box.centerX(),
              box.centerY() + 3.6,
              Face.MONO.fit(link.name(), 10, box.width() - 4),
              Face.MONO,
              10,
              trouble ? Ink.BAD : Ink.TEXT));
    }
    return marks;
  }

  /** Adds an item; it stands back if the view says so. */
  void add(
      ItemId id, Rect bounds, String role, String text, Item.Stratum stratum, List<Mark> marks) {
    List<Mark> all = new ArrayList<>();
    boolean selected = id.equals(view.selected());
    if (selected) {
      all.addAll(halo(bounds, marks));
    }
    all.addAll(!selected && standsBack(id, stratum) ? Fading.of(marks) : marks);
    items.add(new Item(id, bounds, role, text, stratum, all));
  }

  private boolean standsBack(ItemId id, Item.Stratum stratum) {
    boolean other =
        view.strata() != Item.Stratum.BOTH
            && stratum != Item.Stratum.BOTH
            && stratum != view.strata();
    return other || !focus.isLit(id);
  }

  /** What shows that something is selected, under it. */
  private static List<Mark> halo(Rect bounds, List<Mark> marks) {
    List<Mark> halo = new ArrayList<>();
    for (Mark mark : marks) {
      if (mark instanceof Mark.Line line) {
        halo.add(new Mark.Line(line.way(), line.radius(), Ink.ACCENT, line.width() + 4, false));
      }
    }
    boolean isLine =
        marks.stream().allMatch(it -> it instanceof Mark.Line || it instanceof Mark.Text);
    if (isLine && !halo.isEmpty()) {
      return halo;
    }
    double radius = marks.getFirst() instanceof Mark.Box box ? box.radius() : ROUND;
    return List.of(new Mark.Box(bounds.grow(3), radius + 3, null, Ink.ACCENT, SELECTED, false));
  }

  List<Item> items() {
    return items;
  }
}
