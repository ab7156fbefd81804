package org.flannelgraph.cluster;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the word that a misspelt one was meant to be. */
final class Suggestion {
  private static final int LONGEST = 60;

  private Suggestion() {}

  /** "; did you mean 'x'?", or nothing if no word is near. */
  static String of(String word, Collection<String> known) {
    return near(word, known).map(found -> "; did you mean '" + found + "'?").orElse("");
  }

  /**
   * The known word that the fewest typing errors lead from: a letter too many, too few, wrong or
   * swapped with its neighbour. Upper and lower case don't count. At most one error in three
   * letters.
   */
  static Optional<String> near(String word, Collection<String> known) {
    if (word.length() > LONGEST) {
      return Optional.empty();
    }
    @Nullable String best = null;
    int fewest = Math.max(1, word.length() / 3) + 1;
    for (String candidate : known) {
      int errors = errors(lower(word), lower(candidate));
      if (errors < fewest) {
        best = candidate;
        fewest = errors;
      }
    }
    return Optional.ofNullable(best);
  }

  private static String lower(String word) {
    return word.toLowerCase(Locale.ROOT);
  }

  /** The optimal string alignment distance. */
  static int errors(String from, String to) {
    int[][] table = new int[from.length() + 1][to.length() + 1];
    for (int i = 0; i <= from.length(); i++) {
      for (int j = 0; j <= to.length(); j++) {
        table[i][j] = i == 0 || j == 0 ? i + j : cheapest(table, from, to, i, j);
      }
    }
    return table[from.length()][to.length()];
  }

  private static int cheapest(int[][] table, String from, String to, int i, int j) {
    int wrong = table[i - 1][j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
    int least = Math.min(wrong, Math.min(table[i - 1][j], table[i][j - 1]) + 1);
    boolean swapped =
        i > 1
            && j > 1
            && from.charAt(i - 1) == to.charAt(j - 2)
            && from.charAt(i - 2) == to.charAt(j - 1);
    return swapped ? Math.min(least, table[i - 2][j - 2] + 1) : least;
  }
}
