package org.flannelgraph.scene;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** How what stands back is drawn: in the same place, in the colours of the background. */
final class Fading {
  private Fading() {}

  static List<Mark> of(List<Mark> marks) {
    return marks.stream().map(Fading::of).toList();
  }

  private static Mark of(Mark mark) {
    return switch (mark) {
      case Mark.Box box ->
          new Mark.Box(
              box.at(),
              box.radius(),
              fill(box.fill()),
              edge(box.edge()),
              box.width(),
              box.dashed());
      case Mark.Polygon polygon ->
          new Mark.Polygon(
              polygon.corners(), fill(polygon.fill()), edge(polygon.edge()), polygon.width());
      case Mark.Line line ->
          new Mark.Line(line.way(), line.radius(), Ink.GRID, line.width(), line.dashed());
      case Mark.Text text ->
          new Mark.Text(text.x(), text.y(), text.text(), text.face(), text.size(), Ink.BORDER);
    };
  }

  private static @Nullable Ink fill(@Nullable Ink ink) {
    return ink == null || ink == Ink.SURFACE || ink == Ink.CANVAS ? ink : Ink.SUBTLE;
  }

  private static @Nullable Ink edge(@Nullable Ink ink) {
    return ink == null ? null : Ink.GRID;
  }
}
