package org.flannelgraph.capture;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A pcapng file put together block by block, also as no writer would. */
final class PcapngBytes {
  private final ByteBuffer bytes;

  PcapngBytes(ByteOrder order) {
    bytes = ByteBuffer.allocate(1 << 16).order(order);
  }

  PcapngBytes order(ByteOrder order) {
    bytes.order(order);
    return this;
  }

  /** A block whose length is right. */
  PcapngBytes block(int type, byte[]... parts) {
    int length = 12 + Arrays.stream(parts).mapToInt(part -> part.length + 3 & ~3).sum();
    bytes.putInt(type).putInt(length);
    for (byte[] part : parts) {
      bytes.put(part).put(new byte[(part.length + 3 & ~3) - part.length]);
    }
    bytes.putInt(length);
    return this;
  }

  PcapngBytes section(byte[]... options) {
    return block(
        0x0a0d0d0a, join(integers(0x1a2b3c4d), shorts(1, 0), integers(-1, -1)), join(options));
  }

  PcapngBytes link(int linkType, int snapLength, byte[]... options) {
    return block(1, join(shorts(linkType, 0), integers(snapLength)), join(options));
  }

  PcapngBytes enhanced(int number, long time, int wireLength, byte[] frame, byte[]... options) {
    return block(
        6,
        integers(number, (int) (time >>> 32), (int) time, frame.length, wireLength),
        frame,
        join(options));
  }

  byte[] integers(int... values) {
    ByteBuffer part = ByteBuffer.allocate(values.length * 4).order(bytes.order());
    for (int value : values) {
      part.putInt(value);
    }
    return part.array();
  }

  byte[] number(long value) {
    return ByteBuffer.allocate(8).order(bytes.order()).putLong(value).array();
  }

  byte[] shorts(int... values) {
    ByteBuffer part = ByteBuffer.allocate(values.length * 2).order(bytes.order());
    for (int value : values) {
      part.putShort((short) value);
    }
    return part.array();
  }

  byte[] option(int code, byte[] value) {
    return join(shorts(code, value.length), Arrays.copyOf(value, value.length + 3 & ~3));
  }

  byte[] option(int code, String value) {
    return option(code, value.getBytes(StandardCharsets.UTF_8));
  }

  static byte[] join(byte[]... parts) {
    ByteBuffer joined =
        ByteBuffer.allocate(Arrays.stream(parts).mapToInt(part -> part.length).sum());
    for (byte[] part : parts) {
      joined.put(part);
    }
    return joined.array();
  }

  /** Bytes as they are. */
  PcapngBytes raw(byte[] part) {
    bytes.put(part);
    return this;
  }

  byte[] toArray() {
    return Arrays.copyOf(bytes.array(), bytes.position());
  }
}
