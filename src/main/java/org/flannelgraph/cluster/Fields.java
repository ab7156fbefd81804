package org.flannelgraph.cluster;

import java.net.InetAddress;
import java.util.ArrayList;
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
    return of(value, value.position(), type, problems);
  }

  private static Fields of(Value value, Position position, ObjectType type, Problems problems) {
    Fields fields = new Fields(position, type, problems);
    if (value instanceof Mapping mapping) {
      mapping.entries().forEach(fields::add);
    } else if (!value.isNull()) {
      problems.error(
          value.position(), type.description() + " is a mapping, not " + value.description());
    }
    return fields;
  }

  private void add(Entry entry) {
    String field = type.field(entry.key().text()).orElse(null);
    Position at = entry.key().position();
    if (field == null) {
      unknown(entry.key().text(), at);
    } else if (type.unused().contains(field)) {
      problems.warnOnce(at, "the lab does not use '" + field + "' of " + type.description());
    } else if (entries.containsKey(field)) {
      problems.error(at, "'" + entry.key().text() + "' stands here a second time");
    } else if (!entry.value().isNull()) {
      entries.put(field, entry);
    }
  }

  private void unknown(String written, Position at) {
    String suggestion = Suggestion.of(written, type.fields());
    if (type.lenient() && suggestion.isEmpty()) {
      problems.warnOnce(
          at, "'" + written + "' of " + type.description() + " means nothing to its reader");
    } else {
      problems.error(at, type.description() + " has no field '" + written + "'" + suggestion);
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
        ? new Fields(position, fieldType, problems)
        : of(value, position(field), fieldType, problems);
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
    List<Located<String>> texts = new ArrayList<>();
    for (Value item : list(field)) {
      Located<String> text = text(item, "each of '" + field + "'");
      if (text != null) {
        texts.add(text);
      }
    }
    return texts;
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
    if (!(value instanceof Scalar scalar) || !scalar.isNumber()) {
      wrongType(value, "'" + field + "'", range);
      return null;
    }
    long number =
        scalar.type() == Scalar.Type.INTEGER ? PlainScalars.integer(scalar.text()) : Long.MAX_VALUE;
    if (number < least || number > most) {
      problems.error(value.position(), "'" + field + "' is " + range + ", not " + scalar.text());
      return null;
    }
    return new Located<>((int) number, scalar.position());
  }

  @Nullable Located<InetAddress> address(String field) {
    return parsed(text(field), Addresses::parse);
  }

  /** An address of one family. */
  @Nullable Located<InetAddress> address(String field, boolean ipv6) {
    Located<InetAddress> address = address(field);
    return address != null && isOther(field, Addresses.isIpv6(address.value()), ipv6)
        ? null
        : address;
  }

  /** A network of one family; host bits are kept. */
  @Nullable Located<Cidr> cidr(String field, boolean ipv6) {
    Located<Cidr> network = parsed(text(field), Cidr::parse);
    return network != null && isOther(field, network.value().isIpv6(), ipv6) ? null : network;
  }

  private boolean isOther(String field, boolean is, boolean wanted) {
    if (is != wanted) {
      Value value = value(field);
      problems.error(
          value == null ? position : value.position(),
          "'" + field + "' is of " + family(wanted) + ", not " + family(is));
    }
    return is != wanted;
  }

  private static String family(boolean ipv6) {
    return ipv6 ? "IPv6" : "IPv4";
  }

  /** Tells if there is no such field. */
  void require(String field) {
    if (!has(field)) {
      problems.error(position, type.description() + " needs '" + field + "'");
    }
  }

  /** The text of a field that must be there; its lack is told. */
  @Nullable Located<String> required(String field) {
    require(field);
    return text(field);
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
