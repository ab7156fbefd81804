package org.flannelgraph.journey;

import java.util.Arrays;
import org.flannelgraph.capture.CapturedFrame;
import org.flannelgraph.capture.Direction;
import org.jspecify.annotations.Nullable;

/**
 * A frame with what joining and ordering have to know of it. See {@link Reading} for the numbers.
 */
final class Sighting {
  private static final long MULTICAST = 1L << 40;
  private static final int BYTES = 320;

  final CapturedFrame captured;

  /** The interface's and the namespace's numbers in {@link Places}. */
  final int place;

  final int namespace;
  final long content;
  final long source;
  final long destination;
  final long from;
  final long to;
  final long frame;
  final long header;
  final long name;
  final long answers;
  final long datagram;
  final long transport;
  final long segment;
  final boolean isFragment;
  final boolean isOuterFragment;
  final boolean isCut;
  final int identification;
  final int pieceStart;
  final int pieceLength;
  final int payloadOffset;
  final long[] levels;

  Sighting(CapturedFrame captured, int place, int namespace, Reading reading) {
    this.captured = captured;
    this.place = place;
    this.namespace = namespace;
    content = reading.content;
    source = reading.source;
    destination = reading.destination;
    from = reading.from;
    to = reading.to;
    frame = reading.frame;
    header = reading.header;
    name = reading.name;
    answers = reading.answers;
    datagram = reading.datagram;
    transport = reading.transport;
    segment = reading.segment;
    isFragment = reading.isFragment;
    isOuterFragment = reading.isOuterFragment;
    isCut = reading.isCut;
    identification = reading.identification;
    pieceStart = reading.pieceStart;
    pieceLength = reading.pieceLength;
    payloadOffset = reading.payloadOffset;
    levels = Arrays.copyOf(reading.levels, (reading.depth + 1) * Reading.STRIDE);
  }

  /** What it takes in memory, in bytes, roughly. */
  int bytes() {
    return BYTES + levels.length * Long.BYTES + captured.capturedLength();
  }

  long time() {
    return captured.time();
  }

  @Nullable Direction direction() {
    return captured.direction();
  }

  /** Whether it is known to have gone the other way. */
  boolean contradicts(Direction direction) {
    return captured.direction() != null && captured.direction() != direction;
  }

  /** Whether the innermost packet is IP. */
  boolean isIp() {
    return source != 0;
  }

  /** How many tunnels' packets are around the innermost one. */
  int depth() {
    return levels.length / Reading.STRIDE - 1;
  }

  /** One of the numbers of a level. */
  long level(int level, int field) {
    return levels[level * Reading.STRIDE + field];
  }

  /** The innermost packet's time to live. */
  int ttl() {
    return (int) levels[Reading.TTL];
  }

  /** Where the outermost link header says it comes from. */
  long sourceMac() {
    return level(depth(), Reading.SOURCE);
  }

  /** Where the outermost link header says it goes. */
  long destinationMac() {
    return level(depth(), Reading.DESTINATION);
  }

  /** Whether the outermost link header is for many. */
  boolean isMulticast() {
    return (destinationMac() & MULTICAST) != 0;
  }

  /** Whether all numbers of a level are the same in another sighting. */
  boolean sameLevel(Sighting other, int level) {
    int at = level * Reading.STRIDE;
    for (int i = at; i < at + Reading.STRIDE; i++) {
      if (levels[i] != other.levels[i]) {
        return false;
      }
    }
    return true;
  }

  /** Whether the levels that both have, from the innermost on, are the same. */
  boolean sameInside(Sighting other) {
    int shared = Math.min(depth(), other.depth());
    for (int i = 0; i <= shared; i++) {
      if (!sameLevel(other, i)) {
        return false;
      }
    }
    return true;
  }

  /** Whether wires and switches may have done all that is between the two. */
  boolean sameFrame(Sighting other) {
    return frame == other.frame;
  }

  /** Whether it is another piece of the same packet: a fragment, a segment, or the whole. */
  boolean isOtherPiece(Sighting other) {
    return content != other.content && !(isCut || other.isCut);
  }

  /** Whether another piece has the same link header, time to live and hosts: ports are in few. */
  boolean sameWayAs(Sighting piece) {
    return depth() == piece.depth()
        && level(0, Reading.SOURCE) == piece.level(0, Reading.SOURCE)
        && level(0, Reading.DESTINATION) == piece.level(0, Reading.DESTINATION)
        && ttl() == piece.ttl()
        && source == piece.source
        && destination == piece.destination;
  }

  /** Whether bytes of the packet are in both. */
  boolean overlaps(Sighting other) {
    int ahead = other.pieceStart - pieceStart; // TCP's sequence wraps around, so differences count
    return ahead >= 0 ? ahead < pieceLength : -ahead < other.pieceLength;
  }

  /** Whether it was captured before another; the frame's ordinal where times are equal. */
  boolean isBefore(Sighting other) {
    return compare(this, other) < 0;
  }

  /** By time, then by the frame's ordinal. */
  static int compare(Sighting one, Sighting other) {
    int byTime = Long.compare(one.time(), other.time());
    return byTime != 0 ? byTime : Long.compare(one.captured.ordinal(), other.captured.ordinal());
  }

  @Override
  public String toString() {
    return captured.where().name() + " " + captured.ordinal();
  }
}
