package org.flannelgraph.address;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A MAC address (IEEE 802, EUI-48).
 *
 * @param value its 48 bits
 */
public record MacAddress(long value) implements Comparable<MacAddress> {
  private static final int LENGTH = 6;
  private static final HexFormat TEXT = HexFormat.ofDelimiter(":");

  /**
   * From its six bytes.
   *
   * @throws IllegalArgumentException if they are not six
   */
  public static MacAddress of(byte[] bytes) {
    if (bytes.length != LENGTH) {
      throw new IllegalArgumentException(
          "a MAC address has 6 bytes, not "
              + bytes.length
              + ": "
              + HexFormat.of().formatHex(bytes));
    }
    long value = 0;
    for (byte b : bytes) {
      value = value << Byte.SIZE | (b & 0xff);
    }
    return new MacAddress(value);
  }

  /**
   * From text as {@code ip} prints it.
   *
   * @throws IllegalArgumentException if it is no MAC address
   */
  public static MacAddress parse(String text) {
    return of(TEXT.parseHex(text));
  }

  /** An address that is always the same for the same name: unicast, locally administered. */
  public static MacAddress fromName(String name) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
      byte[] bytes = Arrays.copyOf(digest, LENGTH);
      bytes[0] = (byte) ((bytes[0] & 0xfe) | 0x02);
      return of(bytes);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Its six bytes. */
  public byte[] bytes() {
    byte[] bytes = new byte[LENGTH];
    for (int i = 0; i < LENGTH; i++) {
      bytes[i] = (byte) (value >> ((LENGTH - 1 - i) * Byte.SIZE));
    }
    return bytes;
  }

  @Override
  public int compareTo(MacAddress other) {
    return Long.compare(value, other.value);
  }

  /** As {@code ip} prints it. */
  @Override
  public String toString() {
    return TEXT.formatHex(bytes());
  }
}
