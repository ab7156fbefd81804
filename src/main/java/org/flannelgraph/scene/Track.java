package org.flannelgraph.scene;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.flannelgraph.journey.Cause;
import org.flannelgraph.journey.ExpectedPath;
import org.flannelgraph.journey.Hop;
import org.flannelgraph.journey.Journey;
import org.flannelgraph.journey.Place;
import org.flannelgraph.topology.LinkId;
import org.flannelgraph.topology.Topology;
import org.jspecify.annotations.Nullable;

/**
 * A journey on the board: where its packet stood, which way it took from there, and what it looked
 * like.
 *
 * @param journey whose it is
 * @param stops one for each hop, in the order of the hops
 * @param end where the packet was lost, if it was
 * @param parting where it was promised to go and was not seen, if it left its path
 */
public record Track(
    Journey journey, List<Stop> stops, @Nullable End end, @Nullable Parting parting) {
  public Track {
    stops = List.copyOf(stops);
  }

  /**
   * Where a packet was seen.
   *
   * @param hop the sighting
   * @param at where its dot stands; of a link that is not drawn, where the packet was before
   * @param way from the stop before to this one; empty for the first, and where nothing moves
   * @param wrapping its headers at the stop before and at this one
   * @param strays whether the expected path does not lead here
   */
  public record Stop(Hop hop, Point at, List<Point> way, Wrapping wrapping, boolean strays) {
    public Stop {
      way = List.copyOf(way);
    }

    /** Its headers. */
    public List<Brick> bricks() {
      return wrapping.after();
    }

    /** Whether the packet travels in a tunnel's, on its way here or from here on. */
    boolean isTunnelled() {
      return isTunnelled(wrapping.before()) || isTunnelled(wrapping.after());
    }

    private static boolean isTunnelled(List<Brick> bricks) {
      return !bricks.isEmpty() && bricks.getLast().level() > 0;
    }
  }

  /**
   * Where a packet was lost.
   *
   * @param cause why
   * @param after the index of the hop at which it was last seen
   * @param at where
   * @param way from the last hop to there; empty if it was lost where it was seen
   */
  public record End(Cause cause, int after, Point at, List<Point> way) {
    public End {
      way = List.copyOf(way);
    }
  }

  /**
   * Where a packet left its promised path.
   *
   * @param promised the place that it did not come to
   * @param at where that is
   */
  public record Parting(Place promised, Point at) {}

  /**
   * Lays a journey on a layout.
   *
   * @param bricks reads its frames
   */
  public static Track of(Journey journey, Layout layout, Bricks bricks) {
    Topology topology = layout.topology();
    List<Stop> stops = new ArrayList<>();
    Map<Integer, LinkId> stands = new HashMap<>();
    for (Hop hop : journey.hops()) {
      Stop previous = hop.previous() == null ? null : stops.get(hop.previous() - 1);
      LinkId from = hop.previous() == null ? null : stands.get(hop.previous());
      LinkId link = topology.link(hop.namespace(), hop.device()).orElse(null);
      Optional<Point> port = link == null ? Optional.empty() : layout.port(link);
      if (link != null && port.isPresent()) {
        stands.put(hop.index(), link);
      } else if (from != null) {
        stands.put(hop.index(), from);
      }
      List<Brick> after = bricks.of(hop.frame());
      stops.add(
          new Stop(
              hop,
              port.orElse(previous == null ? layout.bounds().center() : previous.at()),
              from == null || port.isEmpty() || link == null ? List.of() : layout.way(from, link),
              previous == null ? Wrapping.none(after) : Wrapping.between(previous.bricks(), after),
              !journey.expected().isEmpty() && !journey.expected().contains(hop.place())));
    }
    return new Track(journey, stops, end(journey, layout, stops, stands), parting(journey, layout));
  }

  private static @Nullable End end(
      Journey journey, Layout layout, List<Stop> stops, Map<Integer, LinkId> stands) {
    Cause cause = journey.cause();
    if (cause == null) {
      return null;
    }
    // It was last seen where the cause is, or else at the last hop of the branch that goes on.
    Stop last = stops.getLast();
    for (Stop stop : stops) {
      if (stop.hop().place().equals(new Place(cause.namespace(), cause.device()))) {
        last = stop;
      }
    }
    LinkId from = stands.get(last.hop().index());
    LinkId link = layout.topology().link(cause.namespace(), cause.device()).orElse(null);
    Optional<Point> port = link == null ? Optional.empty() : layout.port(link);
    if (from == null || link == null || port.isEmpty() || from.equals(link)) {
      return new End(cause, last.hop().index(), last.at(), List.of());
    }
    return new End(cause, last.hop().index(), port.get(), layout.way(from, link));
  }

  private static @Nullable Parting parting(Journey journey, Layout layout) {
    Place promised = ExpectedPath.parting(journey);
    if (promised == null) {
      return null;
    }
    return layout
        .topology()
        .link(promised.namespace(), promised.device())
        .flatMap(layout::port)
        .map(at -> new Parting(promised, at))
        .orElse(null);
  }

  /** The ways along a path that the kernel's tables promise; what is not drawn is left out. */
  public static List<List<Point>> ways(List<Place> path, Layout layout) {
    List<LinkId> links =
        path.stream()
            .flatMap(it -> layout.topology().link(it.namespace(), it.device()).stream())
            .toList();
    List<List<Point>> ways = new ArrayList<>();
    for (int i = 1; i < links.size(); i++) {
      List<Point> way = layout.way(links.get(i - 1), links.get(i));
      if (way.size() > 1) {
        ways.add(way);
      }
    }
    return ways;
  }
}
