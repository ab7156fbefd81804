package org.flannelgraph.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers of HTTP/1 as servers give them, in pieces as TCP brings them. */
class HttpReplyTest {
  private static final String LENGTH =
      "HTTP/1.1 404 Not Found\r\nServer: x\r\nContent-Length: 5\r\n\r\nhello";
  private static final String CHUNKED =
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n1;x=y\r\n!\r\n0\r\n\r\n";

  private static boolean add(HttpReply reply, String text) {
    return reply.add(ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)));
  }

  /** After how many characters a reply says that it is whole; -1 if never. */
  private static int wholeAfter(String text) {
    HttpReply reply = new HttpReply();
    for (int i = 0; i < text.length(); i++) {
      if (add(reply, text.substring(i, i + 1))) {
        return i + 1;
      }
    }
    return -1;
  }

  private static String text(String answer) {
    HttpReply reply = new HttpReply();
    add(reply, answer);
    return reply.text().orElseGet(reply::fault);
  }

  @Test
  void aLengthTellsTheEnd() {
    assertThat(wholeAfter(LENGTH + "more")).isEqualTo(LENGTH.length());
    assertThat(text(LENGTH)).isEqualTo("404, 5 bytes");
  }

  @Test
  void theLastChunkTellsTheEnd() {
    assertThat(wholeAfter(CHUNKED)).isEqualTo(CHUNKED.length() - 2); // trailers may follow
    assertThat(text(CHUNKED)).isEqualTo("200, 6 bytes");
  }

  @Test
  void withoutEitherTheConnectionsEndTells() {
    String answer = "HTTP/1.0 200 OK\r\n\r\nhello, world";
    assertThat(wholeAfter(answer)).isEqualTo(-1);
    assertThat(text(answer)).isEqualTo("200, 12 bytes");
  }

  @Test
  void someHaveNoBody() {
    String answer = "HTTP/1.1 204 No Content\r\n\r\n";
    assertThat(wholeAfter(answer)).isEqualTo(answer.length());
    assertThat(text(answer)).isEqualTo("204, 0 bytes");
  }

  @Test
  void readingEndsAtTheBound() {
    HttpReply reply = new HttpReply();
    assertThat(add(reply, "HTTP/1.1 200 OK\r\n\r\n")).isFalse();
    assertThat(add(reply, "x".repeat(HttpReply.MOST_BYTES))).isTrue();
    assertThat(reply.text()).hasValue("200, more than 1 MiB, not read to its end,");
  }

  @Test
  void whatIsNoAnswerIsSaid() {
    assertThat(text("SSH-2.0-x\r\n")).isEqualTo("the answer is not HTTP: 'SSH-2.0-x..'");
    assertThat(text("")).isEqualTo("connection closed without an answer");
    assertThat(text("HTTP/1.1 200 OK\r\n")).isEqualTo("connection closed within the answer's head");
    assertThat(wholeAfter("HTTQ")).isEqualTo(4);
  }

  @ParameterizedTest
  @ValueSource(strings = {LENGTH, CHUNKED})
  void noInputThrows(String answer) {
    for (int i = 0; i < 10_000; i++) {
      char[] damaged = answer.toCharArray();
      for (int n = 0; n < 3; n++) {
        damaged[ThreadLocalRandom.current().nextInt(damaged.length)] =
            (char) ThreadLocalRandom.current().nextInt(256);
      }
      assertThat(text(new String(damaged))).isNotEmpty();
    }
  }
}
