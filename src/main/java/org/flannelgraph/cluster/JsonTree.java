package org.flannelgraph.cluster;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.flannelgraph.cluster.Value.Entry;
import org.flannelgraph.cluster.Value.Mapping;
import org.flannelgraph.cluster.Value.Scalar;
import org.flannelgraph.cluster.Value.Sequence;

/** Makes values of the JSON that a YAML scalar holds; they know their place in the YAML file. */
final class JsonTree {
  private static final int TOKEN_LIMIT = 20_000;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(YamlTree.DEPTH_LIMIT)
                  .maxTokenCount(TOKEN_LIMIT)
                  .build())
          .build();

  private final JsonParser parser;
  private final ScalarOrigin origin;

  private JsonTree(JsonParser parser, ScalarOrigin origin) {
    this.parser = parser;
    this.origin = origin;
  }

  /** The value; empty, and told, if it is no JSON. */
  static Optional<Value> parse(Scalar scalar, SourceText source, Problems problems) {
    ScalarOrigin origin = new ScalarOrigin(scalar, source);
    try (JsonParser parser = FACTORY.createParser(scalar.text())) {
      JsonTree tree = new JsonTree(parser, origin);
      JsonToken first = parser.nextToken();
      if (first == null) {
        problems.error(scalar.position(), "not JSON: there is nothing here");
        return Optional.empty();
      }
      Value value = tree.value(first);
      if (parser.nextToken() != null) {
        problems.error(tree.here(), "not JSON: the value has ended before this");
        return Optional.empty();
      }
      return Optional.of(value);
    } catch (JsonProcessingException mistake) {
      problems.error(position(mistake, origin), "not JSON: " + words(mistake));
      return Optional.empty();
    } catch (IOException impossible) {
      throw new UncheckedIOException("read JSON from a string", impossible);
    }
  }

  private static Position position(JsonProcessingException mistake, ScalarOrigin origin) {
    JsonLocation location = mistake.getLocation();
    return origin.position(location == null ? 0 : (int) location.getCharOffset());
  }

  private static String words(JsonProcessingException mistake) {
    if (mistake instanceof JsonParseException) {
      return mistake
          .getOriginalMessage()
          .replaceAll(" \\(code \\d+[^)]*\\)", "")
          .replaceAll(" \\(start marker at .*$", "");
    }
    return mistake.getOriginalMessage().replaceAll(", from `[^`]*`", "");
  }

  private Position here() {
    return origin.position((int) parser.currentTokenLocation().getCharOffset());
  }

  private Value value(JsonToken token) throws IOException {
    return switch (token) {
      case START_OBJECT -> mapping();
      case START_ARRAY -> sequence();
      case VALUE_STRING -> scalar(Scalar.Type.STRING);
      case VALUE_NUMBER_INT -> scalar(Scalar.Type.INTEGER);
      case VALUE_NUMBER_FLOAT -> scalar(Scalar.Type.NUMBER);
      case VALUE_TRUE, VALUE_FALSE -> scalar(Scalar.Type.BOOLEAN);
      case VALUE_NULL -> scalar(Scalar.Type.NULL);
      default -> throw new IllegalStateException("no start of a value: " + token);
    };
  }

  private Scalar scalar(Scalar.Type type) throws IOException {
    return new Scalar(here(), parser.getText(), type, null);
  }

  private Mapping mapping() throws IOException {
    Position position = here();
    List<Entry> entries = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      Scalar key = scalar(Scalar.Type.STRING);
      entries.add(new Entry(key, value(parser.nextToken())));
    }
    return new Mapping(position, entries);
  }

  private Sequence sequence() throws IOException {
    Position position = here();
    List<Value> items = new ArrayList<>();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      items.add(value(token));
    }
    return new Sequence(position, items);
  }
}
