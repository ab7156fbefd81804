package org.flannelgraph.cluster;

import java.util.Set;
import java.util.regex.Pattern;
import org.flannelgraph.cluster.Value.Scalar;

/**
 * What a YAML scalar without quotes means to Kubernetes, whose reader follows YAML 1.1 here: {@code
 * no} is a boolean.
 */
final class PlainScalars {
  private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");
  private static final Pattern TRUE = Pattern.compile("true|True|TRUE|yes|Yes|YES|on|On|ON");
  private static final Pattern FALSE = Pattern.compile("false|False|FALSE|no|No|NO|off|Off|OFF");
  private static final Pattern INTEGER =
      Pattern.compile("[-+]?(?:[0-9][0-9_]*|0x[0-9a-fA-F_]+|0o[0-7_]+|0b[01_]+)");
  private static final Pattern NUMBER =
      Pattern.compile(
          "[-+]?(?:[0-9][0-9_]*(?:\\.[0-9_]*)?|\\.[0-9_]+)(?:[eE][-+]?[0-9]+)?"
              + "|[-+]?\\.(?:inf|Inf|INF)|\\.(?:nan|NaN|NAN)");

  private PlainScalars() {}

  static Scalar.Type type(String text) {
    if (NULLS.contains(text)) {
      return Scalar.Type.NULL;
    }
    if (TRUE.matcher(text).matches() || FALSE.matcher(text).matches()) {
      return Scalar.Type.BOOLEAN;
    }
    if (INTEGER.matcher(text).matches()) {
      return Scalar.Type.INTEGER;
    }
    return NUMBER.matcher(text).matches() ? Scalar.Type.NUMBER : Scalar.Type.STRING;
  }

  /** The value of a scalar of type BOOLEAN. */
  static boolean isTrue(String text) {
    return TRUE.matcher(text).matches();
  }

  /**
   * The value of a scalar of type INTEGER; one that is too large for a long is the largest or
   * smallest long.
   */
  static long integer(String text) {
    String digits = text.replace("_", "");
    boolean negative = digits.startsWith("-");
    if (negative || digits.startsWith("+")) {
      digits = digits.substring(1);
    }
    int radix = 10;
    if (digits.length() > 1 && digits.charAt(0) == '0') {
      char base = digits.charAt(1);
      radix = base == 'x' ? 16 : base == 'b' ? 2 : 8;
      digits = digits.substring(Character.isDigit(base) ? 1 : 2);
    }
    try {
      long value = Long.parseLong(digits, radix);
      return negative ? -value : value;
    } catch (NumberFormatException tooLarge) {
      return negative ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
  }
}
