package org.flannelgraph.packet;

import org.jspecify.annotations.Nullable;

/**
 * DNS (RFC 1035), also multicast DNS (RFC 6762). The layer is the whole message; its records are
 * read by {@link Dissection#fields}.
 *
 * <pre>
 *  0    2       4         6         8            10
 *  | id | flags | queries | answers | authority | additional | records
 * </pre>
 */
public final class Dns {
  static final int LENGTH = 12;

  public static final int A = 1;
  public static final int NS = 2;
  public static final int CNAME = 5;
  public static final int SOA = 6;
  public static final int PTR = 12;
  public static final int MX = 15;
  public static final int TXT = 16;
  public static final int AAAA = 28;
  public static final int SRV = 33;
  public static final int OPT = 41;

  private static final String[] RESPONSE_CODES = {
    "no error", "format error", "server failure", "no such name", "not implemented", "refused"
  };

  static final Header HEADER =
      Header.of(
              "dns",
              "dns",
              "DNS",
              Dns::dissect,
              Field.hex("id", "dns.id", 0, 2),
              Field.flag("response", "dns.flags.response", 16),
              Field.bits("opcode", "dns.flags.opcode", 17, 4),
              Field.flag("authoritative", "dns.flags.authoritative", 21)
                  .when((b, i) -> isResponse(b, i)),
              Field.flag("truncated", "dns.flags.truncated", 22),
              Field.flag("recursionDesired", "dns.flags.recdesired", 23),
              Field.flag("recursionAvailable", "dns.flags.recavail", 24)
                  .when((b, i) -> isResponse(b, i)),
              Field.bits("responseCode", "dns.flags.rcode", 28, 4)
                  .when((b, i) -> isResponse(b, i))
                  .words(Dns::responseCode),
              Field.decimal("queries", "dns.count.queries", 4, 2),
              Field.decimal("answers", "dns.count.answers", 6, 2),
              Field.decimal("authorityRecords", "dns.count.auth_rr", 8, 2),
              Field.decimal("additionalRecords", "dns.count.add_rr", 10, 2))
          .repeating(DnsRecords::read)
          .summary(Dns::summary);

  private Dns() {}

  static @Nullable Protocol dissect(Cursor c) {
    if (c.open(Protocol.DNS, LENGTH)) {
      c.toEnd();
    }
    return null;
  }

  /** Over TCP each message follows its length; we know only those that start a segment. */
  static @Nullable Protocol afterLength(Cursor c) {
    if (c.remaining() < 2 + LENGTH || Bytes.u16(c.bytes(), c.at()) < LENGTH) {
      return null;
    }
    c.skip(2);
    return Protocol.DNS;
  }

  /** What ties an answer to its question. */
  public static int id(byte[] bytes, int index) {
    return Bytes.u16(bytes, index);
  }

  /** Whether it is an answer. */
  public static boolean isResponse(byte[] bytes, int index) {
    return (bytes[index + 2] & 0x80) != 0;
  }

  /** 0 in an answer that has what was asked for, 3 if there is no such name. */
  public static int responseCode(byte[] bytes, int index) {
    return bytes[index + 3] & 0xf;
  }

  /** How many questions. */
  public static int queries(byte[] bytes, int index) {
    return Bytes.u16(bytes, index + 4);
  }

  /** How many answers. */
  public static int answers(byte[] bytes, int index) {
    return Bytes.u16(bytes, index + 6);
  }

  private static @Nullable String responseCode(long code) {
    return code < RESPONSE_CODES.length ? RESPONSE_CODES[(int) code] : null;
  }

  /** A record type's name, as {@code AAAA}, or null. */
  static @Nullable String typeName(long type) {
    return switch ((int) type) {
      case A -> "A";
      case NS -> "NS";
      case CNAME -> "CNAME";
      case SOA -> "SOA";
      case PTR -> "PTR";
      case MX -> "MX";
      case TXT -> "TXT";
      case AAAA -> "AAAA";
      case SRV -> "SRV";
      case OPT -> "OPT";
      case 65 -> "HTTPS";
      case 255 -> "ANY";
      default -> null;
    };
  }

  private static String summary(Dissection d, int layer) {
    byte[] bytes = d.bytes();
    int index = d.index(layer);
    boolean response = isResponse(bytes, index);
    StringBuilder line = new StringBuilder("DNS");
    if (queries(bytes, index) > 0) {
      DnsName name = DnsName.read(bytes, index, index + LENGTH, d.headerEnd(layer));
      if (name != null && name.end() + 2 <= d.headerEnd(layer)) {
        int type = Bytes.u16(bytes, name.end());
        String word = typeName(type);
        line.append(' ').append(word == null ? "type " + type : word);
        line.append(response ? " " : "? ").append(name.text());
      }
    }
    if (response) {
      int code = responseCode(bytes, index);
      String word = responseCode((long) code);
      line.append(": ");
      if (code == 0) {
        int answers = answers(bytes, index);
        line.append(answers == 1 ? "1 answer" : answers + " answers");
      } else {
        line.append(word == null ? "error " + code : word);
      }
    }
    return line.toString();
  }
}
