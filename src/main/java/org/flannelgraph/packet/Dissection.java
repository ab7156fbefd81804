package org.flannelgraph.packet;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;

/**
 * A frame taken apart: which layers it has and where each is. One object decodes any number of
 * frames, one after another, without allocating; what it says holds until the next. It belongs to
 * one thread.
 *
 * <p>Nothing is copied: a layer is a place in {@link #bytes()}, and its fields are read there,
 * either by the static accessors of the header's class ({@code Ipv4.ttl(d.bytes(),
 * d.index(layer))}) or by {@link Protocol#fields()}. Static accessors may be used on layers that
 * {@link #isWhole}; {@link #find} and its kin return no others.
 *
 * <p>No frame makes it throw, loop or allocate. One that can't be decoded to its end is decoded as
 * far as it goes, and {@link #stop()} says why it ended there.
 */
public final class Dissection {
  /** How many layers a frame may have before it is {@link Stop#TOO_DEEP}. */
  public static final int MAX_LAYERS = 32;

  /** No VLAN tag was given beside the frame. */
  public static final int NO_TAG = -1;

  private static final byte[] NOTHING = {};

  private final Cursor cursor;
  private byte[] bytes = NOTHING;
  private byte[] scratch = NOTHING;
  private int start;
  private int captureEnd;
  private int wireLength;

  /** With the ports that everyone uses. */
  public Dissection() {
    this(Ports.DEFAULT);
  }

  /** With ports of one's own. */
  public Dissection(Ports ports) {
    cursor = new Cursor(ports);
  }

