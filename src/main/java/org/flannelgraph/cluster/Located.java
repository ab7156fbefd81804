package org.flannelgraph.cluster;

/**
 * Something that the file says, and where.
 *
 * @param value what
 * @param position where
 */
record Located<T>(T value, Position position) {}
