package org.flannelgraph.capture;

import java.nio.charset.StandardCharsets;

/**
 * The options at the end of a pcapng block: number 2, length 2, value, padding to 4. A cursor:
 * {@link #next} steps on.
 */
final class Options {
  private static final int END = 0;
  private static final int HEADER = 4;

  private final PcapngFile file;
  private final Input input;
  private int at;
  private int end;
  private int code;
  private int value;
  private int length;

  Options(PcapngFile file, Input input) {
    this.file = file;
    this.input = input;
  }

  /** Begins with the options between two positions of the input's window. */
  Options within(int start, int limit) {
    at = start;
    end = limit;
    return this;
  }

  /**
   * Steps to the next option.
   *
   * @return false after the last
   * @throws InvalidCaptureException if it claims more bytes than its block has
   */
  boolean next() throws InvalidCaptureException {
    if (end - at < HEADER) {
      return false;
    }
    code = input.unsignedShort(at);
    length = input.unsignedShort(at + 2);
    value = at + HEADER;
    if (code == END) {
      return false;
    }
    if (length > end - value) {
      throw file.invalid(
          input.offset() + at - input.position(),
          "option %d claims %d bytes, and its block has %d left; the file is damaged here"
              .formatted(code, length, end - value));
    }
    at = Math.min(end, value + (length + 3 & ~3));
    return true;
  }

  /** Its number. */
  int code() {
    return code;
  }

  /** Its value as text (UTF-8), without a closing 0. */
  String text() {
    int size = length;
    while (size > 0 && input.bytes()[value + size - 1] == 0) {
      size--;
    }
    return new String(input.bytes(), value, size, StandardCharsets.UTF_8);
  }

  /** Its value's byte at a place; 0 past its end. */
  int unsignedByte(int place) {
    return place < length ? Byte.toUnsignedInt(input.bytes()[value + place]) : 0;
  }

  /** Its value as 32 bits; 0 if it is shorter. */
  int integer() {
    return length < Integer.BYTES ? 0 : input.integer(value);
  }

  /** Its value as 64 bits; 0 if it is shorter. */
  long number() {
    if (length < Long.BYTES) {
      return 0;
    }
    long first = input.unsigned(value);
    long second = input.unsigned(value + 4);
    return input.bigEndian() ? first << 32 | second : second << 32 | first;
  }

  /**
   * A filter: its first byte tells whether libpcap's words follow (0) or a compiled program (1).
   */
  String filter() {
    boolean words = length > 0 && unsignedByte(0) == 0;
    return words
        ? new String(input.bytes(), value + 1, length - 1, StandardCharsets.UTF_8)
        : length > 0 ? "(compiled)" : "";
  }
}
