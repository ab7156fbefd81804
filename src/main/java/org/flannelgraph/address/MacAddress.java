package org.flannelgraph.address;

/** A MAC address (EUI-48). */
public record MacAddress(long value) {
  public static MacAddress of(byte[] bytes) {
    long value = 0;
    for (byte b : bytes) {
      value = value << 8 | (b & 0xff);
    }
    return new MacAddress(value);
  }

  public byte[] bytes() {
    byte[] bytes = new byte[6];
    for (int i = 0; i < 6; i++) {
      bytes[i] = (byte) (value >> (40 - 8 * i));
    }
    return bytes;
  }
}
