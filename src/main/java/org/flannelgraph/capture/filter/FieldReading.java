package org.flannelgraph.capture.filter;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.flannelgraph.packet.Dissection;
import org.flannelgraph.packet.Field;
import org.flannelgraph.packet.FieldValue;
import org.flannelgraph.packet.Protocol;

/** Finds the values of a field in a frame: in all its layers, quoted ones included. */
final class FieldReading {
  private static final Pattern DIGITS = Pattern.compile("[0-9]{1,18}");

  /** A number that a layer tells. */
  @FunctionalInterface
  interface LayerNumber {
    long of(Dissection dissection, int layer);
  }

  private FieldReading() {}

  /** A field that a header has at most once. */
  static List<Value> plain(Dissection d, String name) {
    List<Value> values = List.of();
    for (int layer = 0; layer < d.layers(); layer++) {
      for (Field field : d.protocol(layer).fields()) {
        if (field.filter().equals(name) && field.isPresent(d, layer)) {
          values = values.isEmpty() ? new ArrayList<>(2) : values;
          values.add(value(field, d, layer));
        }
      }
    }
    return values;
  }

  private static Value value(Field field, Dissection d, int layer) {
    return switch (FieldType.of(field.format())) {
      case NUMBER, FLAG -> new Value.Numeric(field.number(d, layer));
      case TEXT -> new Value.Text(field.text(d, layer));
      case MAC, IPV4, IPV6, BYTES, PROTOCOL ->
          bytes(d, field.bitOffset(d, layer) >> 3, field.bits() >> 3);
    };
  }

  /** A field that a header may have several times, or in a place that others decide. */
  static List<Value> repeated(Dissection d, String name, FieldType type) {
    List<Value> values = new ArrayList<>();
    String start = name.substring(0, name.indexOf('.'));
    for (int layer = 0; layer < d.layers(); layer++) {
      if (d.protocol(layer).filter().equals(start)) {
        collect(d, d.fields(layer), name, type, values);
      }
    }
    return values;
  }

  private static void collect(
      Dissection d, List<FieldValue> fields, String name, FieldType type, List<Value> values) {
    for (FieldValue field : fields) {
      if (field.field().filter().equals(name)) {
        switch (type) {
          case NUMBER, FLAG -> number(field).ifPresent(values::add);
          case TEXT -> values.add(new Value.Text(field.text()));
          case MAC, IPV4, IPV6, BYTES, PROTOCOL ->
              values.add(bytes(d, field.offset(), field.length()));
        }
      }
      collect(d, field.inside(), name, type, values);
    }
  }

  /** Of a field that is written in digits, as HTTP's status is, what they mean. */
  private static Optional<Value> number(FieldValue field) {
    if (field.field().format() != Field.Format.TEXT) {
      return Optional.of(new Value.Numeric(field.number()));
    }
    return DIGITS.matcher(field.text()).matches()
        ? Optional.of(new Value.Numeric(Long.parseLong(field.text())))
        : Optional.empty();
  }

  /** What each whole header of a protocol tells. */
  static List<Value> numbers(Dissection d, Protocol protocol, LayerNumber number) {
    List<Value> values = new ArrayList<>();
    for (int layer = 0; layer < d.layers(); layer++) {
      if (d.protocol(layer) == protocol && d.isWhole(layer)) {
        values.add(new Value.Numeric(number.of(d, layer)));
      }
    }
    return values;
  }

  /** Each header of a protocol, with what it carries. */
  static List<Value> protocol(Dissection d, String filter) {
    List<Value> values = new ArrayList<>();
    for (int layer = 0; layer < d.layers(); layer++) {
      if (d.protocol(layer).filter().equals(filter)) {
        values.add(bytes(d, d.offset(layer), d.availableEnd(layer) - d.index(layer)));
      }
    }
    return values;
  }

  private static Value bytes(Dissection d, int offset, int length) {
    int from = d.start() + offset;
    return new Value.Bytes(Arrays.copyOfRange(d.bytes(), from, from + Math.max(0, length)));
  }
}
