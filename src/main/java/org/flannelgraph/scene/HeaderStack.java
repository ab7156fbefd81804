package org.flannelgraph.scene;

import java.util.ArrayList;
import java.util.List;

/**
 * A packet as a card on which its headers lie as bricks: a row for each packet inside another, the
 * outermost on top.
 *
 * @param bounds where it is; its card is at (0, 0), until it is put beside a point
 * @param marks how it is drawn
 * @param text for those who can't see it
 */
public record HeaderStack(Rect bounds, List<Mark> marks, String text) {
  public HeaderStack {
    marks = List.copyOf(marks);
  }

  /** How much is said of each header. */
  public enum Style {
    /** What it is and a few words of what it says. */
    WORDS,
    /** What it is. */
    NAMES,
    /** Nothing: its colour. */
    COLOURS
  }

  private static final double PADDING = 6;
  private static final double HEIGHT = 18;
  private static final double GAP = 2;
  private static final double ROW_GAP = 4;
  private static final double INDENT = 24;
  private static final double TEXT_PADDING = 7;
  private static final double TEXT_SIZE = 10.5;
  private static final double MOST_WIDTH = 240;

  /** How far outer headers stand apart before they close around the packet. */
  private static final double SPREAD = 14;

  /** How far a card is from the packet's point. */
  private static final double BESIDE = 16;

  /** A packet that stands still. */
  public static HeaderStack of(List<Brick> bricks, Style style) {
    return of(Wrapping.none(bricks), style, 1);
  }

  /**
   * A packet between two sightings. Outer headers close around it, or open; what was written anew
   * is underlined.
   *
   * @param done how much of that has happened, 0 to 1
   */
  public static HeaderStack of(Wrapping wrapping, Style style, double done) {
    boolean isOpening = wrapping.removed() > wrapping.added() && done < 1;
    boolean isBefore = isOpening || wrapping.added() == 0 && done < 0.5;
    List<Brick> bricks = isBefore ? wrapping.before() : wrapping.after();
    int moving = isOpening ? wrapping.removed() : isBefore ? 0 : wrapping.added();
    double shut = isOpening ? 1 - done : done;
    Drawing drawing = new Drawing(style, moving, shut);
    for (int i = 0; i < bricks.size(); i++) {
      boolean isNew = !isBefore && wrapping.isRewritten(i);
      drawing.brick(bricks.get(i), i, isNew);
    }
    if (style == Style.WORDS && wrapping.isChange() && wrapping.bytes() != 0) {
      drawing.badge((wrapping.bytes() > 0 ? "+" : "−") + Math.abs(wrapping.bytes()) + " B");
    }
    return drawing.finish(text(bricks, wrapping, isBefore));
  }

  /**
   * The same beside a point, where it does not hide it: below to the right, if there is room.
   *
   * @param within what it is not to leave, if it fits
   */
  public HeaderStack beside(Point point, Rect within) {
    double right = point.x() + BESIDE - bounds.x();
    if (right + bounds.right() > within.right()) {
      right = point.x() - BESIDE - bounds.right();
    }
    right = Math.max(right, within.x() - bounds.x());
    double down = point.y() + BESIDE / 2 - bounds.y();
    if (down + bounds.bottom() > within.bottom()) {
      down = point.y() - BESIDE / 2 - bounds.bottom();
    }
    down = Math.max(down, within.y() - bounds.y());
    List<Mark> there = new ArrayList<>();
    for (Mark mark : marks) {
      there.add(mark.moved(right, down));
    }
    return new HeaderStack(bounds.moved(right, down), there, text);
  }

  private static String text(List<Brick> bricks, Wrapping wrapping, boolean isBefore) {
    StringBuilder text = new StringBuilder();
    int level = 0;
    for (int i = 0; i < bricks.size(); i++) {
      Brick brick = bricks.get(i);
      text.append(text.isEmpty() ? "" : brick.level() > level ? ", around " : ", ");
      text.append(brick.spoken());
      if (!isBefore && wrapping.isRewritten(i) && !brick.note().isEmpty()) {
        text.append(" (").append(brick.note()).append(')');
      }
      level = brick.level();
    }
    int bytes = wrapping.bytes();
    if (wrapping.isChange() && bytes != 0) {
      text.append("; ").append(Math.abs(bytes)).append(" bytes ");
      text.append(bytes > 0 ? "added" : "taken off");
    }
    return text.toString();
  }

