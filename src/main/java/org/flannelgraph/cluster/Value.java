package org.flannelgraph.cluster;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A piece of YAML or JSON that knows where it was written. */
sealed interface Value {
  /** Where it starts. */
  Position position();

  /** What it is, for a sentence: "a list". */
  String description();

  /** Whether the file says nothing here: {@code null}, {@code ~}, or no value after the colon. */
  default boolean isNull() {
    return this instanceof Scalar scalar && scalar.type() == Scalar.Type.NULL;
  }

  /** Keys with values, each key once, in the order of the file. */
  record Mapping(Position position, List<Entry> entries) implements Value {
    public Mapping {
      entries = List.copyOf(entries);
    }

    @Override
    public String description() {
      return "a mapping";
    }
  }

  /** One line of a mapping. */
  record Entry(Scalar key, Value value) {}

  /** Values in order. */
  record Sequence(Position position, List<Value> items) implements Value {
    public Sequence {
      items = List.copyOf(items);
    }

    @Override
    public String description() {
      return "a list";
    }
  }

  /**
   * A single value.
   *
   * @param text as the parser understood it: without quotes, escapes resolved
   * @param type what it is read as
   * @param extent the source that it was written with; null for one inside JSON
   */
  record Scalar(Position position, String text, Type type, @Nullable Extent extent)
      implements Value {
    /** What Kubernetes reads a scalar as. */
    enum Type {
      STRING("text"),
      INTEGER("a number"),
      /** One that is no integer. */
      NUMBER("a number"),
      BOOLEAN("a boolean"),
      NULL("nothing");

      private final String description;

      Type(String description) {
        this.description = description;
      }
    }

    boolean isNumber() {
      return type == Type.INTEGER || type == Type.NUMBER;
    }

    @Override
    public String description() {
      return type.description;
    }
  }

  /**
   * The part of the file that a scalar was written with, quotes and block headers left out. Lines
   * and columns are counted from 0 here.
   *
   * @param escapes whether a backslash has a meaning
   */
  record Extent(int fromLine, int fromColumn, int toLine, int toColumn, boolean escapes) {}
}
