package org.flannelgraph.program;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;

/**
 * What became of a command.
 *
 * @param code its exit code, or 128 plus the signal that ended it
 * @param bytes what it wrote to standard output
 * @param err what it wrote to standard error
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Outcome(String command, int code, byte[] bytes, String err) {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  String out() {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** Demands an exit code, and that nobody was shown the program's insides. */
  Outcome exits(int expected) {
    assertThat(code).as("exit code of %s", this).isEqualTo(expected);
    assertThat(out() + err)
        .as("no stack trace in %s", this)
        .doesNotContain("\tat ", "Exception in thread");
    return this;
  }

  /** Demands that standard output is one JSON document and nothing else. */
  JsonNode json() {
    try {
      JsonNode document = JSON.readTree(bytes);
      assertThat(document.isMissingNode()).as("a JSON document from %s", this).isFalse();
      return document;
    } catch (JsonProcessingException other) {
      throw new AssertionError("not one JSON document: " + this, other);
    } catch (java.io.IOException impossible) {
      throw new java.io.UncheckedIOException(impossible);
    }
  }

  @Override
  public String toString() {
    return "'%s' => %d%n--- stdout%n%s%n--- stderr%n%s".formatted(command, code, out(), err);
  }
}
