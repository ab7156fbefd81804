package org.flannelgraph.ui.packets;

import java.util.List;

/**
 * The rows as they are to be shown.
 *
 * @param rows in their order
 * @param start when the first packet of all was seen, in nanoseconds since 1970
 * @param journeys how many there are
 * @param shown how many of them have a row
 * @param noise how many are left out as noise
 */
record PacketPage(List<PacketRow> rows, long start, int journeys, int shown, int noise) {
  static final PacketPage EMPTY = new PacketPage(List.of(), 0, 0, 0, 0);
}
