package org.flannelgraph.packet;

import org.jspecify.annotations.Nullable;

/**
 * One field of a header: where it is, what it is called, how it is printed. It holds no value; a
 * value is read from a frame's bytes when asked for.
 *
 * <p>Positions count from the start of the layer (or of the option or record that holds the field),
 * in bits, bit 0 being the most significant of the first byte.
 */
public final class Field {
  /** How a field's bits are to be read and printed. */
  public enum Format {
    /** An unsigned number: {@code 64}. */
    DECIMAL,
    /** An unsigned number, in hexadecimal: {@code 0x0800}. */
    HEX,
    /** A flag: {@code 0} or {@code 1}. */
    FLAG,
    /** A MAC address: {@code 0a:c2:45:12:84:07}. */
    MAC,
    /** An IPv4 address: {@code 10.244.1.2}. */
    IPV4,
    /** An IPv6 address: {@code fe80::1}. */
    IPV6,
    /** Bytes: {@code 0a:0b}. */
    BYTES,
    /** Bytes in base 64, as {@code wg} prints keys. */
    BASE64,
    /** Text, what is not printable replaced by dots. */
    TEXT
  }

  /** Whether this header has the field. It looks at no byte after the field's last. */
  @FunctionalInterface
  interface Presence {
    boolean test(byte[] bytes, int index);
  }

  /**
   * Where the field starts, in bits, if other fields decide that. It looks at the first byte only.
   */
  @FunctionalInterface
  interface Place {
    int bit(byte[] bytes, int index);
  }

  /** A number's meaning, or null if it has no word. */
  @FunctionalInterface
  interface Words {
    @Nullable String of(long number);
  }

  /** What a number means, given its bits. */
  private record Scale(int times, int plus, boolean littleEndian) {
    static final Scale PLAIN = new Scale(1, 0, false);

    long of(long number, int bits) {
      return (littleEndian ? Long.reverseBytes(number) >>> (64 - bits) : number) * times + plus;
    }
  }

  private static final Presence ALWAYS = (bytes, index) -> true;
  private static final Words NO_WORDS = number -> null;

  private final String name;
  private final String filter;
  private final int bit;
  private final int bits;
  private final Format format;
  private final Presence presence;
  private final @Nullable Place place;
  private final Words words;
  private final Scale scale;

  private Field(
      String name,
      String filter,
      int bit,
      int bits,
      Format format,
      Presence presence,
      @Nullable Place place,
      Words words,
      Scale scale) {
    this.name = name;
    this.filter = filter;
    this.bit = bit;
    this.bits = bits;
    this.format = format;
    this.presence = presence;
    this.place = place;
    this.words = words;
    this.scale = scale;
  }

  private static Field of(String name, String filter, int bit, int bits, Format format) {
    return new Field(name, filter, bit, bits, format, ALWAYS, null, NO_WORDS, Scale.PLAIN);
  }

  /** A number of whole bytes, at most eight. */
  static Field decimal(String name, String filter, int offset, int length) {
    return of(name, filter, offset * 8, length * 8, Format.DECIMAL);
  }

  /** A number of whole bytes, at most eight, that is read in hexadecimal. */
  static Field hex(String name, String filter, int offset, int length) {
    return of(name, filter, offset * 8, length * 8, Format.HEX);
  }

  /** A number of some bits. */
  static Field bits(String name, String filter, int bit, int bits) {
    return of(name, filter, bit, bits, Format.DECIMAL);
  }

  /** A single bit. */
  static Field flag(String name, String filter, int bit) {
    return of(name, filter, bit, 1, Format.FLAG);
  }

  static Field mac(String name, String filter, int offset) {
    return of(name, filter, offset * 8, 48, Format.MAC);
  }

  static Field ipv4(String name, String filter, int offset) {
    return of(name, filter, offset * 8, 32, Format.IPV4);
  }

  static Field ipv6(String name, String filter, int offset) {
    return of(name, filter, offset * 8, 128, Format.IPV6);
  }

  static Field bytes(String name, String filter, int offset, int length) {
    return of(name, filter, offset * 8, length * 8, Format.BYTES);
  }

  /** A key. */
  static Field base64(String name, String filter, int offset, int length) {
    return of(name, filter, offset * 8, length * 8, Format.BASE64);
  }

  /** A value whose place and length each frame decides. */
  static Field varying(String name, String filter, Format format) {
    return of(name, filter, 0, 0, format);
  }

  static Field text(String name, String filter, int offset, int length) {
    return of(name, filter, offset * 8, length * 8, Format.TEXT);
  }

  /** The same, in hexadecimal. */
  Field asHex() {
    return new Field(name, filter, bit, bits, Format.HEX, presence, place, words, scale);
  }

  /** The same, only there if that holds. */
  Field when(Presence condition) {
    return new Field(name, filter, bit, bits, format, condition, place, words, scale);
  }

