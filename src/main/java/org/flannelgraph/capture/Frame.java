package org.flannelgraph.capture;

import org.flannelgraph.packet.Dissection;
import org.flannelgraph.packet.LinkType;
import org.jspecify.annotations.Nullable;

/**
 * A frame that was seen at an interface. The frame that a source hands out is valid until its next
 * step; {@link #copy} keeps it.
 */
public interface Frame {
  /** Its ordinal in its file or live capture, from 1. */
  long ordinal();

  /** Where it was seen. */
  CaptureInterface where();

  /**
   * When it was seen, in nanoseconds since 1970; 0 where a file holds no time (a simple packet
   * block).
   */
  long time();

  /** Which way it passed; null where the capture does not tell. */
  @Nullable Direction direction();

  /** The array that holds its bytes, from {@link #offset} on. Not to be written. */
  byte[] bytes();

  /** Where in {@link #bytes} it begins. */
  int offset();

  /** How many of its bytes were captured. */
  int capturedLength();

  /** How many bytes it had on the wire; more than were captured if a snap length cut it. */
  int wireLength();

  /** How many frames were lost at this interface just before this one, as far as is told. */
  long droppedBefore();

  /**
   * Whether its transport checksum was still to be computed by the sending device (Linux's
   * CHECKSUM_PARTIAL), so that what the bytes hold is no checksum yet.
   */
  boolean checksumNotReady();

  /** What somebody noted about it, one line a comment; null if nobody did. */
  @Nullable String comment();

  /** Takes it apart: from its link header on, Ethernet's where its interface's is not known. */
  default Dissection dissect(Dissection dissection) {
    LinkType link = LinkType.of(where().linkType()).orElse(LinkType.ETHERNET);
    return dissection.decode(bytes(), offset(), capturedLength(), wireLength(), link);
  }

  /** The same frame with bytes of its own, to keep. */
  default CapturedFrame copy() {
    byte[] own = new byte[capturedLength()];
    System.arraycopy(bytes(), offset(), own, 0, own.length);
    return new CapturedFrame(
        ordinal(),
        where(),
        time(),
        direction(),
        own,
        wireLength(),
        droppedBefore(),
        checksumNotReady(),
        comment());
  }
}
