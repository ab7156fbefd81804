package org.flannelgraph.scene;

import java.util.ArrayList;
import java.util.List;

/** Lays what packets do over the network's lines, and under its devices. */
final class Between {
  private static final double MARGIN = 4;

  private Between() {}

  /**
   * A picture with more in it.
   *
   * @param lines over its own lines, under its devices
   * @param tops over all
   */
  static Picture of(Picture picture, List<Item> lines, List<Item> tops) {
    List<Item> items = new ArrayList<>();
    List<Item> over = new ArrayList<>();
    for (Item item : picture.items()) {
      switch (item.id()) {
        case ItemId.Namespace namespace -> items.add(item);
        case ItemId.Wire wire -> split(item, items, over);
        case ItemId.Inner inner -> split(item, items, over);
        case ItemId.Tunnel tunnel -> split(item, items, over);
        case ItemId.Way way -> items.add(item);
        case ItemId.Device device -> over.add(item);
        case ItemId.Decision decision -> over.add(item);
        case ItemId.Container container -> over.add(item);
        case ItemId.Missing missing -> over.add(item);
        case ItemId.Mend mend -> over.add(item);
        case ItemId.Sighting sighting -> over.add(item);
        case ItemId.Flow flow -> over.add(item);
      }
    }
    items.addAll(lines);
    items.addAll(over);
    items.addAll(tops);
    Rect seen = picture.bounds();
    for (Item top : tops) {
      seen = seen.union(top.bounds().grow(MARGIN));
    }
    return new Picture(seen, items);
  }

  /** The line of a wire is covered by the way along it, its name is not. */
  private static void split(Item item, List<Item> under, List<Item> over) {
    List<Mark> lines = new ArrayList<>();
    List<Mark> names = new ArrayList<>();
    for (Mark mark : item.marks()) {
      (mark instanceof Mark.Line ? lines : names).add(mark);
    }
    if (lines.isEmpty()) {
      under.add(item); // no line at all, but a bar
      return;
    }
    under.add(with(item, lines));
    if (!names.isEmpty()) {
      over.add(with(item, names));
    }
  }

  private static Item with(Item item, List<Mark> marks) {
    return new Item(item.id(), item.bounds(), item.role(), item.text(), item.stratum(), marks);
  }

  /** What marks cover; a rectangle of no size if there is none. */
  static Rect bounds(List<Mark> marks) {
    Rect bounds = null;
    for (Mark mark : marks) {
      Rect one = bounds(mark);
      bounds = bounds == null ? one : bounds.union(one);
    }
    return bounds == null ? new Rect(0, 0, 0, 0) : bounds;
  }

  private static Rect bounds(Mark mark) {
    return switch (mark) {
      case Mark.Box box -> box.at();
      case Mark.Text text -> new Rect(text.x(), text.y() - text.size(), text.width(), text.size());
      case Mark.Line line -> around(line.way());
      case Mark.Polygon polygon -> around(polygon.corners());
    };
  }

  private static Rect around(List<Point> points) {
    Rect bounds = new Rect(points.getFirst().x(), points.getFirst().y(), 0, 0);
    for (Point point : points) {
      bounds = bounds.union(new Rect(point.x(), point.y(), 0, 0));
    }
    return bounds;
  }
}
