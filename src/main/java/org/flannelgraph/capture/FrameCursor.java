package org.flannelgraph.capture;

import org.jspecify.annotations.Nullable;

/** The one frame of a source, filled anew at each step by the source that owns it. */
final class FrameCursor implements Frame {
  long ordinal;
  CaptureInterface where;
  long time;
  @Nullable Direction direction;
  byte[] bytes = new byte[0];
  int offset;
  int capturedLength;
  int wireLength;
  long droppedBefore;
  boolean checksumNotReady;
  @Nullable String comment;

  FrameCursor(CaptureInterface where) {
    this.where = where;
  }

  /** Begins the next frame: what few frames have is as if it were not there. */
  void advance() {
    ordinal++;
    direction = null;
    droppedBefore = 0;
    checksumNotReady = false;
    comment = null;
  }

  @Override
  public long ordinal() {
    return ordinal;
  }

  @Override
  public CaptureInterface where() {
    return where;
  }

  @Override
  public long time() {
    return time;
  }

  @Override
  public @Nullable Direction direction() {
    return direction;
  }

  @Override
  public byte[] bytes() {
    return bytes;
  }

  @Override
  public int offset() {
    return offset;
  }

  @Override
  public int capturedLength() {
    return capturedLength;
  }

  @Override
  public int wireLength() {
    return wireLength;
  }

  @Override
  public long droppedBefore() {
    return droppedBefore;
  }

  @Override
  public boolean checksumNotReady() {
    return checksumNotReady;
  }

  @Override
  public @Nullable String comment() {
    return comment;
  }
}
