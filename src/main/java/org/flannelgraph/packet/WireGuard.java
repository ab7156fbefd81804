package org.flannelgraph.packet;

import org.jspecify.annotations.Nullable;

/**
 * WireGuard (wireguard.com/protocol): what of it is not encrypted. Little-endian.
 *
 * <pre>
 *  0      1          4
 *  | type | reserved | sender or receiver index | ...
 * </pre>
 */
public final class WireGuard {
  public static final int HANDSHAKE_INITIATION = 1;
  public static final int HANDSHAKE_RESPONSE = 2;
  public static final int COOKIE_REPLY = 3;
  public static final int TRANSPORT_DATA = 4;

  private static final int LEAST = 4;

  static final Header HEADER =
      Header.of(
              "wireguard",
              "wg",
              "WireGuard",
              WireGuard::dissect,
              Field.decimal("type", "wg.type", 0, 1).words(WireGuard::typeName),
              Field.hex("sender", "wg.sender", 4, 4)
                  .littleEndian()
                  .when((b, i) -> type(b, i) <= HANDSHAKE_RESPONSE),
              Field.hex("receiver", "wg.receiver", 8, 4)
                  .littleEndian()
                  .when((b, i) -> type(b, i) == HANDSHAKE_RESPONSE),
              Field.hex("receiver", "wg.receiver", 4, 4)
                  .littleEndian()
                  .when((b, i) -> type(b, i) >= COOKIE_REPLY),
              Field.base64("ephemeral", "wg.ephemeral", 8, 32)
                  .when((b, i) -> type(b, i) == HANDSHAKE_INITIATION),
              Field.base64("ephemeral", "wg.ephemeral", 12, 32)
                  .when((b, i) -> type(b, i) == HANDSHAKE_RESPONSE),
              Field.bytes("nonce", "wg.nonce", 8, 24).when((b, i) -> type(b, i) == COOKIE_REPLY),
              Field.decimal("counter", "wg.counter", 8, 8)
                  .littleEndian()
                  .when((b, i) -> type(b, i) == TRANSPORT_DATA))
          .summary((d, layer) -> "WireGuard " + typeName(type(d.bytes(), d.index(layer))));

  private WireGuard() {}

  static @Nullable Protocol dissect(Cursor c) {
    byte[] bytes = c.bytes();
    // The type is a byte and three zeros; anything else on that port is not WireGuard.
    if (c.remaining() < LEAST
        || length(type(bytes, c.at())) == 0
        || Bytes.u24(bytes, c.at() + 1) != 0) {
      return null;
    }
    if (c.open(Protocol.WIREGUARD, LEAST) && c.extend(length(type(bytes, c.at())))) {
      c.pass();
    }
    return null;
  }

  /** {@link #HANDSHAKE_INITIATION} and so on. */
  public static int type(byte[] bytes, int index) {
    return Bytes.u8(bytes, index);
  }

  private static int length(int type) {
    return switch (type) {
      case HANDSHAKE_INITIATION -> 148;
      case HANDSHAKE_RESPONSE -> 92;
      case COOKIE_REPLY -> 64;
      case TRANSPORT_DATA -> 16; // then the encrypted packet
      default -> 0;
    };
  }

  private static @Nullable String typeName(long type) {
    return switch ((int) type) {
      case HANDSHAKE_INITIATION -> "handshake initiation";
      case HANDSHAKE_RESPONSE -> "handshake response";
      case COOKIE_REPLY -> "cookie reply";
      case TRANSPORT_DATA -> "transport data";
      default -> null;
    };
  }
}
