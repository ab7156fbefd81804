package org.flannelgraph.linux.netlink;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The attributes that one kind of message, or one nested attribute, may hold. */
public final class AttributeTable {
  private static final int TYPE_MASK = 0x3fff;
  private static final int HEADER = 4;

  private final Map<Integer, Attribute<?>> byType;

  private AttributeTable(Map<Integer, Attribute<?>> byType) {
    this.byType = byType;
  }

  /** A table of these attributes. */
  public static AttributeTable of(Attribute<?>... attributes) {
    return new AttributeTable(
        Stream.of(attributes)
            .collect(Collectors.toUnmodifiableMap(Attribute::type, Function.identity())));
  }

  /**
   * Decodes attributes up to the buffer's limit (linux/netlink.h, struct nlattr: u16 length with
   * the four bytes of its own header, u16 type, payload, padded to 4). One that the table lacks, or
   * whose payload has a length that its format can't have, is kept as bytes.
   *
   * @throws IllegalArgumentException if a length points outside the buffer
   */
  public Attributes decode(ByteBuffer bytes) {
    Attributes attributes = new Attributes();
    walk(
        bytes,
        (type, payload) -> {
          Attribute<?> attribute = byType.get(type);
          if (attribute == null || !attribute.format().fits(payload.remaining())) {
            attributes.putUnknown(type, Format.BYTES.decode(payload));
          } else {
            put(attributes, attribute, payload);
          }
        });
    return attributes;
  }

  /** The values of all attributes of this type, where a nest is a list. */
  <T> List<T> all(ByteBuffer bytes, Attribute<T> attribute) {
    List<T> values = new ArrayList<>();
    walk(
        bytes,
        (type, payload) -> {
          if (type == attribute.type() && attribute.format().fits(payload.remaining())) {
            values.add(attribute.format().decode(payload));
          }
        });
    return List.copyOf(values);
  }

  private static void walk(ByteBuffer bytes, Visitor visitor) {
    while (bytes.remaining() >= HEADER) {
      int start = bytes.position();
      int length = Short.toUnsignedInt(bytes.getShort());
      int type = Short.toUnsignedInt(bytes.getShort()) & TYPE_MASK;
      if (length < HEADER || length > bytes.remaining() + HEADER) {
        throw new IllegalArgumentException(
            "attribute " + type + " at byte " + start + " has the impossible length " + length);
      }
      ByteBuffer payload = bytes.slice(bytes.position(), length - HEADER).order(bytes.order());
      visitor.attribute(type, payload);
      bytes.position(Math.min(bytes.limit(), start + align(length)));
    }
  }

  private interface Visitor {
    void attribute(int type, ByteBuffer payload);
  }

  private static <T> void put(Attributes attributes, Attribute<T> attribute, ByteBuffer payload) {
    attributes.put(attribute, attribute.format().decode(payload));
  }

  static int align(int length) {
    return (length + 3) & ~3;
  }
}
