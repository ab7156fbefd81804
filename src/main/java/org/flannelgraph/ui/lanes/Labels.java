package org.flannelgraph.ui.lanes;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.flannelgraph.scene.Face;
import org.flannelgraph.scene.Point;
import org.flannelgraph.scene.Rect;
import org.flannelgraph.ui.model.Microseconds;

/**
 * Finds places for the times of hops: none covers a dot or another label, none is cut off, and as
 * few as can be are crossed by a line. A hop that leaves no such place has no label; zooming in
 * makes room, and selecting it gives it the first choice.
 */
final class Labels {
  /** Beyond so many dots in sight, labels would be noise. */
  private static final int MOST = 400;

  private static final double HEIGHT = LanesLayout.TEXT + 2;
  private static final double GAP = 3;

  private final LanesLayout layout;
  private final List<Rect> dots = new ArrayList<>();
  private final List<Line> lines = new ArrayList<>();
  private final List<Label> labels = new ArrayList<>();

  /**
   * The time of a hop.
   *
   * @param box what it covers; the text is in the middle
   */
  record Label(int hop, String text, Rect box) {}

  private record Line(Point from, Point to) {
    /** Liang and Barsky's: the part of the line inside the box is not empty. */
    boolean crosses(Rect box) {
      double dx = to.x() - from.x();
      double dy = to.y() - from.y();
      double[] into = {-dx, dx, -dy, dy};
      double[] room = {
        from.x() - box.x(), box.right() - from.x(), from.y() - box.y(), box.bottom() - from.y()
      };
      double start = 0;
      double end = 1;
      for (int side = 0; side < into.length; side++) {
        if (into[side] == 0) {
          if (room[side] < 0) {
            return false;
          }
        } else if (into[side] < 0) {
          start = Math.max(start, room[side] / into[side]);
        } else {
          end = Math.min(end, room[side] / into[side]);
        }
      }
      return start < end;
    }
  }

  private Labels(LanesLayout layout) {
    this.layout = layout;
  }

  /**
   * The labels of what is in sight.
   *
   * @param selected the hop that chooses first; 0 if there is none
   */
  static List<Label> place(LanesLayout layout, int selected) {
    Labels labels = new Labels(layout);
    List<Lanes.Dot> visible =
        layout.lanes().dots().stream()
            .filter(dot -> layout.isVisible(layout.point(dot.hop())))
            .limit(MOST)
            .toList();
    Set<Integer> near = new HashSet<>();
    visible.forEach(dot -> near.add(dot.hop()));
    for (Lanes.Dot dot : visible) {
      Point at = layout.point(dot.hop());
      labels.dots.add(new Rect(at.x(), at.y(), 0, 0).grow(LanesLayout.DOT + 1));
    }
    layout.lanes().ways().stream()
        .filter(way -> near.contains(way.from()) || near.contains(way.to()))
        .forEach(
            way -> labels.lines.add(new Line(layout.point(way.from()), layout.point(way.to()))));
    visible.stream()
        .sorted(Comparator.comparingInt(dot -> rank(layout.lanes(), dot, selected)))
        .forEach(labels::place);
    return List.copyOf(labels.labels);
  }

  /** The selected hop chooses first, then the last, which tells how long all of it took. */
  private static int rank(Lanes lanes, Lanes.Dot dot, int selected) {
    if (dot.hop() == selected) {
      return 0;
    }
    return dot.nanos() == lanes.span() ? 1 : 2;
  }

  private void place(Lanes.Dot dot) {
    String text = Microseconds.text(dot.nanos());
    double width = Math.ceil(Face.MONO.width(text, LanesLayout.TEXT)) + 2;
    Rect best = null;
    long fewest = Long.MAX_VALUE;
    for (Rect box : places(layout.point(dot.hop()), width)) {
      if (isFree(box)) {
        long crossing = lines.stream().filter(line -> line.crosses(box)).count();
        if (crossing < fewest) {
          fewest = crossing;
          best = box;
        }
      }
    }
    if (best != null) {
      labels.add(new Label(dot.hop(), text, best));
    }
  }

  /** Around a dot, the best first. */
  private static List<Rect> places(Point dot, double width) {
    double beside = LanesLayout.DOT + GAP;
    double above = dot.y() - beside - HEIGHT + 3;
    double below = dot.y() + beside - 3;
    double middle = dot.y() - HEIGHT / 2;
    double right = dot.x() + beside;
    double left = dot.x() - beside - width;
    return List.of(
        new Rect(right, above, width, HEIGHT),
        new Rect(right, middle, width, HEIGHT),
        new Rect(left, below, width, HEIGHT),
        new Rect(left, middle, width, HEIGHT),
        new Rect(right, below, width, HEIGHT),
        new Rect(left, above, width, HEIGHT),
        new Rect(dot.x() - width / 2, above - 2, width, HEIGHT),
        new Rect(dot.x() - width / 2, below + 2, width, HEIGHT));
  }

  private boolean isFree(Rect box) {
    return layout.plot().grow(2).contains(box)
        && dots.stream().noneMatch(box::overlaps)
        && labels.stream().noneMatch(label -> label.box().grow(1).overlaps(box));
  }
}
