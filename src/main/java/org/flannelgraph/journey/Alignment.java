package org.flannelgraph.journey;

import java.util.Arrays;
import java.util.List;

/** Which of several like packets each of fewer sightings belongs to, if their order was kept. */
final class Alignment {
  // A sighting that is stamped before its packet was sent is possible, but needs a reason.
  private static final int REVERSED = 10;

  private Alignment() {}

  /**
   * For each sighting the number of its packet, ascending, such that the sightings follow their
   * packets as closely as possible.
   *
   * @param sightings ordered by time, fewer than there are packets
   * @param packets the first sighting of each packet, ordered by time
   */
  static int[] of(List<Sighting> sightings, List<Sighting> packets) {
    int rows = sightings.size();
    int columns = packets.size();
    double[][] cost = new double[rows + 1][columns + 1];
    for (int row = 1; row <= rows; row++) {
      Arrays.fill(cost[row], Double.POSITIVE_INFINITY);
      for (int column = row; column <= columns; column++) {
        double taken =
            cost[row - 1][column - 1]
                + delay(packets.get(column - 1).time(), sightings.get(row - 1).time());
        cost[row][column] = Math.min(cost[row][column - 1], taken);
      }
    }
    int[] owners = new int[rows];
    int column = columns;
    for (int row = rows; row > 0; row--) {
      while (column > row && cost[row][column - 1] <= cost[row][column]) {
        column--;
      }
      owners[row - 1] = --column;
    }
    return owners;
  }

  private static double delay(long sent, long seen) {
    return seen >= sent ? (double) seen - sent : REVERSED * ((double) sent - seen);
  }
}
