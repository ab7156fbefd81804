package org.flannelgraph.capture.filter;

import org.flannelgraph.packet.Field;

/** What a field holds, and so what it can be compared with. */
public enum FieldType {
  NUMBER("a number"),
  FLAG("0 or 1"),
  MAC("a MAC address"),
  IPV4("an IPv4 address or network"),
  IPV6("an IPv6 address or network"),
  BYTES("bytes, as 0a:0b"),
  TEXT("text"),
  /** A protocol itself: its header and what that carries. */
  PROTOCOL("a protocol");

  private final String words;

  FieldType(String words) {
    this.words = words;
  }

  /** In words, with its article. */
  public String words() {
    return words;
  }

  /** Whether it is made of bytes that can be searched. */
  boolean isBytes() {
    return this == MAC || this == BYTES || this == PROTOCOL;
  }

  static FieldType of(Field.Format format) {
    return switch (format) {
      case DECIMAL, HEX -> NUMBER;
      case FLAG -> FLAG;
      case MAC -> MAC;
      case IPV4 -> IPV4;
      case IPV6 -> IPV6;
      case BYTES, BASE64 -> BYTES;
      case TEXT -> TEXT;
    };
  }
}