  /** Lays bricks in rows. */
  private static final class Drawing {
    private final List<Mark> marks = new ArrayList<>();
    private final Style style;
    private final int moving;
    private final double shut;
    private boolean isTunnelled;
    private int level;
    private double x;
    private double y;
    private double rowHeight;
    private double right;

    Drawing(Style style, int moving, double shut) {
      this.style = style;
      this.moving = moving;
      this.shut = shut;
      x = padding();
      y = padding();
    }

    private double padding() {
      return style == Style.COLOURS ? 3 : PADDING;
    }

    private double height() {
      return style == Style.COLOURS ? 7 : HEIGHT;
    }

    private static String words(Brick brick, boolean isNew) {
      return isNew && !brick.note().isEmpty() ? brick.words() + ", " + brick.note() : brick.words();
    }

    void brick(Brick brick, int index, boolean isNew) {
      if (brick.level() > level) {
        nextRow(brick.level());
      }
      boolean moves = index < moving;
      double part = moves ? shut : 1;
      double apart = moves ? (1 - shut) * SPREAD * index : 0;
      String words =
          switch (style) {
            case WORDS -> Face.SEMIBOLD.fit(words(brick, isNew), TEXT_SIZE, MOST_WIDTH);
            case NAMES -> Face.SEMIBOLD.fit(brick.name(), TEXT_SIZE, MOST_WIDTH);
            case COLOURS -> "";
          };
      double width =
          style == Style.COLOURS ? 14 : Face.SEMIBOLD.width(words, TEXT_SIZE) + 2 * TEXT_PADDING;
      Rect at = new Rect(x + apart, y, width, height() * part);
      if (part > 0) {
        marks.add(Mark.Box.edged(at, Math.min(4, at.height() / 2), brick.fill(), brick.ink(), 1));
      }
      if (part > 0.8 && style != Style.COLOURS) {
        double baseline = at.centerY() + 0.36 * TEXT_SIZE;
        marks.add(
            Mark.Text.centered(
                at.centerX(), baseline, words, Face.SEMIBOLD, TEXT_SIZE, brick.ink()));
      }
      if (isNew && style != Style.COLOURS) {
        Point left = new Point(at.x() + TEXT_PADDING, at.bottom() - 2.5);
        Point end = new Point(at.right() - TEXT_PADDING, left.y());
        marks.add(new Mark.Line(List.of(left, end), 0, brick.ink(), 1.5, false));
      }
      x += width + GAP;
      rowHeight = Math.max(rowHeight, at.height());
      right = Math.max(right, at.right());
    }

    private void nextRow(int inner) {
      isTunnelled = true;
      y += rowHeight + ROW_GAP * (moving > 0 ? shut : 1);
      level = inner;
      double indent = style == Style.COLOURS ? INDENT / 3 : INDENT;
      x = padding() + indent * (moving > 0 ? level - 1 + shut : level);
      rowHeight = 0;
    }

    void badge(String words) {
      double baseline = y + height() / 2 + 0.36 * TEXT_SIZE;
      marks.add(new Mark.Text(x + 8, baseline, words, Face.BOLD, TEXT_SIZE, Ink.TUNNEL));
      right = Math.max(right, x + 8 + Face.BOLD.width(words, TEXT_SIZE) + 2);
    }

    HeaderStack finish(String text) {
      Rect bounds = new Rect(0, 0, right + padding(), y + height() + padding());
      Ink edge = isTunnelled ? Ink.TUNNEL : Ink.ACCENT;
      List<Mark> all = new ArrayList<>();
      all.add(Mark.Box.edged(bounds, style == Style.COLOURS ? 4 : 8, Ink.SURFACE, edge, 1.5));
      all.addAll(marks);
      return new HeaderStack(bounds.grow(1), all, text);
    }
  }
}
