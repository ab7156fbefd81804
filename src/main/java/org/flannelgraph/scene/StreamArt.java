package org.flannelgraph.scene;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Draws streams of packets into a picture: a thick line along the way of each, under the devices,
 * and on it a pill that says how many there are.
 */
public final class StreamArt {
  private static final double THINNEST = 6;
  private static final double THICKEST = 14;

  /** As thick as the thinnest; each ten times as many packets a second are a step thicker. */
  private static final double FEW = 100;

  private static final double STEP = 3;
  private static final double CORNER = 10;
  private static final double SIZE = 11;
  private static final double HEIGHT = 18;

  private final List<Item> lines = new ArrayList<>();
  private final List<Item> pills = new ArrayList<>();

  /** Ways that are painted already, by a stream at least as thick. */
  private final Set<List<Point>> painted = new HashSet<>();

  private StreamArt() {}

  /** A picture with streams on it. */
  public static Picture onto(Picture picture, List<Stream> streams) {
    StreamArt art = new StreamArt();
    streams.stream().sorted(Comparator.comparingDouble(Stream::rate).reversed()).forEach(art::draw);
    return Between.of(picture, art.lines, art.pills);
  }

  private void draw(Stream stream) {
    double width =
        Math.clamp(THINNEST + STEP * Math.log10(stream.rate() / FEW), THINNEST, THICKEST);
    List<Mark> edges = new ArrayList<>();
    List<Mark> insides = new ArrayList<>();
    for (Track.Stop stop : stream.track().stops()) {
      List<Point> way = stop.way();
      if (way.size() > 1 && painted.add(way) && painted.add(way.reversed())) {
        boolean tunnelled = stop.isTunnelled();
        edges.add(line(way, tunnelled ? Ink.TUNNEL : Ink.ACCENT, width));
        insides.add(line(way, tunnelled ? Ink.TUNNEL_FILL : Ink.ACCENT_FILL, width - 3));
      }
    }
    edges.addAll(insides);
    if (!edges.isEmpty()) {
      lines.add(item(stream, edges));
    }
    pill(stream);
  }

  private static Mark line(List<Point> way, Ink ink, double width) {
    return new Mark.Line(way, CORNER, ink, width, false);
  }

  /** In the middle of the longest straight part; below another that is there already. */
  private void pill(Stream stream) {
    Point middle = null;
    double longest = 0;
    for (Track.Stop stop : stream.track().stops()) {
      for (int i = 1; i < stop.way().size(); i++) {
        Point from = stop.way().get(i - 1);
        Point to = stop.way().get(i);
        if (from.distance(to) > longest + 1) {
          longest = from.distance(to);
          middle = from.towards(to, 0.5);
        }
      }
    }
    if (middle == null) {
      return;
    }
    double width = Face.SEMIBOLD.width(stream.words(), SIZE) + 16;
    Rect at = new Rect(middle.x() - width / 2, middle.y() - HEIGHT / 2, width, HEIGHT);
    while (isTaken(at)) {
      at = at.moved(0, HEIGHT + 3);
    }
    pills.add(
        new Item(
            new ItemId.Flow(stream.track().journey().id()),
            at,
            Words.say("role.stream"),
            stream.words(),
            Item.Stratum.BOTH,
            List.of(
                Mark.Box.edged(at, HEIGHT / 2, Ink.ACCENT, Ink.SURFACE, 1.5),
                Mark.Text.centered(
                    at.centerX(),
                    at.centerY() + SIZE * 0.36,
                    stream.words(),
                    Face.SEMIBOLD,
                    SIZE,
                    Ink.ON_STRONG))));
  }

  private boolean isTaken(Rect at) {
    return pills.stream().anyMatch(pill -> pill.bounds().overlaps(at));
  }

  private static Item item(Stream stream, List<Mark> marks) {
    return new Item(
        new ItemId.Way(stream.track().journey().id()),
        Between.bounds(marks),
        Words.say("role.stream"),
        stream.words(),
        Item.Stratum.BOTH,
        marks);
  }
}