  /** The same, but other fields decide where it starts. */
  Field at(Place decided) {
    return new Field(name, filter, bit, bits, format, presence, decided, words, scale);
  }

  /** The same, printed as a word where its number has one. */
  Field words(Words meaning) {
    return new Field(name, filter, bit, bits, format, presence, place, meaning, scale);
  }

  /** The same, but the bits count so many of what the number means: 32-bit words for bytes. */
  Field times(int factor) {
    return scaled(new Scale(factor, scale.plus, scale.littleEndian));
  }

  /** The same, but the bits count so much less than what the number means. */
  Field plus(int more) {
    return scaled(new Scale(scale.times, more, scale.littleEndian));
  }

  private Field scaled(Scale other) {
    return new Field(name, filter, bit, bits, format, presence, place, words, other);
  }

  /** The same, least significant byte first. */
  Field littleEndian() {
    return scaled(new Scale(scale.times, scale.plus, true));
  }

  /** Its name in the standard's terms and in our JSON: {@code ttl}. */
  public String name() {
    return name;
  }

  /** Its name in Wireshark's display filters ({@code ip.ttl}), or empty if it has none there. */
  public String filter() {
    return filter;
  }

  /** How it is printed. */
  public Format format() {
    return format;
  }

  /** How many bits it has, or 0 if each frame decides that. */
  public int bits() {
    return bits;
  }

  /** Whether a layer of that dissection has this field, wholly captured. */
  public boolean isPresent(Dissection dissection, int layer) {
    return isPresent(dissection.bytes(), dissection.index(layer), dissection.headerEnd(layer));
  }

  /** Where it starts in a layer of that dissection: in bits from the frame's first. */
  public int bitOffset(Dissection dissection, int layer) {
    return dissection.offset(layer) * 8 + bit(dissection.bytes(), dissection.index(layer));
  }

  /**
   * Its value as a number, if it has at most 64 bits: else of its last 64 bits. It must be present.
   */
  public long number(Dissection dissection, int layer) {
    return number(dissection.bytes(), dissection.index(layer));
  }

  /** Its value as {@code ip} or Wireshark would print it. It must be present. */
  public String text(Dissection dissection, int layer) {
    byte[] bytes = dissection.bytes();
    int index = dissection.index(layer);
    return print(bytes, index, bit(bytes, index), bits);
  }

  /** Whether two layers of the same protocol agree in this field, also in not having it. */
  public boolean isSame(Dissection one, int layer, Dissection other, int otherLayer) {
    boolean present = isPresent(one, layer);
    if (present != isPresent(other, otherLayer)) {
      return false;
    }
    if (!present) {
      return true;
    }
    if (bits > 64) {
      int start = one.index(layer);
      int otherStart = other.index(otherLayer);
      int from = bit(one.bytes(), start) >> 3;
      int otherFrom = bit(other.bytes(), otherStart) >> 3;
      for (int i = 0; i < bits >> 3; i++) {
        if (one.bytes()[start + from + i] != other.bytes()[otherStart + otherFrom + i]) {
          return false;
        }
      }
      return true;
    }
    return number(one, layer) == number(other, otherLayer);
  }

  boolean isPresent(byte[] bytes, int index, int end) {
    return index < end
        && index + ((bit(bytes, index) + bits + 7) >> 3) <= end
        && presence.test(bytes, index);
  }

  int bit(byte[] bytes, int index) {
    return place == null ? bit : place.bit(bytes, index);
  }

  long number(byte[] bytes, int index) {
    int from = bit(bytes, index);
    return bits <= 64
        ? number(bytes, index, from, bits)
        : Bytes.bits(bytes, index, from + bits - 64, 64);
  }

  long number(byte[] bytes, int index, int from, int length) {
    return scale.of(Bytes.bits(bytes, index, from, length), length);
  }

  String print(byte[] bytes, int index, int from, int length) {
    int first = index + (from >> 3);
    return switch (format) {
      case DECIMAL, HEX, FLAG -> {
        long number = number(bytes, index, from, length);
        String word = words.of(number);
        yield word != null ? word : digits(number, length);
      }
      case MAC -> Text.mac(Bytes.u48(bytes, first));
      case IPV4 -> Text.ipv4(Bytes.i32(bytes, first));
      case IPV6 -> Text.ipv6(Bytes.i64(bytes, first), Bytes.i64(bytes, first + 8));
      case BYTES -> Text.hex(bytes, first, length >> 3);
      case BASE64 -> Text.base64(bytes, first, length >> 3);
      case TEXT -> Text.printable(bytes, first, length >> 3);
    };
  }

  private String digits(long number, int length) {
    if (format != Format.HEX) {
      return Long.toUnsignedString(number);
    }
    String digits = Long.toHexString(number);
    return "0x" + "0".repeat(Math.max(0, (length + 3) / 4 - digits.length())) + digits;
  }

  @Override
  public String toString() {
    return filter.isEmpty() ? name : filter;
  }
}
