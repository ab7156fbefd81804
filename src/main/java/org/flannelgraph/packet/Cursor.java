package org.flannelgraph.packet;

import org.jspecify.annotations.Nullable;

/**
 * Where decoding stands, and the layers noted so far. The headers' classes move it: each opens a
 * layer where it stands, says how long the header is and where what it carries ends, and passes on.
 */
final class Cursor {
  private static final int QUOTED = 1 << 16;
  private static final byte[] NOTHING = {};

  private final Ports ports;

  private byte[] bytes = NOTHING;
  private int at;
  // Where the packet that holds the next byte claims to end; and whether what follows may claim
  // more.
  private int limit;
  private boolean limitIsOpen;
  // Where the bytes that we have end.
  private int readable;
  private int level;

  private int layers;
  private final Protocol[] protocols = new Protocol[Dissection.MAX_LAYERS];
  private final int[] indexes = new int[Dissection.MAX_LAYERS];
  private final int[] lengths = new int[Dissection.MAX_LAYERS];
  private final int[] ends = new int[Dissection.MAX_LAYERS];
  private final int[] levels = new int[Dissection.MAX_LAYERS];
  private boolean lastIsWhole;

  private Stop stop = Stop.NONE;
  private String stopReason = "";
  private int stopIndex;

  Cursor(Ports ports) {
    this.ports = ports;
  }

  /** Starts anew, and goes as far as it goes. */
  void run(byte[] frame, int start, int captureEnd, int wireEnd, Protocol first) {
    bytes = frame;
    at = start;
    limit = wireEnd;
    limitIsOpen = false;
    readable = captureEnd;
    level = 0;
    layers = 0;
    lastIsWhole = true;
    stop = Stop.NONE;
    stopReason = "";
    stopIndex = captureEnd;
    Protocol next = first;
    while (next != null) { // each opens a layer, moves on or ends it; and layers are bounded
      next = next.dissector().dissect(this);
    }
  }

  // --- For the headers' classes
  // ----------------------------------------------------------------------

  byte[] bytes() {
    return bytes;
  }

  /** The next byte to be looked at. */
  int at() {
    return at;
  }

  /** Where the packet that holds the next byte claims to end. */
  int limit() {
    return limit;
  }

  /** How many of the next bytes are there. */
  int remaining() {
    return Math.min(limit, readable) - at;
  }

  Ports ports() {
    return ports;
  }

  /** What the layer that was opened last follows, or null if nothing. */
  @Nullable Protocol parent() {
    return layers < 2 ? null : protocol(layers - 2);
  }

  /**
   * Notes a layer that starts here and has at least that many bytes.
   *
   * @return whether they are all there; if not, decoding ends
   */
  boolean open(Protocol protocol, int length) {
    int available = remaining();
    if (available >= length && layers < Dissection.MAX_LAYERS) {
      note(protocol, length);
      return true;
    }
    if (layers == Dissection.MAX_LAYERS) {
      halt(Stop.TOO_DEEP, at, "more layers than are followed");
    } else if (available > 0) {
      note(protocol, available);
      shorter();
    } else if (at >= limit && !limitIsOpen) {
      halt(Stop.MALFORMED, at, "the packet ends before the header it announces");
    } else {
      halt(Stop.CUT, at, "the captured bytes end before the next header");
    }
    return false;
  }

  private void note(Protocol protocol, int length) {
    int layer = layers++;
    protocols[layer] = protocol;
    indexes[layer] = at;
    lengths[layer] = length;
    ends[layer] = limit;
    levels[layer] = level;
  }

  private void shorter() {
    lastIsWhole = false;
    if (limit <= readable && !limitIsOpen) {
      halt(Stop.MALFORMED, limit, "the header is longer than the packet that holds it");
    } else {
      halt(Stop.CUT, Math.min(limit, readable), "the captured bytes end within the header");
    }
  }

  /**
   * The header that was opened last has that many bytes, options included.
   *
   * @return whether they are all there; if not, decoding ends
   */
  boolean extend(int length) {
    int available = remaining();
    lengths[layers - 1] = Math.min(length, available);
    if (available >= length) {
      return true;
    }
    shorter();
    return false;
  }

  /**
   * The layer that was opened last ends there by its own word, which stands at index {@code field}.
   *
   * @return whether it can; if not, decoding ends
   */
  boolean close(int end, int field) {
    if (end > limit && !limitIsOpen) {
      broken(field, "the length is more than the packet that holds it has");
      return false;
    }
    limit = end;
    limitIsOpen = false;
    ends[layers - 1] = end;
    return true;
  }

  /** The last layer's header is understood: what follows starts after it. */
  void pass() {
    at = indexes[layers - 1] + lengths[layers - 1];
  }

  /** The last layer takes all that its packet has; nothing follows. It may be cut. */
  void toEnd() {
    if (extend(limit - at)) {
      pass();
    }
  }

  /** Bytes between two headers that belong to neither. */
  void skip(int count) {
    at += count;
  }

  /** What follows is a fragment: what it claims of its length may exceed what is here. */
  void openEnded() {
    readable = Math.min(readable, limit);
    limitIsOpen = true;
  }

  /** What follows is a packet of its own, carried by this one. */
  void enterTunnel() {
    level++;
  }

  /** What follows is a packet that this one only speaks of, and quotes no more of than it cares. */
  void enterQuote() {
    level |= QUOTED;
    openEnded();
  }

  /** Whether that is where we are. */
  boolean inQuote() {
    return (level & QUOTED) != 0;
  }

  /** The last layer can't be as it is; decoding ends. */
  @Nullable Protocol broken(int index, String reason) {
    lastIsWhole = false;
    return halt(Stop.MALFORMED, index, reason);
  }

  private @Nullable Protocol halt(Stop why, int index, String reason) {
    stop = why;
    stopReason = reason;
    stopIndex = index;
    return null;
  }

  // --- For Dissection
  // --------------------------------------------------------------------------------

  int layers() {
    return layers;
  }

  Protocol protocol(int layer) {
    return protocols[layer];
  }

  boolean is(int layer, Protocol protocol) {
    return protocols[layer] == protocol;
  }

  int index(int layer) {
    return indexes[layer];
  }

  int headerLength(int layer) {
    return lengths[layer];
  }

  int end(int layer) {
    return ends[layer];
  }

  int level(int layer) {
    return levels[layer] & ~QUOTED;
  }

  boolean isQuoted(int layer) {
    return (levels[layer] & QUOTED) != 0;
  }

  boolean isWhole(int layer) {
    return lastIsWhole || layer < layers - 1;
  }

  Stop stop() {
    return stop;
  }

  String stopReason() {
    return stopReason;
  }

  int stopIndex() {
    return stopIndex;
  }
}
