package org.flannelgraph.packet;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A frame taken apart: which layers it has and where each is. One object decodes any number of
 * frames, one after another, without allocating; what it says holds until the next. It belongs to
 * one thread.
 *
 * <p>Nothing is copied: a layer is a place in {@link #bytes()}, and its fields are read there, either
 * by the static accessors of the header's class ({@code Ipv4.ttl(d.bytes(), d.index(layer))}) or by
 * {@link Protocol#fields()}. Static accessors may be used on layers that {@link #isWhole}; {@link
 * #find} and its kin return no others.
 *
 * <p>No frame makes it throw, loop or allocate. One that can't be decoded to its end is decoded as
 * far as it goes, and {@link #stop()} says why it ended there.
 */
public final class Dissection {
  /** How many layers a frame may have before it is {@link Stop#TOO_DEEP}. */
  public static final int MAX_LAYERS = 32;

  /** No VLAN tag was given beside the frame. */
  public static final int NO_TAG = -1;

  private static final int QUOTED = 1 << 16;
  private static final byte[] NOTHING = {};

  private final Ports ports;

  private byte[] bytes = NOTHING;
  private byte[] scratch = NOTHING;
  private int start;
  private int captureEnd;
  private int wireLength;

  private int layers;
  private final int[] protocols = new int[MAX_LAYERS];
  private final int[] indexes = new int[MAX_LAYERS];
  private final int[] lengths = new int[MAX_LAYERS];
  private final int[] ends = new int[MAX_LAYERS];
  private final int[] levels = new int[MAX_LAYERS];
  private boolean lastIsWhole;

  // Where decoding stands: the next byte, where the packet that holds it claims to end, where the
  // bytes that we have end, and how deep in tunnels that is.
  private int at;
  private int limit;
  private int readable;
  private int level;

  private Stop stop = Stop.NONE;
  private String stopReason = "";
  private int stopIndex;

  /** With the ports that everyone uses. */
  public Dissection() {
    this(Ports.DEFAULT);
  }

  /** With ports of one's own. */
  public Dissection(Ports ports) {
    this.ports = ports;
  }

  /**
   * Decodes a frame.
   *
   * @param bytes holds the frame; not copied, so not to be changed while the result is in use
   * @param offset where it starts
   * @param captured how many of its bytes are there
   * @param wire how many it had on the wire; less than {@code captured} means {@code captured}
   * @throws IndexOutOfBoundsException if the array doesn't hold {@code captured} bytes from there on
   */
  public Dissection decode(byte[] bytes, int offset, int captured, int wire, LinkType link) {
    Objects.checkFromIndexSize(offset, captured, bytes.length);
    this.bytes = bytes;
    start = offset;
    captureEnd = offset + captured;
    // A wire length is what a file says: not above what any device sends, so that sums stay small.
    wireLength = Math.max(captured, Math.min(wire, 1 << 28));
    layers = 0;
    lastIsWhole = true;
    at = offset;
    limit = offset + wireLength;
    readable = captureEnd;
    level = 0;
    stop = Stop.NONE;
    stopReason = "";
    stopIndex = captureEnd;
    Protocol next = link.first();
    while (next != null) {
      next = next.dissector().dissect(this);
    }
    return this;
  }

  /**
   * Decodes the frame between a buffer's position and limit, which stay. A buffer that has no array
   * (a direct one) is copied into an array of this object's.
   */
  public Dissection decode(ByteBuffer frame, int wire, LinkType link) {
    if (frame.hasArray()) {
      return decode(
          frame.array(), frame.arrayOffset() + frame.position(), frame.remaining(), wire, link);
    }
    int length = frame.remaining();
    frame.get(frame.position(), scratch(length), 0, length);
    return decode(scratch, 0, length, wire, link);
  }

  /**
   * Decodes an Ethernet frame whose outer VLAN tag was handed over beside it, as Linux does
   * (PACKET_AUXDATA). {@link #bytes()} is then a copy with the tag back where it was on the wire.
   *
   * @param tag the tag's protocol (as 0x8100) in the upper 16 bits, its TCI in the lower; or {@link
   *     #NO_TAG}
   */
  public Dissection decode(
      byte[] bytes, int offset, int captured, int wire, LinkType link, int tag) {
    if (tag == NO_TAG || link != LinkType.ETHERNET || captured < Ethernet.ADDRESSES) {
      return decode(bytes, offset, captured, wire, link);
    }
    byte[] copy = scratch(captured + Vlan.LENGTH);
    System.arraycopy(bytes, offset, copy, 0, Ethernet.ADDRESSES);
    for (int i = 0; i < Vlan.LENGTH; i++) {
      copy[Ethernet.ADDRESSES + i] = (byte) (tag >> 24 - 8 * i);
    }
    System.arraycopy(
        bytes,
        offset + Ethernet.ADDRESSES,
        copy,
        Ethernet.ADDRESSES + Vlan.LENGTH,
        captured - Ethernet.ADDRESSES);
    return decode(copy, 0, captured + Vlan.LENGTH, Math.max(wire, captured) + Vlan.LENGTH, link);
  }

  private byte[] scratch(int length) {
    if (scratch.length < length) {
      scratch = new byte[Math.max(length, 2048)];
    }
    return scratch;
  }

  // --- What was found ------------------------------------------------------------------------------

  /** The array that holds the frame. */
  public byte[] bytes() {
    return bytes;
  }

  /** Where in {@link #bytes()} the frame starts. */
  public int start() {
    return start;
  }

  /** How many of its bytes there are. */
  public int capturedLength() {
    return captureEnd - start;
  }

  /** How many bytes it had on the wire. */
  public int wireLength() {
    return wireLength;
  }

  /** How many layers were found, the outermost being 0. */
  public int layers() {
    return layers;
  }

  /** What a layer is. */
  public Protocol protocol(int layer) {
    return Protocol.of(protocols[layer]);
  }

  /** Where in {@link #bytes()} a layer starts. */
  public int index(int layer) {
    return indexes[layer];
  }

  /** Where a layer starts, counted from the frame's first byte. */
  public int offset(int layer) {
    return indexes[layer] - start;
  }

  /** How many bytes a layer's header has, options included; of a cut one, those that are there. */
  public int headerLength(int layer) {
    return lengths[layer];
  }

  /** Where in {@link #bytes()} a layer's header ends. */
  public int headerEnd(int layer) {
    return indexes[layer] + lengths[layer];
  }

  /**
   * Where a layer's content ends by its own word, or its parent's if it says nothing: an index that
   * may lie beyond {@link #availableEnd}, if the frame was cut.
   */
  public int end(int layer) {
    return ends[layer];
  }

  /** Where the bytes of a layer's content that we have end. */
  public int availableEnd(int layer) {
    int end = captureEnd;
    for (int i = 0; i <= layer; i++) { // a quoted packet, or a fragment's, may claim more than its parent
      end = Math.min(end, ends[i]);
    }
    return end;
  }

  /** How many bytes a layer carries after its header, by its own word. */
  public int payloadLength(int layer) {
    return Math.max(0, ends[layer] - headerEnd(layer));
  }

  /** How many tunnels a layer is inside of: 0 for the outermost packet. */
  public int level(int layer) {
    return levels[layer] & ~QUOTED;
  }

  /** Whether a layer is of the packet that an ICMP error quotes: not sent, only spoken of. */
  public boolean isQuoted(int layer) {
    return (levels[layer] & QUOTED) != 0;
  }

  /** Whether all of a layer's header was captured and makes sense; only the last may not be. */
  public boolean isWhole(int layer) {
    return lastIsWhole || layer < layers - 1;
  }

  /** The first whole layer of that protocol, or -1. Quoted packets are not looked at. */
  public int find(Protocol protocol) {
    return find(protocol, 0);
  }

  /** The first whole layer of that protocol from that layer on, or -1; nothing quoted. */
  public int find(Protocol protocol, int from) {
    for (int i = from; i < layers; i++) {
      if (protocols[i] == protocol.ordinal() && isWhole(i) && !isQuoted(i)) {
        return i;
      }
    }
    return -1;
  }

  /** The last whole layer of that protocol, or -1: the innermost one. Nothing quoted. */
  public int findLast(Protocol protocol) {
    for (int i = layers - 1; i >= 0; i--) {
      if (protocols[i] == protocol.ordinal() && isWhole(i) && !isQuoted(i)) {
        return i;
      }
    }
    return -1;
  }

  /** The innermost whole IPv4 or IPv6 layer, or -1. Nothing quoted. */
  public int innermostIp() {
    for (int i = layers - 1; i >= 0; i--) {
      if (isIp(i) && isWhole(i) && !isQuoted(i)) {
        return i;
      }
    }
    return -1;
  }

  /** The whole IPv4 or IPv6 layer inside of {@code level} others (0: the outermost), or -1. */
  public int ip(int level) {
    int seen = 0;
    for (int i = 0; i < layers; i++) {
      if (isIp(i) && isWhole(i) && !isQuoted(i) && seen++ == level) {
        return i;
      }
    }
    return -1;
  }

  /** How many IP packets are inside one another; what is quoted does not count. */
  public int ipLevels() {
    int seen = 0;
    for (int i = 0; i < layers; i++) {
      if (isIp(i) && isWhole(i) && !isQuoted(i)) {
        seen++;
      }
    }
    return seen;
  }

  /** The whole IPv4 or IPv6 header that an ICMP error quotes, or -1. */
  public int quotedIp() {
    for (int i = 0; i < layers; i++) {
      if (isIp(i) && isWhole(i) && isQuoted(i)) {
        return i;
      }
    }
    return -1;
  }

  private boolean isIp(int layer) {
    return protocols[layer] == Protocol.IPV4.ordinal() || protocols[layer] == Protocol.IPV6.ordinal();
  }

  /** Why decoding ended. */
  public Stop stop() {
    return stop;
  }

  /** In words, what is wrong with the last layer; empty if {@link #stop()} is {@link Stop#NONE}. */
  public String stopReason() {
    return stopReason;
  }

  /** Where the trouble is, counted from the frame's first byte. */
  public int stopOffset() {
    return stopIndex - start;
  }

  /** All fields of a layer that were captured, those that repeat included, in wire order. */
  public List<FieldValue> fields(int layer) {
    Parts parts = new Parts(bytes, start, headerEnd(layer));
    Protocol protocol = protocol(layer);
    for (Field field : protocol.fields()) {
      parts.add(field, indexes[layer]);
    }
    if (isWhole(layer)) {
      protocol.header().repeated().read(this, layer, parts);
    }
    return List.copyOf(parts.values());
  }

  // --- For the headers' own classes ------------------------------------------------------------------

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

  /**
   * Notes a layer that starts here and has at least that many bytes.
   *
   * @return whether they are all there; if not, decoding ends
   */
  boolean open(Protocol protocol, int length) {
    int available = Math.min(limit, readable) - at;
    if (available >= length && layers < MAX_LAYERS) {
      note(protocol, length);
      return true;
    }
    if (layers == MAX_LAYERS) {
      halt(Stop.TOO_DEEP, at, "more layers than are followed");
    } else if (available > 0) {
      note(protocol, available);
      shorter();
    } else if (at >= limit) {
      halt(Stop.MALFORMED, at, "the packet ends before the header it announces");
    } else {
      halt(Stop.CUT, at, "the captured bytes end before the next header");
    }
    return false;
  }

  private void note(Protocol protocol, int length) {
    int layer = layers++;
    protocols[layer] = protocol.ordinal();
    indexes[layer] = at;
    lengths[layer] = length;
    ends[layer] = limit;
    levels[layer] = level;
  }

  private void shorter() {
    lastIsWhole = false;
    if (limit <= readable) {
      halt(Stop.MALFORMED, limit, "the header is longer than the packet that holds it");
    } else {
      halt(Stop.CUT, readable, "the captured bytes end within the header");
    }
  }

  /**
   * The header that was opened last has that many bytes, options included.
   *
   * @return whether they are all there; if not, decoding ends
   */
  boolean extend(int length) {
    int available = Math.min(limit, readable) - at;
    lengths[layers - 1] = Math.min(length, available);
    if (available >= length) {
      return true;
    }
    shorter();
    return false;
  }

  /**
   * The layer that was opened last ends there by its own word.
   *
   * @return whether it can; if not, decoding ends
   */
  boolean close(int end, int field) {
    if (end > limit) {
      broken(field, "the length is more than the packet that holds it has");
      return false;
    }
    limit = end;
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
    limit = Integer.MAX_VALUE >> 1;
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

  /** What follows the last layer can't be as it is, though the layer itself can; decoding ends. */
  @Nullable Protocol halt(Stop why, int index, String reason) {
    stop = why;
    stopReason = reason;
    stopIndex = index;
    return null;
  }
}
