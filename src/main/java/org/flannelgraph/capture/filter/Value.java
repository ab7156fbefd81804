package org.flannelgraph.capture.filter;

import java.util.Arrays;

/** A value, of a field or written in a filter. */
sealed interface Value {
  /** A number or a flag; unsigned. */
  record Numeric(long number) implements Value {}

  /** Text. */
  record Text(String text) implements Value {}

  /**
   * An address, or bytes.
   *
   * @param bits how many of them count, from the first: all, or a network's prefix length
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared as a record, nor changed
  record Bytes(byte[] bytes, int bits) implements Value {
    Bytes(byte[] bytes) {
      this(bytes, bytes.length * Byte.SIZE);
    }

    boolean contains(byte[] other) {
      for (int i = 0; i + other.length <= bytes.length; i++) {
        if (Arrays.equals(bytes, i, i + other.length, other, 0, other.length)) {
          return true;
        }
      }
      return false;
    }
  }

  /**
   * Less than 0, 0 or more, as this is less than, equal to or more than another of its kind.
   *
   * @param other decides how many bits of bytes are looked at
   */
  default int compare(Value other) {
    return switch (this) {
      case Numeric one -> Long.compareUnsigned(one.number, ((Numeric) other).number);
      case Text text -> text.text.compareTo(((Text) other).text);
      case Bytes bytes -> compare(bytes, (Bytes) other);
    };
  }

  private static int compare(Bytes one, Bytes other) {
    int bits = Math.min(one.bits, other.bits);
    if (one.bytes.length != other.bytes.length) {
      return Arrays.compareUnsigned(one.bytes, other.bytes);
    }
    for (int i = 0; i * Byte.SIZE < bits; i++) {
      int mask = 0xff00 >> Math.min(Byte.SIZE, bits - i * Byte.SIZE) & 0xff;
      int difference = (one.bytes[i] & mask) - (other.bytes[i] & mask);
      if (difference != 0) {
        return difference;
      }
    }
    return 0;
  }
}
