package org.flannelgraph.journey.path;

import org.flannelgraph.capture.Direction;
import org.flannelgraph.topology.LinkId;

/**
 * A frame at an interface.
 *
 * @param link the interface
 * @param direction which way it passes
 */
record Position(LinkId link, Direction direction, Packet packet) {}
