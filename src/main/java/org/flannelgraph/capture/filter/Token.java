package org.flannelgraph.capture.filter;

/**
 * A piece of a filter's text.
 *
 * @param text as written; of a quoted one, what the quotes hold
 * @param from where it begins in the filter
 * @param to where it ends, the character there not included
 */
record Token(Kind kind, String text, int from, int to) {
  /** What sort of piece it is. */
  enum Kind {
    /** A name, a number, an address, or an operator that is a word. */
    WORD,
    QUOTED,
    /** An operator or a bracket. */
    SIGN,
    END
  }

  boolean isSign(String sign) {
    return kind == Kind.SIGN && text.equals(sign);
  }

  boolean isWord(String word) {
    return kind == Kind.WORD && text.equals(word);
  }

  InvalidDisplayFilterException wrong(String problem) {
    return new InvalidDisplayFilterException(problem, from, to);
  }
}
