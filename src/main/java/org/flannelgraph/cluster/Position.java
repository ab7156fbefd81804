package org.flannelgraph.cluster;

/**
 * A place in the file.
 *
 * @param line from 1; 0 for the file as a whole
 * @param column from 1, in characters; 0 for the file as a whole
 */
record Position(int line, int column) {
  /** The file as a whole. */
  static final Position WHOLE_FILE = new Position(0, 0);
}
