package org.flannelgraph.cluster;

import org.flannelgraph.cluster.Value.Extent;
import org.flannelgraph.cluster.Value.Scalar;

/**
 * Where the characters of a YAML scalar stand in the file.
 *
 * <p>Whatever the scalar's style, YAML changes only white space (indentation goes, lines may be
 * folded) and escapes. So the n-th visible character of the scalar is the n-th visible one of its
 * source, and that is all that an error message needs to point at.
 */
final class ScalarOrigin {
  private final SourceText source;
  private final int[] origins;

  ScalarOrigin(Scalar scalar, SourceText source) {
    this.source = source;
    String text = scalar.text();
    origins = new int[text.length() + 1];
    Extent extent = scalar.extent();
    if (extent == null) {
      throw new IllegalArgumentException("only a scalar of YAML has an origin");
    }
    Cursor cursor = new Cursor(source, extent);
    for (int i = 0; i < text.length(); i++) {
      origins[i] = isBlank(text.charAt(i)) ? cursor.at : cursor.takeVisible();
    }
    origins[text.length()] = cursor.at;
  }

  /** Where the character at an offset of the scalar's text stands in the file. */
  Position position(int offset) {
    return source.position(origins[Math.clamp(offset, 0, origins.length - 1)]);
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
  }

  /** Walks over the scalar's source. */
  private static final class Cursor {
    private static final String BLANK_ESCAPES = "nrt \t\r\n";
    private final String text;
    private final boolean escapes;
    private final int end;
    private int at;

    Cursor(SourceText source, Extent extent) {
      text = source.text();
      escapes = extent.escapes();
      end = source.offset(extent.toLine(), extent.toColumn());
      at = source.offset(extent.fromLine(), extent.fromColumn());
    }

    /** Passes over the next visible character and says where it was. */
    int takeVisible() {
      while (at < end && isBlankHere()) {
        at += width();
      }
      int found = at;
      at = Math.min(end, at + width());
      return found;
    }

    private boolean isEscape() {
      return escapes && text.charAt(at) == '\\' && at + 1 < end;
    }

    private boolean isBlankHere() {
      return isEscape()
          ? BLANK_ESCAPES.indexOf(text.charAt(at + 1)) >= 0
          : isBlank(text.charAt(at));
    }

    private int width() {
      if (at >= end) {
        return 0;
      }
      if (isEscape()) {
        return switch (text.charAt(at + 1)) {
          case 'x' -> 4;
          case 'u' -> 6;
          case 'U' -> 10;
          default -> 2;
        };
      }
      return 1;
    }
  }
}
