package org.flannelgraph.capture.filter;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What could stand where somebody is writing a filter.
 *
 * @param from where the word begins that a suggestion replaces
 * @param to where it ends
 * @param suggestions the likeliest first; none if it is complete, or no field's name
 */
public record Completion(int from, int to, List<Suggestion> suggestions) {
  /** A field's name, and what it holds. */
  public record Suggestion(String name, FieldType type) {}

  private static final int MOST = 40;

  public Completion {
    suggestions = List.copyOf(suggestions);
  }

  /**
   * Completes the word in which, or at whose end, the caret stands.
   *
   * @param caret an index of the text, 0 to its length
   */
  public static Completion at(String text, int caret) {
    int from = caret;
    while (from > 0 && isOfName(text.charAt(from - 1))) {
      from--;
    }
    int to = caret;
    while (to < text.length() && isOfName(text.charAt(to))) {
      to++;
    }
    String word = text.substring(from, caret).toLowerCase(Locale.ROOT);
    boolean isName = !word.isEmpty() && Character.isLetter(word.charAt(0));
    return new Completion(
        from, to, isName && !isQuoted(text, from) ? suggestions(word) : List.of());
  }

  private static List<Suggestion> suggestions(String word) {
    List<Suggestion> starting = new ArrayList<>();
    List<Suggestion> containing = new ArrayList<>();
    for (FilterField field : FilterFields.names()) {
      Suggestion suggestion = new Suggestion(field.name(), field.type());
      if (field.name().startsWith(word)) {
        starting.add(suggestion);
      } else if (word.length() > 2 && field.name().contains(word)) {
        containing.add(suggestion);
      }
    }
    if (starting.size() == 1 && starting.getFirst().name().equals(word)) {
      return List.of(); // there is nothing to complete
    }
    starting.addAll(containing);
    return starting.subList(0, Math.min(MOST, starting.size()));
  }

  private static boolean isQuoted(String text, int at) {
    return text.substring(0, at).chars().filter(c -> c == '"').count() % 2 == 1;
  }

  private static boolean isOfName(char c) {
    return Character.isLetterOrDigit(c) || c == '.' || c == '_';
  }
}
