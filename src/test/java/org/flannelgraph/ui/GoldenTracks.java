package org.flannelgraph.ui;

import java.util.List;
import java.util.Set;
import org.flannelgraph.journey.Journey;
import org.flannelgraph.packet.Ports;
import org.flannelgraph.scene.Bricks;
import org.flannelgraph.scene.Layout;
import org.flannelgraph.scene.Places;
import org.flannelgraph.scene.Timeline;
import org.flannelgraph.scene.Track;
import org.flannelgraph.topology.Topology;

/** Time lines of journeys, on a board on which nothing is drawn. */
public final class GoldenTracks {
  private GoldenTracks() {}

  /** The journeys one after the other, or together, as they were. */
  public static Timeline timeline(List<Journey> journeys) {
    Layout board = Layout.of(Topology.EMPTY, Places.inferred(Topology.EMPTY, Set.of()), 1.5);
    Bricks bricks = new Bricks(Ports.DEFAULT);
    return Timeline.of(journeys.stream().map(journey -> Track.of(journey, board, bricks)).toList());
  }
}
