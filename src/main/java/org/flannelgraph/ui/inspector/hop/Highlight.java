package org.flannelgraph.ui.inspector.hop;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What of a packet is pointed at, and what is selected. Whoever shows it listens. */
final class Highlight {
  /**
   * Some of a frame's bytes.
   *
   * @param layer the number of their layer
   * @param from the first
   * @param to the one after the last
   * @param field the field that they are; null for a whole layer
   */
  record Span(int layer, int from, int to, @Nullable FieldRow field) {
    static Span of(FieldRow field) {
      return new Span(field.layer(), field.from(), field.to(), field);
    }

    static Span of(LayerRow layer) {
      return new Span(layer.index(), layer.from(), layer.to(), null);
    }

    boolean contains(int offset) {
      return from <= offset && offset < to;
    }
  }

  private final List<Runnable> listeners = new ArrayList<>();
  private @Nullable Span pointed;
  private @Nullable Span selected;

  void listen(Runnable listener) {
    listeners.add(listener);
  }

  Optional<Span> pointed() {
    return Optional.ofNullable(pointed);
  }

  Optional<Span> selected() {
    return Optional.ofNullable(selected);
  }

  /**
   * @param span null when the pointer has left
   */
  void point(@Nullable Span span) {
    if (!Objects.equals(span, pointed)) {
      pointed = span;
      List.copyOf(listeners).forEach(Runnable::run);
    }
  }

  void select(Span span) {
    if (!span.equals(selected)) {
      selected = span;
      List.copyOf(listeners).forEach(Runnable::run);
    }
  }

  boolean isPointed(FieldRow field) {
    return pointed != null && field.equals(pointed.field());
  }

  boolean isSelected(FieldRow field) {
    return selected != null && field.equals(selected.field());
  }
}
