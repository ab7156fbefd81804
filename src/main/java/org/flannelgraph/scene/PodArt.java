package org.flannelgraph.scene;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.flannelgraph.linux.route.Link;
import org.flannelgraph.scene.Item.Stratum;
import org.flannelgraph.scene.Places.Place;
import org.flannelgraph.topology.LinkId;
import org.flannelgraph.topology.Namespace;

/** Draws pods, their containers and their tabs. */
final class PodArt {
  private static final Ink[] EDGES = {
    Ink.POD_1, Ink.POD_2, Ink.POD_3, Ink.POD_4, Ink.POD_5, Ink.POD_6
  };
  private static final Ink[] FILLS = {
    Ink.POD_1_FILL, Ink.POD_2_FILL, Ink.POD_3_FILL, Ink.POD_4_FILL, Ink.POD_5_FILL, Ink.POD_6_FILL
  };

  /** The colours of a pod; grey for what is none. */
  record Colour(Ink edge, Ink fill) {
    static Colour of(Place place) {
      return place instanceof Place.Pod pod
          ? new Colour(EDGES[pod.colour()], FILLS[pod.colour()])
          : new Colour(Ink.LINK, Ink.LINK_FILL);
    }
  }

  private final Sketch sketch;

  PodArt(Sketch sketch) {
    this.sketch = sketch;
  }

  void draw() {
    sketch
        .layout()
        .inventory()
        .homes()
        .forEach(
            (name, node) -> {
              Optional<Rect> box = sketch.geometry().box(name);
              if (box.isPresent()) {
                sketch.topology().namespace(name).ifPresent(pod -> draw(pod, node, box.get()));
              }
            });
  }

  private void draw(Namespace pod, String node, Rect box) {
    Place place = sketch.places().get(pod.name());
    Colour colour = Colour.of(place);
    List<String> addresses =
        pod.links().stream()
            .filter(link -> !Inventory.isLoopback(link))
            .flatMap(link -> Facts.addresses(pod, link).stream())
            .sorted((a, b) -> Boolean.compare(a.contains(":"), b.contains(":")))
            .toList();
    List<Mark> marks = new ArrayList<>();
    marks.add(Mark.Box.edged(box, 10, colour.fill(), colour.edge(), 1.5));
    Detail detail = sketch.detail();
    double room = box.width() - (sketch.isFar() ? 16 : 10);
    double size = shrunk(Face.SEMIBOLD, pod.name(), detail.pod(), room);
    String name = Face.SEMIBOLD.fit(pod.name(), size, room);
    double y =
        switch (detail) {
          case FAR -> box.centerY() + size * 0.3 - 3;
          case MIDDLE -> box.centerY() - 5;
          case NEAR -> box.y() + 12 + size * 0.6;
        };
    marks.add(Mark.Text.centered(box.centerX(), y, name, Face.SEMIBOLD, size, Ink.TEXT));
    if (!sketch.isFar()) {
      int lines = sketch.isNear() ? 2 : 1;
      for (String address : addresses.subList(0, Math.min(lines, addresses.size()))) {
        y += sketch.isNear() ? 14 : 16;
        double small = shrunk(Face.MONO, address, Math.min(12, detail.fact()), room);
        marks.add(
            Mark.Text.centered(
                box.centerX(),
                y,
                Face.MONO.fit(address, small, room),
                Face.MONO,
                small,
                Ink.MUTED));
      }
    }
    sketch.add(
        new ItemId.Namespace(pod.name()),
        box,
        Words.say(place instanceof Place.Pod ? "role.pod" : "role.namespace"),
        Words.say("say.pod", pod.name(), node, String.join(", ", addresses)),
        Stratum.OVERLAY,
        marks);
    if (sketch.isNear() && place instanceof Place.Pod known) {
      containers(pod.name(), known, box, colour, y + 7);
    }
    for (Link link : pod.links()) {
      sketch.box(pod, link).ifPresent(tab -> tab(pod, link, tab, colour));
    }
  }

  /** A size at which a text fits, if one not much smaller does. */
  static double shrunk(Face face, String text, double size, double room) {
    double fitting = size * room / Math.max(1, face.width(text, size));
    return Math.clamp(fitting, Math.max(10, size * 0.7), Math.max(10, size));
  }

  private void containers(String pod, Place.Pod place, Rect box, Colour colour, double top) {
    List<String> names = place.containers();
    double height = 14;
    if (names.isEmpty() || top + height > box.bottom() - 9) {
      return;
    }
    double room = box.width() - 16;
    int shown = Math.min(names.size(), 3);
    double widest =
        names.stream().mapToDouble(name -> Face.MEDIUM.width(name, 10)).max().orElse(0) + 12;
    double width = Math.min(Math.max(40, widest), (room - (shown - 1) * 4) / shown);
    double x = box.centerX() - (shown * (width + 4) - 4) / 2;
    for (int i = 0; i < shown; i++) {
      boolean more = i == shown - 1 && names.size() > shown;
      String name = more ? "+" + (names.size() - shown + 1) : names.get(i);
      Rect at = new Rect(x + i * (width + 4), top, width, height);
      sketch.add(
          new ItemId.Container(pod, names.get(i)),
          at,
          Words.say("role.container"),
          Words.say("say.container", names.get(i), pod),
          Stratum.OVERLAY,
          List.of(
              Mark.Box.edged(at, 4, Ink.SURFACE, colour.edge(), 1),
              Mark.Text.centered(
                  at.centerX(),
                  at.centerY() + 3.6,
                  Face.MEDIUM.fit(name, 10, width - 6),
                  Face.MEDIUM,
                  10,
                  Ink.TEXT)));
    }
  }

  private void tab(Namespace pod, Link link, Rect tab, Colour colour) {
    if (sketch
        .geometry()
        .spot(Inventory.name(pod.name(), link))
        .map(it -> it.tier() == Tier.CHIP)
        .orElse(true)) {
      return;
    }
    sketch.add(
        new ItemId.Device(new LinkId(pod.name(), link.index())),
        tab,
        Words.say("role.veth"),
        Says.device(pod, link),
        Stratum.OVERLAY,
        sketch.tab(link, tab, colour.edge()));
  }
}
