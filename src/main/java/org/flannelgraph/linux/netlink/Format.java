package org.flannelgraph.linux.netlink;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.flannelgraph.address.MacAddress;

/**
 * What an attribute's payload is. Integers are in the machine's byte order unless the kernel says
 * otherwise (the BE ones).
 */
public interface Format<T> {
  /** Reads a payload that {@linkplain #fits fits}, from the buffer's position to its limit. */
  T decode(ByteBuffer payload);

  /** Writes a payload at the buffer's position. */
  void encode(T value, ByteBuffer out);

  /**
   * Whether a payload of that many bytes can be read: a tunnel's IFLA_ADDRESS, for one, has four
   * where an Ethernet device's has six.
   */
  default boolean fits(int length) {
    return true;
  }

  /** Flags of the attribute's type: {@link #NLA_F_NESTED} or 0. */
  default int flags() {
    return 0;
  }

  /** linux/netlink.h: the payload is attributes. Newer families insist on it. */
  int NLA_F_NESTED = 0x8000;

  Format<Integer> U8 =
      number(
          1,
          payload -> Byte.toUnsignedInt(payload.get()),
          (value, out) -> out.put(value.byteValue()));

  Format<Integer> U16 =
      number(
          2,
          payload -> Short.toUnsignedInt(payload.getShort()),
          (value, out) -> out.putShort(value.shortValue()));

  /** Also for signed 32-bit numbers and for unsigned ones that fit, as indexes. */
  Format<Integer> U32 = number(4, ByteBuffer::getInt, (value, out) -> out.putInt(value));

  Format<Long> U64 = number(8, ByteBuffer::getLong, (value, out) -> out.putLong(value));

  Format<Integer> BE16 =
      number(
          2,
          payload -> Short.toUnsignedInt(bigEndian(payload).getShort()),
          (value, out) -> out.put((byte) (value >> 8)).put(value.byteValue()));

  Format<Integer> BE32 =
      number(
          4,
          payload -> bigEndian(payload).getInt(),
          (value, out) -> out.put(ByteBuffer.allocate(Integer.BYTES).putInt(value).flip()));

  Format<Long> BE64 =
      number(
          8,
          payload -> bigEndian(payload).getLong(),
          (value, out) -> out.put(ByteBuffer.allocate(Long.BYTES).putLong(value).flip()));

  /** An attribute that says yes by being there. */
  Format<Boolean> FLAG = of(payload -> true, (value, out) -> {});

  Format<byte[]> BYTES =
      of(
          payload -> {
            byte[] bytes = new byte[payload.remaining()];
            payload.get(bytes);
            return bytes;
          },
          (value, out) -> out.put(value));

  /** Text closed by a zero byte. */
  Format<String> STRING =
      of(
          payload -> {
            String text = StandardCharsets.UTF_8.decode(payload).toString();
            int end = text.indexOf('\0');
            return end < 0 ? text : text.substring(0, end);
          },
          (value, out) -> out.put(value.getBytes(StandardCharsets.UTF_8)).put((byte) 0));

  Format<MacAddress> MAC =
      of(
          payload -> MacAddress.of(BYTES.decode(payload)),
          (value, out) -> out.put(value.bytes()),
          0,
          length -> length == 6);

  /** 4 or 16 bytes. */
  Format<InetAddress> IP =
      of(
          payload -> {
            try {
              return InetAddress.getByAddress(BYTES.decode(payload));
            } catch (UnknownHostException wrongLength) {
              throw new IllegalArgumentException(wrongLength);
            }
          },
          (value, out) -> out.put(value.getAddress()),
          0,
          length -> length == 4 || length == 16);

  /** Attributes inside an attribute. */
  static Format<Attributes> nested(AttributeTable table) {
    return nestedOf(table::decode, (value, out) -> value.encode(out));
  }

  /** Attributes inside an attribute that are encoded already. */
  Format<byte[]> NESTED_BYTES = nestedOf(BYTES::decode, BYTES::encode);

  /** An array of u64, as rtnl_link_stats64. */
  Format<List<Long>> U64_ARRAY =
      of(
          payload -> {
            List<Long> numbers = new ArrayList<>();
            while (payload.remaining() >= Long.BYTES) {
              numbers.add(payload.getLong());
            }
            return List.copyOf(numbers);
          },
          (value, out) -> value.forEach(out::putLong));

  /** A nest of attributes that all have this type, as IFLA_PROP_LIST. */
  static <T> Format<List<T>> repeated(Attribute<T> attribute) {
    return nestedOf(
        payload -> AttributeTable.of(attribute).all(payload, attribute),
        (value, out) -> value.forEach(one -> new Attributes().put(attribute, one).encode(out)));
  }

  private static ByteBuffer bigEndian(ByteBuffer payload) {
    return payload.duplicate().order(ByteOrder.BIG_ENDIAN);
  }

  /** How a payload is read. */
  interface Decoder<T> {
    T decode(ByteBuffer payload);
  }

  /** How a payload is written. */
  interface Encoder<T> {
    void encode(T value, ByteBuffer out);
  }

  /** A format of two functions, for payloads of any length. */
  static <T> Format<T> of(Decoder<T> decoder, Encoder<T> encoder) {
    return of(decoder, encoder, 0, length -> true);
  }

  private static <T> Format<T> number(int bytes, Decoder<T> decoder, Encoder<T> encoder) {
    return of(decoder, encoder, 0, length -> length >= bytes);
  }

  /** A format of two functions whose payload is attributes. */
  static <T> Format<T> nestedOf(Decoder<T> decoder, Encoder<T> encoder) {
    return of(decoder, encoder, NLA_F_NESTED, length -> true);
  }

  private static <T> Format<T> of(
      Decoder<T> decoder, Encoder<T> encoder, int flags, IntPredicate fits) {
    return new Format<>() {
      @Override
      public int flags() {
        return flags;
      }

      @Override
      public boolean fits(int length) {
        return fits.test(length);
      }

      @Override
      public T decode(ByteBuffer payload) {
        return decoder.decode(payload);
      }

      @Override
      public void encode(T value, ByteBuffer out) {
        encoder.encode(value, out);
      }
    };
  }
}
