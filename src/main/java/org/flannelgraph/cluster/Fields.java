package org.flannelgraph.cluster;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.flannelgraph.address.Addresses;
import org.flannelgraph.address.Cidr;
import org.flannelgraph.cluster.Value.Entry;
import org.flannelgraph.cluster.Value.Mapping;
import org.flannelgraph.cluster.Value.Scalar;
import org.flannelgraph.cluster.Value.Sequence;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one object of the file. A field that is absent, null or of a wrong type reads as
 * null or as an empty list; the latter two differ in that the user is told.
 */
final class Fields {
  private final Position position;
  private final ObjectType type;
  private final Problems problems;
  private final Map<String, Entry> entries = new HashMap<>();

  private Fields(Position position, ObjectType type, Problems problems) {
    this.position = position;
    this.type = type;
    this.problems = problems;
  }

  /**
   * Looks at an object's fields and tells of those that the lab does not use or nobody knows.
   *
   * @param value anything; if it is no mapping, that is told and there are no fields
   */
  static Fields of(Value value, ObjectType type, Problems problems) {
    Fields fields = new Fields(value.position(), type, problems);
    if (value instanceof Mapping mapping) {
      mapping.entries().forEach(fields::add);
    } else if (!value.isNull()) {
      problems.error(
          value.position(), type.description() + " is a mapping, not " + value.description());
    }
    return fields;
  }

  private void add(Entry entry) {
    String written = entry.key().text();
    String field = type.field(written).orElse(null);
    if (field == null) {
      problems.error(
          entry.key().position(),
          type.description()
              + " has no field '"
              + written
              + "'"
              + Suggestion.of(written, type.fields()));
    } else if (type.unused().contains(field)) {
      problems.warnOnce(
          entry.key().position(), "the lab does not use '" + field + "' of " + type.description());
    } else if (!entry.value().isNull()) {
      entries.put(field, entry);
    }
  }

  /** Where the object starts. */
  Position position() {
    return position;
  }

  /** Where the field's name stands, or the object if it has no such field. */
  Position position(String field) {
    Entry entry = entries.get(field);
    return entry == null ? position : entry.key().position();
  }

  boolean has(String field) {
    return entries.containsKey(field);
  }

  /** The field's value, whatever it is; null if there is none. */
  @Nullable Value value(String field) {
    Entry entry = entries.get(field);
    return entry == null ? null : entry.value();
  }

  /** The object in a field; without fields if there is none. */
  Fields object(String field, ObjectType fieldType) {
    Value value = value(field);
    return value == null
        ? new Fields(position(field), fieldType, problems)
        : of(value, fieldType, problems);
  }

  List<Value> list(String field) {
    return switch (value(field)) {
      case null -> List.of();
      case Sequence sequence -> sequence.items();
      case Value other -> {
        wrongType(other, "'" + field + "'", "a list");
        yield List.of();
      }
    };
  }

  @Nullable Located<String> text(String field) {
    Value value = value(field);
    return value == null ? null : text(value, "'" + field + "'");
  }

  /** The texts of a list. */
  List<Located<String>> texts(String field) {
    return list(field).stream()
        .map(item -> text(item, "each of '" + field + "'"))
        .filter(java.util.Objects::nonNull)
        .toList();
  }

  private @Nullable Located<String> text(Value value, String what) {
    if (value instanceof Scalar scalar && scalar.type() == Scalar.Type.STRING) {
      return new Located<>(scalar.text(), scalar.position());
    }
    if (value instanceof Scalar scalar && scalar.type() != Scalar.Type.NULL) {
      problems.error(
          value.position(),
          what
              + " is text: write \""
              + scalar.text()
              + "\", for without quotes it is "
              + scalar.description());
    } else {
      wrongType(value, what, "text");
    }
    return null;
  }

  @Nullable Located<Boolean> bool(String field) {
    Value value = value(field);
    if (value instanceof Scalar scalar && scalar.type() == Scalar.Type.BOOLEAN) {
      return new Located<>(PlainScalars.isTrue(scalar.text()), scalar.position());
    }
    if (value != null) {
      wrongType(value, "'" + field + "'", "true or false");
    }
    return null;
  }

  @Nullable Located<Integer> integer(String field, int least, int most) {
    Value value = value(field);
    if (value == null) {
      return null;
    }
    String range = "a number from " + least + " to " + most;
    if (value instanceof Scalar scalar && scalar.type() == Scalar.Type.INTEGER) {
      long number = PlainScalars.integer(scalar.text());
      if (number >= least && number <= most) {
        return new Located<>((int) number, scalar.position());
      }
      problems.error(value.position(), "'" + field + "' is " + range + ", not " + scalar.text());
    } else {
      wrongType(value, "'" + field + "'", range);
    }
    return null;
  }

  @Nullable Located<InetAddress> address(String field) {
    return parsed(text(field), Addresses::parse);
  }

  @Nullable Located<Cidr> cidr(String field) {
    return parsed(text(field), Cidr::parse);
  }

  /** Parses a text; if that throws, the user is told why. */
  <T> @Nullable Located<T> parsed(@Nullable Located<String> text, Function<String, T> parser) {
    if (text != null) {
      try {
        return new Located<>(parser.apply(text.value()), text.position());
      } catch (IllegalArgumentException wrong) {
        problems.error(text.position(), String.valueOf(wrong.getMessage()));
      }
    }
    return null;
  }

  private void wrongType(Value value, String what, String wanted) {
    problems.error(value.position(), what + " is " + wanted + ", not " + value.description());
  }
}
