package org.flannelgraph.capture;

import org.jspecify.annotations.Nullable;

/**
 * A frame to keep, with bytes of its own. Compared by identity of its bytes: two sightings are two
 * frames, however alike they are.
 */
@SuppressWarnings("ArrayRecordComponent") // millions of them: no copy, no wrapper
public record CapturedFrame(
    long ordinal,
    CaptureInterface where,
    long time,
    @Nullable Direction direction,
    byte[] bytes,
    int wireLength,
    long droppedBefore,
    boolean checksumNotReady,
    @Nullable String comment)
    implements Frame {

  /** A whole frame about which nothing more is known than where, when and which way. */
  public static CapturedFrame of(
      long ordinal,
      CaptureInterface where,
      long time,
      @Nullable Direction direction,
      byte[] bytes) {
    return new CapturedFrame(ordinal, where, time, direction, bytes, bytes.length, 0, false, null);
  }

  @Override
  public int offset() {
    return 0;
  }

  @Override
  public int capturedLength() {
    return bytes.length;
  }

  @Override
  public CapturedFrame copy() {
    return this;
  }
}
