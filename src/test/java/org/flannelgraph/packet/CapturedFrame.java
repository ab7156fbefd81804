package org.flannelgraph.packet;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** A frame of a test's capture. */
public final class CapturedFrame {
  private static final int INTERFACE_DESCRIPTION = 1;
  private static final int ENHANCED_PACKET = 6;

  private final byte[] bytes;
  private final int wireLength;
  private final LinkType link;

  CapturedFrame(byte[] bytes, int wireLength, LinkType link) {
    this.bytes = bytes;
    this.wireLength = wireLength;
    this.link = link;
  }

  /** What was captured of it. */
  public byte[] bytes() {
    return bytes;
  }

  int wireLength() {
    return wireLength;
  }

  LinkType link() {
    return link;
  }

  /** Decodes it. */
  public Dissection decode() {
    return new Dissection().decode(bytes, 0, bytes.length, wireLength, link);
  }

  /**
   * Walks the blocks of a little-endian pcapng file: as much of the format as our own files use.
   */
  public static List<CapturedFrame> ofPcapng(byte[] file) {
    ByteBuffer blocks = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    List<LinkType> links = new ArrayList<>();
    List<CapturedFrame> frames = new ArrayList<>();
    while (blocks.hasRemaining()) {
      int start = blocks.position();
      int type = blocks.getInt();
      int length = blocks.getInt();
      if (type == INTERFACE_DESCRIPTION) {
        links.add(LinkType.of(blocks.getShort()).orElseThrow());
      } else if (type == ENHANCED_PACKET) {
        LinkType link = links.get(blocks.getInt());
        blocks.getLong();
        byte[] bytes = new byte[blocks.getInt()];
        int wireLength = blocks.getInt();
        blocks.get(bytes);
        frames.add(new CapturedFrame(bytes, wireLength, link));
      }
      blocks.position(start + length);
    }
    return frames;
  }
}
