package org.flannelgraph.ui.lanes;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.flannelgraph.scene.Face;
import org.flannelgraph.scene.Point;
import org.flannelgraph.scene.Rect;

/**
 * Where all of the lanes is, in pixels of the pane.
 *
 * @param lanes what there is to see
 * @param scale the axis, from the left side of the plot on
 * @param plot where the lanes and dots are
 * @param row the height of a lane
 * @param scroll how far the lanes are moved up
 * @param points of the dots, in the order of the hops
 */
record LanesLayout(
    Lanes lanes, TimeScale scale, Rect plot, double row, double scroll, List<Point> points) {
  /** Of the names of interfaces, and of all labels. */
  static final double TEXT = 11;

  static final double DOT = 4.5;

  private static final double AXIS = 26;
  private static final double FOOTER = 22;
  private static final double PAD = 16;

  /** Below the last lane there is room for a label. */
  private static final double BELOW = 10;

  private static final double LEAST_ROW = 15;
  private static final double MOST_ROW = 30;

  /** The names of interfaces get at most so much of the width. */
  private static final double MOST_NAMES = 0.35;

  /** Dots of one lane that would cover each other stand beside each other. */
  private static final double APART = 2 * DOT + 1;

  private static final int MOST_APART = 3;

  LanesLayout {
    points = List.copyOf(points);
  }

  /** The part of the pane that is the plot, which depends on the names of the interfaces. */
  static Rect plot(Lanes lanes, double width, double height, boolean hasFooter) {
    double names =
        lanes.lanes().stream()
            .mapToDouble(lane -> Face.MONO.width(lane.label(), TEXT))
            .max()
            .orElse(0);
    double left = Math.ceil(2 * PAD + Math.min(names, width * MOST_NAMES - 2 * PAD));
    double bottom = height - (hasFooter ? FOOTER : 6);
    return new Rect(left, AXIS, Math.max(1, width - left - PAD), Math.max(1, bottom - AXIS));
  }

  /**
   * Places all.
   *
   * @param scroll how far the lanes should be moved up; less if they need not be
   */
  static LanesLayout of(Lanes lanes, TimeScale scale, Rect plot, double scroll) {
    int rows = Math.max(1, lanes.lanes().size());
    double row = Math.clamp((plot.height() - BELOW) / rows, LEAST_ROW, MOST_ROW);
    double moved = Math.clamp(scroll, 0, Math.max(0, rows * row + BELOW - plot.height()));
    LanesLayout empty = new LanesLayout(lanes, scale, plot, row, moved, List.of());
    return new LanesLayout(lanes, scale, plot, row, moved, empty.place());
  }

  private List<Point> place() {
    List<Lanes.Dot> inTime = new ArrayList<>(lanes.dots());
    inTime.sort(Comparator.comparingLong(Lanes.Dot::nanos).thenComparingInt(Lanes.Dot::hop));
    Map<Integer, Double> last = new HashMap<>();
    Point[] placed = new Point[inTime.size()];
    for (Lanes.Dot dot : inTime) {
      double x = plot.x() + scale.x(dot.nanos());
      double free = last.getOrDefault(dot.lane(), -Double.MAX_VALUE) + APART;
      if (free > x && free <= x + MOST_APART * APART) {
        x = free;
      }
      last.put(dot.lane(), x);
      placed[dot.hop() - 1] = new Point(x, y(dot.lane()));
    }
    return List.of(placed);
  }

  /** The middle of a lane. */
  double y(int lane) {
    return plot.y() + (lane + 0.5) * row - scroll;
  }

  /** How far the lanes can be moved up. */
  double mostScroll() {
    return Math.max(0, lanes.lanes().size() * row + BELOW - plot.height());
  }

  /** Where the hop's dot is. */
  Point point(int hop) {
    return points.get(hop - 1);
  }

  /** Whether a dot is in sight. */
  boolean isVisible(Point dot) {
    return plot.grow(DOT).contains(dot);
  }

  /** The hop whose dot is there, or nearly. */
  Optional<Integer> hopAt(Point mouse) {
    double reach = row / 2 + 2;
    return lanes.dots().stream()
        .filter(dot -> isVisible(point(dot.hop())))
        .filter(dot -> point(dot.hop()).distance(mouse) <= reach)
        .min(Comparator.comparingDouble(dot -> point(dot.hop()).distance(mouse)))
        .map(Lanes.Dot::hop);
  }
}
