package org.flannelgraph.capture.filter;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;

/** A filter, understood. */
sealed interface Expression {
  /** Whether it holds for a frame. */
  boolean test(Look frame);

  /** Both. */
  record And(Expression one, Expression other) implements Expression {
    @Override
    public boolean test(Look frame) {
      return one.test(frame) && other.test(frame);
    }
  }

  /** Either, or both. */
  record Or(Expression one, Expression other) implements Expression {
    @Override
    public boolean test(Look frame) {
      return one.test(frame) || other.test(frame);
    }
  }

  /** Not. */
  record Not(Expression what) implements Expression {
    @Override
    public boolean test(Look frame) {
      return !what.test(frame);
    }
  }

  /** All frames. */
  record All() implements Expression {
    @Override
    public boolean test(Look frame) {
      return true;
    }
  }

  /** The field is there. */
  record Exists(FilterField field) implements Expression {
    @Override
    public boolean test(Look frame) {
      return !frame.values(field).isEmpty();
    }
  }

  /** The field compares so with a value. */
  record Compare(FilterField field, Comparison comparison, Value value) implements Expression {
    @Override
    public boolean test(Look frame) {
      return comparison.holds(frame.values(field), List.of(value));
    }
  }

  /** Two fields compare so. */
  record CompareFields(FilterField field, Comparison comparison, FilterField other)
      implements Expression {
    @Override
    public boolean test(Look frame) {
      return comparison.holds(frame.values(field), frame.values(other));
    }
  }

  /** The field is one of these, or within one of these ranges. */
  record In(FilterField field, List<Range> ranges) implements Expression {
    /** From and to, both included. */
    record Range(Value from, Value to) {}

    public In {
      ranges = List.copyOf(ranges);
    }

    @Override
    public boolean test(Look frame) {
      for (Value value : frame.values(field)) {
        for (Range range : ranges) {
          if (value.compare(range.from) >= 0 && value.compare(range.to) <= 0) {
            return true;
          }
        }
      }
      return false;
    }
  }

  /** The field's text or bytes have this in them. */
  record Contains(FilterField field, Value part) implements Expression {
    @Override
    public boolean test(Look frame) {
      for (Value value : frame.values(field)) {
        boolean found =
            value instanceof Value.Text text && part instanceof Value.Text wanted
                ? text.text().contains(wanted.text())
                : value instanceof Value.Bytes bytes
                    && part instanceof Value.Bytes wantedBytes
                    && bytes.contains(wantedBytes.bytes());
        if (found) {
          return true;
        }
      }
      return false;
    }
  }

  /** A regular expression is found in the field's text or bytes, whatever the case. */
  record Matches(FilterField field, Pattern pattern) implements Expression {
    @Override
    public boolean test(Look frame) {
      for (Value value : frame.values(field)) {
        String text =
            switch (value) {
              case Value.Text it -> it.text();
              case Value.Bytes it -> new String(it.bytes(), StandardCharsets.ISO_8859_1);
              case Value.Numeric it -> Long.toUnsignedString(it.number());
            };
        if (pattern.matcher(text).find()) {
          return true;
        }
      }
      return false;
    }
  }

  /** How values are compared, and whether all or any must. */
  @SuppressWarnings("ImmutableEnumChecker") // these functions keep nothing
  enum Comparison {
    EQ(false, (a, b) -> a.compare(b) == 0),
    NE(true, (a, b) -> a.compare(b) != 0),
    ALL_EQ(true, (a, b) -> a.compare(b) == 0),
    ANY_NE(false, (a, b) -> a.compare(b) != 0),
    GT(false, (a, b) -> a.compare(b) > 0),
    LT(false, (a, b) -> a.compare(b) < 0),
    GE(false, (a, b) -> a.compare(b) >= 0),
    LE(false, (a, b) -> a.compare(b) <= 0);

    private final boolean all;
    private final BiPredicate<Value, Value> test;

    Comparison(boolean all, BiPredicate<Value, Value> test) {
      this.all = all;
      this.test = test;
    }

    boolean holds(List<Value> left, List<Value> right) {
      for (Value one : left) {
        for (Value other : right) {
          if (test.test(one, other) != all) {
            return !all;
          }
        }
      }
      return all && !left.isEmpty() && !right.isEmpty();
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