  /**
   * Decodes a frame.
   *
   * @param bytes holds the frame; not copied, so not to be changed while the result is in use
   * @param offset where it starts
   * @param captured how many of its bytes are there
   * @param wire how many it had on the wire; less than {@code captured} means {@code captured}
   * @throws IndexOutOfBoundsException if the array doesn't hold {@code captured} bytes from there
   *     on
   */
  public Dissection decode(byte[] bytes, int offset, int captured, int wire, LinkType link) {
    Objects.checkFromIndexSize(offset, captured, bytes.length);
    this.bytes = bytes;
    start = offset;
    captureEnd = offset + captured;
    // A wire length is what a file says: not above what any device sends, so that sums stay small.
    wireLength = Math.max(captured, Math.min(wire, 1 << 28));
    cursor.run(bytes, offset, captureEnd, offset + wireLength, link.first());
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
      copy[Ethernet.ADDRESSES + i] = (byte) (tag >> (24 - 8 * i));
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

  // --- What was found
  // ------------------------------------------------------------------------------

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

  /** Whether the capture lacks some of the frame's bytes. */
  public boolean isCut() {
    return wireLength > captureEnd - start;
  }

  /** How many layers were found, the outermost being 0. */
  public int layers() {
    return cursor.layers();
  }

  /** What a layer is. */
  public Protocol protocol(int layer) {
    return cursor.protocol(layer);
  }

  /** Where in {@link #bytes()} a layer starts. */
  public int index(int layer) {
    return cursor.index(layer);
  }

  /** Where a layer starts, counted from the frame's first byte. */
  public int offset(int layer) {
    return cursor.index(layer) - start;
  }

  /** How many bytes a layer's header has, options included; of a cut one, those that are there. */
  public int headerLength(int layer) {
    return cursor.headerLength(layer);
  }

  /** Where in {@link #bytes()} a layer's header ends. */
  public int headerEnd(int layer) {
    return cursor.index(layer) + cursor.headerLength(layer);
  }

  /**
   * Where a layer's content ends by its own word, or its parent's if it says nothing: an index that
   * may lie beyond {@link #availableEnd}, if the frame was cut.
   */
  public int end(int layer) {
    return cursor.end(layer);
  }

  /** Where the bytes of a layer's content that we have end. */
  public int availableEnd(int layer) {
    int end = captureEnd;
    for (int i = 0;
        i <= layer;
        i++) { // a quoted packet, or a fragment's, may claim more than its parent
      end = Math.min(end, cursor.end(i));
    }
    return end;
  }

  /** How many bytes a layer carries after its header, by its own word. */
  public int payloadLength(int layer) {
    return Math.max(0, end(layer) - headerEnd(layer));
  }

  /** How many tunnels a layer is inside of: 0 for the outermost packet. */
  public int level(int layer) {
    return cursor.level(layer);
  }

  /** Whether a layer is of the packet that an ICMP error quotes: not sent, only spoken of. */
  public boolean isQuoted(int layer) {
    return cursor.isQuoted(layer);
  }

  /** Whether all of a layer's header was captured and makes sense; only the last may not be. */
  public boolean isWhole(int layer) {
    return cursor.isWhole(layer);
  }

  /** The first whole layer of that protocol, or -1. Quoted packets are not looked at. */
  public int find(Protocol protocol) {
    return find(protocol, 0);
  }

  /** The first whole layer of that protocol from that layer on, or -1; nothing quoted. */
  public int find(Protocol protocol, int from) {
    for (int i = from; i < layers(); i++) {
      if (cursor.is(i, protocol) && isWhole(i) && !isQuoted(i)) {
        return i;
      }
    }
    return -1;
  }

  /** The last whole layer of that protocol, or -1: the innermost one. Nothing quoted. */
  public int findLast(Protocol protocol) {
    for (int i = layers() - 1; i >= 0; i--) {
      if (cursor.is(i, protocol) && isWhole(i) && !isQuoted(i)) {
        return i;
      }
    }
    return -1;
  }

  /** The innermost whole IPv4 or IPv6 layer, or -1. Nothing quoted. */
  public int innermostIp() {
    for (int i = layers() - 1; i >= 0; i--) {
      if (isIp(i) && isWhole(i) && !isQuoted(i)) {
        return i;
      }
    }
    return -1;
  }

  /**
   * The layer that the innermost packet starts with: the innermost whole IPv4 or IPv6 layer, or if
   * there is a link layer further inside (a tunnelled frame that carries ARP), that; or -1.
   */
  public int innermost() {
    for (int i = layers() - 1; i >= 0; i--) {
      if ((isIp(i) || protocol(i).isLink()) && isWhole(i) && !isQuoted(i)) {
        return i;
      }
    }
    return -1;
  }

  /** The whole IPv4 or IPv6 layer inside of {@code level} others (0: the outermost), or -1. */
  public int ip(int level) {
    int seen = 0;
    for (int i = 0; i < layers(); i++) {
      if (isIp(i) && isWhole(i) && !isQuoted(i) && seen++ == level) {
        return i;
      }
    }
    return -1;
  }

  /** How many IP packets are inside one another; what is quoted does not count. */
  public int ipLevels() {
    int seen = 0;
    for (int i = 0; i < layers(); i++) {
      if (isIp(i) && isWhole(i) && !isQuoted(i)) {
        seen++;
      }
    }
    return seen;
  }

  /** The whole IPv4 or IPv6 header that an ICMP error quotes, or -1. */
  public int quotedIp() {
    for (int i = 0; i < layers(); i++) {
      if (isIp(i) && isWhole(i) && isQuoted(i)) {
        return i;
      }
    }
    return -1;
  }

  private boolean isIp(int layer) {
    return cursor.is(layer, Protocol.IPV4) || cursor.is(layer, Protocol.IPV6);
  }

  /** Whether a layer says that it carries only the first part of a packet. */
  boolean isFirstFragment(int layer) {
    return switch (protocol(layer)) {
      case IPV4 ->
          Ipv4.moreFragments(bytes, index(layer)) && Ipv4.fragmentOffset(bytes, index(layer)) == 0;
      case FRAGMENT ->
          Ipv6Fragment.moreFragments(bytes, index(layer))
              && Ipv6Fragment.fragmentOffset(bytes, index(layer)) == 0;
      default -> false;
    };
  }

  /** Why decoding ended. */
  public Stop stop() {
    return cursor.stop();
  }

  /** In words, what is wrong with the last layer; empty if {@link #stop()} is {@link Stop#NONE}. */
  public String stopReason() {
    return cursor.stopReason();
  }

  /** Where the trouble is, counted from the frame's first byte. */
  public int stopOffset() {
    return cursor.stopIndex() - start;
  }

  /** All fields of a layer that were captured, those that repeat included, in wire order. */
  public List<FieldValue> fields(int layer) {
    Parts parts = new Parts(bytes, start, headerEnd(layer));
    Protocol protocol = protocol(layer);
    for (Field field : protocol.fields()) {
      parts.add(field, index(layer));
    }
    if (isWhole(layer)) {
      protocol.header().repeated().read(this, layer, parts);
    }
    return List.copyOf(parts.values());
  }
}
