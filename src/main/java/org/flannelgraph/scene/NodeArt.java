package org.flannelgraph.scene;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.flannelgraph.linux.route.Link;
import org.flannelgraph.scene.Item.Stratum;
import org.flannelgraph.scene.Slots.Row;
import org.flannelgraph.topology.Namespace;

/** Draws the boxes of the nodes with their headers, and where they look up routes. */
final class NodeArt {
  private static final double INSET = 16;

  private final Sketch sketch;

  NodeArt(Sketch sketch) {
    this.sketch = sketch;
  }

  void draw() {
    for (String name : sketch.layout().inventory().nodes()) {
      Optional<Rect> box = sketch.geometry().box(name);
      if (box.isPresent()) {
        sketch.topology().namespace(name).ifPresent(node -> draw(node, box.get()));
      }
    }
  }

  private void draw(Namespace node, Rect box) {
    Optional<Link> uplink = link(node, Tier.UPLINK);
    Optional<Link> bridge = link(node, Tier.BRIDGE);
    List<String> addresses = uplink.map(it -> Facts.addresses(node, it)).orElse(List.of());
    List<String> subnets = bridge.map(it -> Facts.subnets(node, it)).orElse(List.of());
    List<Mark> marks = new ArrayList<>();
    marks.add(Mark.Box.edged(box, 14, Ink.SURFACE, Ink.BORDER, 1.5));
    marks.addAll(header(node.name(), box, addresses, subnets));
    sketch.add(
        new ItemId.Namespace(node.name()),
        box,
        Words.say("role.node"),
        Words.say(
            "say.node", node.name(), String.join(", ", addresses), String.join(", ", subnets)),
        Stratum.BOTH,
        marks);
  }

  private Optional<Link> link(Namespace node, Tier tier) {
    return sketch.layout().slots().owner(new Row(tier, node.name()), 0).flatMap(sketch::link);
  }

  private List<Mark> header(String name, Rect box, List<String> addresses, List<String> subnets) {
    Detail detail = sketch.detail();
    double left = box.x() + INSET;
    double right = box.right() - INSET;
    double y = box.y() + Frame.HEADER / 2 + detail.node() * 0.36;
    List<Mark> marks = new ArrayList<>();
    String shown = Face.BOLD.fit(name, detail.node(), right - left);
    marks.add(new Mark.Text(left, y, shown, Face.BOLD, detail.node(), Ink.TEXT));
    if (sketch.isFar()) {
      return marks;
    }
    double size = Math.min(detail.fact(), 12);
    double x = left + Face.BOLD.width(shown, detail.node()) + 12;
    List<String> pods = subnets.stream().map(it -> Words.say("pods", it)).toList();
    for (int i = 0; i < 2; i++) { // IPv4, and under it IPv6
      double line = addresses.size() > 1 || subnets.size() > 1 ? box.y() + 18 + 14 * i : y;
      double end = right;
      if (i < pods.size()) {
        String text = Face.MONO.fit(pods.get(i), size, (right - x) * 0.6);
        marks.add(Mark.Text.ending(right, line, text, Face.MONO, size, Ink.MUTED));
        end = right - Face.MONO.width(text, size) - 10;
      }
      if (i < addresses.size() && end - x > 5 * size) {
        marks.add(
            new Mark.Text(
                x,
                line,
                Face.MONO.fit(addresses.get(i), size, end - x),
                Face.MONO,
                size,
                Ink.MUTED));
      }
    }
    return marks;
  }
}
