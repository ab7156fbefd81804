package org.flannelgraph.export;

import java.util.ArrayList;
import java.util.List;
import org.flannelgraph.scene.Face;
import org.flannelgraph.scene.Ink;
import org.flannelgraph.scene.Item;
import org.flannelgraph.scene.ItemId;
import org.flannelgraph.scene.Mark;
import org.flannelgraph.scene.Picture;
import org.flannelgraph.scene.Point;
import org.flannelgraph.scene.Rect;

/** A picture with every kind of mark, in every face and ink. */
final class Samples {
  private static final String HOSTILE = "a<b>&\"'\u0001\ud83d\ud800 ]]> \u00e9";

  private Samples() {}

  static Picture everything() {
    List<Mark> marks = new ArrayList<>();
    double y = 40;
    for (Face face : Face.values()) {
      marks.add(
          new Mark.Text(20, y, face + " 10.244.1.2 → .2.2 AVATo", face, 11 + y / 40, Ink.TEXT));
      y += 24;
    }
    double x = 20;
    y = 200;
    for (Ink ink : Ink.values()) {
      Rect at = new Rect(x, y, 40, 22);
      marks.add(Mark.Box.edged(at, 5, ink, Ink.TEXT, 1.5));
      x += 50;
      if (x > 500) {
        x = 20;
        y += 32;
      }
    }
    marks.add(new Mark.Box(new Rect(340, 20, 80, 50), 10, null, Ink.WARN, 2, true));
    marks.add(
        new Mark.Polygon(
            List.of(new Point(480, 20), new Point(540, 50), new Point(480, 80), new Point(420, 50)),
            Ink.SUBTLE,
            Ink.BORDER,
            1.5));
    List<Point> way =
        List.of(new Point(340, 90), new Point(440, 90), new Point(440, 150), new Point(540, 150));
    marks.add(new Mark.Line(way, 16, Ink.TUNNEL, 5, false));
    marks.add(
        new Mark.Line(
            way.stream().map(p -> new Point(p.x(), p.y() + 20)).toList(), 0, Ink.WIRE, 2, true));
    Rect bounds = new Rect(0, 0, 560, y + 50);
    Item item =
        new Item(
            new ItemId.Namespace("all"),
            bounds,
            "sample " + HOSTILE,
            "everything " + HOSTILE,
            Item.Stratum.BOTH,
            marks);
    return new Picture(bounds, List.of(item));
  }
}
