package org.flannelgraph.linux.netlink;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The attributes of one message, in the order in which they are sent. */
public final class Attributes {
  private static final int HEADER = 4;

  private final Map<Attribute<?>, Object> values = new LinkedHashMap<>();

  /** No attributes yet. */
  public Attributes() {}

  /** Adds an attribute, or replaces it. */
  public <T> Attributes put(Attribute<T> attribute, T value) {
    values.put(attribute, Objects.requireNonNull(value, attribute.name()));
    return this;
  }

  void putUnknown(int type, byte[] payload) {
    values.put(new Attribute<>(type, "unknown " + type, Format.BYTES), payload);
  }

  /** The attribute's value, if the message has it. */
  public <T> Optional<T> find(Attribute<T> attribute) {
    @SuppressWarnings("unchecked") // put is the only way in
    T value = (T) values.get(attribute);
    return Optional.ofNullable(value);
  }

  /** The attribute's value, or this one if the message lacks it. */
  public <T> T get(Attribute<T> attribute, T otherwise) {
    return find(attribute).orElse(otherwise);
  }

  /** Whether the message has the attribute. */
  public boolean has(Attribute<?> attribute) {
    return values.containsKey(attribute);
  }

  /** Writes them at the buffer's position. */
  public void encode(ByteBuffer out) {
    values.forEach((attribute, value) -> encode(out, attribute, value));
  }

  private static <T> void encode(ByteBuffer out, Attribute<T> attribute, Object value) {
    int start = out.position();
    out.putShort((short) 0).putShort((short) (attribute.type() | attribute.format().flags()));
    @SuppressWarnings("unchecked") // put is the only way in
    T typed = (T) value;
    attribute.format().encode(typed, out);
    out.putShort(start, (short) (out.position() - start));
    while ((out.position() - start) % 4 != 0) {
      out.put((byte) 0);
    }
  }

  /**
   * The name of the attribute that holds a byte of the encoded attributes, innermost first: how the
   * kernel points at what it did not like.
   *
   * @param offset counted from the first attribute's own header
   */
  Optional<String> nameAt(int offset) {
    int start = 0;
    for (Map.Entry<Attribute<?>, Object> entry : values.entrySet()) {
      ByteBuffer bytes = ByteBuffer.allocate(1 << 16).order(ByteOrder.nativeOrder());
      encode(bytes, entry.getKey(), entry.getValue());
      int end = start + bytes.position();
      if (offset >= start && offset < end) {
        int inside = offset - start - HEADER;
        Optional<String> inner =
            entry.getValue() instanceof Attributes nest && inside >= 0
                ? nest.nameAt(inside)
                : Optional.empty();
        return inner.or(() -> Optional.of(entry.getKey().name()));
      }
      start = end;
    }
    return Optional.empty();
  }

  @Override
  public String toString() {
    return values.toString();
  }
}
