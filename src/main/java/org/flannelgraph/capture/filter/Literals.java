package org.flannelgraph.capture.filter;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.flannelgraph.address.Addresses;

/** Values that are written in a filter. */
final class Literals {
  private static final Pattern BYTES =
      Pattern.compile(
          "[0-9A-Fa-f]{1,2}([:.-][0-9A-Fa-f]{1,2})*[:.-]?|([0-9A-Fa-f]{4}\\.)*([0-9A-Fa-f]{2})+");
  private static final Pattern SEPARATORS = Pattern.compile("[:.-]");

  private Literals() {}

  /** A value of a field's type. */
  static Value value(FilterField field, Token token) {
    if (token.kind() == Token.Kind.END || token.kind() == Token.Kind.SIGN) {
      throw token.wrong("the value of " + field.name() + " is missing here: " + words(field));
    }
    return switch (field.type()) {
      case NUMBER -> number(field, token);
      case FLAG -> flag(field, token);
      case TEXT -> text(token);
      case IPV4, IPV6 -> address(field, token);
      case MAC, BYTES, PROTOCOL -> bytes(field, token);
    };
  }

  private static String words(FilterField field) {
    return field.type().words();
  }

  private static InvalidDisplayFilterException wrong(FilterField field, Token token) {
    return token.wrong(
        "%s is compared with %s, not with '%s'"
            .formatted(field.name(), words(field), token.text()));
  }

  private static Value number(FilterField field, Token token) {
    String digits = token.text().toLowerCase(Locale.ROOT);
    try {
      return new Value.Numeric(
          digits.startsWith("0x")
              ? Long.parseUnsignedLong(digits.substring(2), 16)
              : digits.length() > 1 && digits.startsWith("0")
                  ? Long.parseUnsignedLong(digits.substring(1), 8)
                  : Long.parseUnsignedLong(digits));
    } catch (NumberFormatException notOne) {
      throw wrong(field, token);
    }
  }

  private static Value flag(FilterField field, Token token) {
    return switch (token.text().toLowerCase(Locale.ROOT)) {
      case "true" -> new Value.Numeric(1);
      case "false" -> new Value.Numeric(0);
      default -> number(field, token);
    };
  }

  static Value text(Token token) {
    if (token.kind() == Token.Kind.END || token.kind() == Token.Kind.SIGN) {
      throw token.wrong("text in quotes is missing here");
    }
    return new Value.Text(token.text());
  }

  private static Value address(FilterField field, Token token) {
    String text = token.text();
    int slash = text.indexOf('/');
    try {
      InetAddress address = Addresses.parse(slash < 0 ? text : text.substring(0, slash));
      byte[] bytes = address.getAddress();
      int bits = bytes.length * Byte.SIZE;
      int prefix = slash < 0 ? bits : Integer.parseInt(text.substring(slash + 1));
      if (Addresses.isIpv6(address) != (field.type() == FieldType.IPV6)) {
        throw wrong(field, token);
      }
      if (prefix < 0 || prefix > bits) {
        throw token.wrong("a prefix is 0 to " + bits + " bits long, not " + prefix);
      }
      return new Value.Bytes(bytes, prefix);
    } catch (InvalidDisplayFilterException known) {
      throw known;
    } catch (IllegalArgumentException notOne) {
      throw wrong(field, token);
    }
  }

  /**
   * Bytes as pairs of hexadecimal digits, as in fours (ffff.ffff.ffff), or in quotes the bytes of
   * text.
   */
  static Value bytes(FilterField field, Token token) {
    if (token.kind() == Token.Kind.END || token.kind() == Token.Kind.SIGN) {
      throw token.wrong("bytes are missing here, as 0a:0b, or text in quotes");
    }
    if (token.kind() == Token.Kind.QUOTED && field.type() != FieldType.MAC) {
      return new Value.Bytes(token.text().getBytes(StandardCharsets.UTF_8));
    }
    if (!BYTES.matcher(token.text()).matches()) {
      throw wrong(field, token);
    }
    byte[] bytes = parse(token.text());
    return new Value.Bytes(bytes);
  }

  private static byte[] parse(String text) {
    boolean isInFours = text.indexOf('.') == 4;
    if (!isInFours && SEPARATORS.matcher(text).find()) {
      List<String> pairs = SEPARATORS.splitAsStream(text).toList();
      byte[] bytes = new byte[pairs.size()];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) Integer.parseInt(pairs.get(i), 16);
      }
      return bytes;
    }
    return HexFormat.of().parseHex(text.replace(".", ""));
  }
}
