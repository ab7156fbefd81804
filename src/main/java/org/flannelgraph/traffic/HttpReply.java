package org.flannelgraph.traffic;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An answer of HTTP/1 (RFC 9112) as it comes in, up to {@link #MOST_BYTES}. */
final class HttpReply {
  /** Where reading ends. */
  static final int MOST_BYTES = 1 << 20;

  private static final String VERSION = "HTTP/1.";
  private static final Pattern HEAD =
      Pattern.compile("HTTP/1\\.[01] ([1-5][0-9]{2})[ \r\n].*?\r?\n\r?\n", Pattern.DOTALL);
  private static final Pattern LENGTH =
      Pattern.compile("\ncontent-length:[ \t]*([0-9]{1,18})[ \t]*\r?\n", Pattern.CASE_INSENSITIVE);
  private static final Pattern CHUNKED =
      Pattern.compile("\ntransfer-encoding:[^\n]*chunked[ \t]*\r?\n", Pattern.CASE_INSENSITIVE);
  private static final int LONGEST_QUOTE = 40;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  /**
   * Takes what came.
   *
   * @return whether that is all that is wanted: the answer is whole, too long or no HTTP
   */
  boolean add(ByteBuffer received) {
    byte[] copy = new byte[received.remaining()];
    received.get(copy);
    bytes.writeBytes(copy);
    String text = latin();
    if (text.length() >= MOST_BYTES || !beginsLikeHttp(text)) {
      return true;
    }
    Matcher head = HEAD.matcher(text);
    if (!head.lookingAt()) {
      return false;
    }
    if (hasNoBody(head.group(1))) {
      return true;
    }
    if (CHUNKED.matcher(head.group()).find()) {
      return Chunks.of(text, head.end()).ended();
    }
    OptionalLong length = contentLength(head.group());
    return length.isPresent() && text.length() - head.end() >= length.getAsLong();
  }

  private static boolean beginsLikeHttp(String text) {
    return text.regionMatches(0, VERSION, 0, Math.min(VERSION.length(), text.length()));
  }

  /** RFC 9110, 6.4.1. */
  private static boolean hasNoBody(String status) {
    return status.equals("204") || status.equals("304");
  }

  boolean isEmpty() {
    return bytes.size() == 0;
  }

  /** Its status and the length of its body, as {@code 200, 93 bytes}; empty if it is not HTTP. */
  Optional<String> text() {
    String text = latin();
    Matcher head = HEAD.matcher(text);
    if (!head.lookingAt()) {
      return Optional.empty();
    }
    String status = head.group(1) + ", ";
    if (text.length() >= MOST_BYTES) {
      return Optional.of(status + "more than 1 MiB, not read to its end,");
    }
    boolean chunked = CHUNKED.matcher(head.group()).find();
    long body = chunked ? Chunks.of(text, head.end()).bytes() : text.length() - head.end();
    return Optional.of(status + body + " bytes");
  }

  /** What is wrong with an answer that has no {@link #text}. */
  String fault() {
    String text = latin();
    if (text.isEmpty()) {
      return "connection closed without an answer";
    }
    if (beginsLikeHttp(text)) {
      return "connection closed within the answer's head";
    }
    String start = text.substring(0, Math.min(LONGEST_QUOTE, text.length()));
    return "the answer is not HTTP: '" + start.replaceAll("[^\\x20-\\x7e]", ".") + "'";
  }

  private static OptionalLong contentLength(String head) {
    Matcher length = LENGTH.matcher(head);
    return length.find() ? OptionalLong.of(Long.parseLong(length.group(1))) : OptionalLong.empty();
  }

  private String latin() {
    return bytes.toString(StandardCharsets.ISO_8859_1);
  }

  /**
   * The chunked coding (RFC 9112, 7.1).
   *
   * @param bytes the data in all chunks that came
   * @param ended whether the last chunk, of 0 bytes, came
   */
  private record Chunks(long bytes, boolean ended) {
    private static final Pattern SIZE = Pattern.compile("([0-9A-Fa-f]{1,8})[^\n]*\n");

    static Chunks of(String text, int start) {
      long bytes = 0;
      long at = start;
      Matcher size = SIZE.matcher(text);
      while (at < text.length() && size.region((int) at, text.length()).lookingAt()) {
        long length = Long.parseLong(size.group(1), 16);
        if (length == 0) {
          return new Chunks(bytes, true);
        }
        bytes += Math.min(length, text.length() - size.end());
        at = size.end() + length + 2; // CR LF
      }
      return new Chunks(bytes, false);
    }
  }
}
