package org.flannelgraph.capture.filter;

import java.util.List;
import java.util.function.Function;

/**
 * A field that a filter can name.
 *
 * @param name in Wireshark's words: {@code ip.src}
 * @param type what it holds
 * @param reader finds all values of it in a frame
 */
record FilterField(String name, FieldType type, Function<Look, List<Value>> reader) {
  List<Value> values(Look frame) {
    return reader.apply(frame);
  }

  boolean isComparableWith(FilterField other) {
    boolean bothNumbers = isNumber() && other.isNumber();
    return bothNumbers || type == other.type || type.isBytes() && other.type.isBytes();
  }

  private boolean isNumber() {
    return type == FieldType.NUMBER || type == FieldType.FLAG;
  }
}
