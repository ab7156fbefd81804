package org.flannelgraph.ui.log;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.flannelgraph.address.Addresses;
import org.flannelgraph.linux.operation.Operation;
import org.flannelgraph.linux.operation.Undo;
import org.jspecify.annotations.Nullable;

/** Operations as values, as a person reads them: without what is empty. */
final class Values {
  private Values() {}

  /** As {@code AddRoute(destination 10.244.2.0/24, gateway 10.244.2.0, ...)}. */
  static String text(Operation operation) {
    return switch (operation) {
      case Undo undo -> "Undo " + text(undo.of());
      case Record value -> text(value, true);
      default -> operation.toString();
    };
  }

  /** The namespace of an operation has a place of its own. */
  private static String text(Record value, boolean isOperation) {
    List<String> parts = new ArrayList<>();
    for (RecordComponent component : value.getClass().getRecordComponents()) {
      String part = text(of(component, value));
      if (!part.isEmpty() && !(isOperation && component.getName().equals("namespace"))) {
        parts.add(component.getName() + " " + part);
      }
    }
    return value.getClass().getSimpleName() + "(" + String.join(", ", parts) + ")";
  }

  private static Object of(RecordComponent component, Record value) {
    try {
      return component.getAccessor().invoke(value);
    } catch (ReflectiveOperationException hidden) {
      throw new IllegalStateException("read " + component + " of an operation", hidden);
    }
  }

  private static String text(@Nullable Object value) {
    return switch (value) {
      case null -> "";
      case Optional<?> maybe -> maybe.map(Values::text).orElse("");
      case OptionalInt number -> number.isPresent() ? "" + number.getAsInt() : "";
      case java.net.InetAddress address -> Addresses.format(address);
      case Collection<?> many ->
          many.stream().map(Values::text).collect(Collectors.joining(", ", "[", "]"));
      case Record nested when isPlain(nested) -> text(nested, false);
      default -> Objects.toString(value);
    };
  }

  /** Whether it writes itself as records do unless they know better. */
  private static boolean isPlain(Record value) {
    return value.toString().startsWith(value.getClass().getSimpleName() + "[");
  }
}
