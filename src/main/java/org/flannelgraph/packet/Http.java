package org.flannelgraph.packet;

import org.jspecify.annotations.Nullable;

/**
 * The first line and the headers of an HTTP/1 message (RFC 9112), as far as one segment has them.
 * Known by how it starts, on whatever port.
 */
public final class Http {
  /** No first line is shorter. */
  static final int LEAST = 4;

  /** How far the end of the headers is looked for. */
  private static final int MOST = 16 * 1024;

  private static final int DNS_PORT = 53;

  static final Header HEADER =
      Header.of("http", "http", "HTTP", Http::dissect)
          .repeating(Http::lines)
          .summary(Http::summary);

  private static final Field METHOD = text("method", "http.request.method");
  private static final Field TARGET = text("requestTarget", "http.request.uri");
  private static final Field REQUEST_VERSION = text("version", "http.request.version");
  private static final Field RESPONSE_VERSION = text("version", "http.response.version");
  private static final Field STATUS = text("statusCode", "http.response.code");
  private static final Field REASON = text("reasonPhrase", "http.response.phrase");
  private static final Field REQUEST_HEADER = text("header", "http.request.line");
  private static final Field RESPONSE_HEADER = text("header", "http.response.line");
  private static final Field FIELD_NAME = text("fieldName", "");
  private static final Field FIELD_VALUE = text("fieldValue", "");

  private Http() {}

  private static Field text(String name, String filter) {
    return Field.varying(name, filter, Field.Format.TEXT);
  }

  /** What a TCP segment carries, as far as it can be told. */
  static @Nullable Protocol orDns(Cursor c, int tcp) {
    byte[] bytes = c.bytes();
    if (starts(bytes, c.at())) {
      return Protocol.HTTP;
    }
    return Tcp.sourcePort(bytes, tcp) == DNS_PORT || Tcp.destinationPort(bytes, tcp) == DNS_PORT
        ? Dns.afterLength(c)
        : null;
  }

  private static boolean starts(byte[] bytes, int index) {
    return switch (Bytes.i32(bytes, index)) {
      case 'H' << 24 | 'T' << 16 | 'T' << 8 | 'P',
          'G' << 24 | 'E' << 16 | 'T' << 8 | ' ',
          'H' << 24 | 'E' << 16 | 'A' << 8 | 'D',
          'P' << 24 | 'O' << 16 | 'S' << 8 | 'T',
          'P' << 24 | 'U' << 16 | 'T' << 8 | ' ',
          'D' << 24 | 'E' << 16 | 'L' << 8 | 'E',
          'O' << 24 | 'P' << 16 | 'T' << 8 | 'I',
          'P' << 24 | 'A' << 16 | 'T' << 8 | 'C',
          'C' << 24 | 'O' << 16 | 'N' << 8 | 'N',
          'T' << 24 | 'R' << 16 | 'A' << 8 | 'C' ->
          true;
      default -> false;
    };
  }

  static @Nullable Protocol dissect(Cursor c) {
    byte[] bytes = c.bytes();
    int at = c.at();
    int end = at + Math.min(c.remaining(), MOST);
    int line = lineEnd(bytes, at, end);
    if (!isFirstLine(bytes, at, line)) {
      return null; // a word that happens to start like one
    }
    int header = end;
    for (int i = line; i < end; i = lineEnd(bytes, i, end)) {
      if (contentEnd(bytes, i, lineEnd(bytes, i, end)) == i) {
        header = lineEnd(bytes, i, end);
        break;
      }
    }
    if (c.open(Protocol.HTTP, header - at)) {
      c.pass();
    }
    return null;
  }

  private static boolean isFirstLine(byte[] bytes, int from, int to) {
    int end = contentEnd(bytes, from, to);
    if (isResponse(bytes, from)) {
      return end - from >= 12 && isVersion(bytes, from);
    }
    return end - from >= 14 && bytes[end - 9] == ' ' && isVersion(bytes, end - 8);
  }

  private static boolean isResponse(byte[] bytes, int index) {
    return bytes[index] == 'H' && bytes[index + 1] == 'T';
  }

  /** {@code HTTP/1.}, at least that many bytes being there. */
  private static boolean isVersion(byte[] bytes, int index) {
    return Bytes.i32(bytes, index) == ('H' << 24 | 'T' << 16 | 'T' << 8 | 'P')
        && Bytes.u24(bytes, index + 4) == ('/' << 16 | '1' << 8 | '.');
  }

  /** Where the next line starts. */
  private static int lineEnd(byte[] bytes, int from, int end) {
    int i = from;
    while (i < end && bytes[i] != '\n') {
      i++;
    }
    return Math.min(end, i + 1);
  }

  /** The same without the line's CR LF. */
  private static int contentEnd(byte[] bytes, int from, int lineEnd) {
    int i = lineEnd;
    if (i > from && bytes[i - 1] == '\n') {
      i--;
    }
    if (i > from && bytes[i - 1] == '\r') {
      i--;
    }
    return i;
  }

  private static void lines(Dissection d, int layer, Parts parts) {
    byte[] bytes = d.bytes();
    int at = d.index(layer);
    int end = d.headerEnd(layer);
    int line = lineEnd(bytes, at, end);
    boolean response = isResponse(bytes, at);
    firstLine(bytes, at, contentEnd(bytes, at, line), response, parts);
    Field header = response ? RESPONSE_HEADER : REQUEST_HEADER;
    while (line < end && !parts.isFull()) {
      int start = line;
      line = lineEnd(bytes, start, end);
      int content = contentEnd(bytes, start, line);
      if (content == start) {
        return;
      }
      parts.add(
          header,
          start,
          line - start,
          Text.printable(bytes, start, content - start),
          inside -> header(bytes, start, content, inside));
    }
  }

  private static void firstLine(byte[] bytes, int from, int to, boolean response, Parts parts) {
    int first = find(bytes, ' ', from, to);
    if (response) {
      int second = find(bytes, ' ', first + 1, to);
      parts.add(RESPONSE_VERSION, from, first - from);
      parts.add(STATUS, first + 1, second - first - 1);
      parts.add(REASON, second + 1, to - second - 1);
    } else {
      int last = to - 9; // the space before the version
      parts.add(METHOD, from, first - from);
      parts.add(TARGET, first + 1, last - first - 1);
      parts.add(REQUEST_VERSION, last + 1, to - last - 1);
    }
  }

  private static void header(byte[] bytes, int from, int to, Parts parts) {
    int colon = find(bytes, ':', from, to);
    if (colon < to) {
      int value = colon + 1;
      while (value < to && bytes[value] == ' ') {
        value++;
      }
      parts.add(FIELD_NAME, from, colon - from);
      parts.add(FIELD_VALUE, value, to - value);
    }
  }

  private static int find(byte[] bytes, char c, int from, int to) {
    int i = from;
    while (i < to && bytes[i] != c) {
      i++;
    }
    return i;
  }

  private static String summary(Dissection d, int layer) {
    byte[] bytes = d.bytes();
    int from = d.index(layer);
    int to = contentEnd(bytes, from, lineEnd(bytes, from, d.headerEnd(layer)));
    if (isResponse(bytes, from)) {
      return "HTTP " + Text.printable(bytes, from + 9, Math.max(0, to - from - 9));
    }
    int target = find(bytes, ' ', from, to);
    return "HTTP " + Text.printable(bytes, from, Math.max(target, to - 9) - from);
  }
}
