package org.flannelgraph.capture.filter;

import java.util.ArrayList;
import java.util.List;

/** Cuts a filter's text into tokens. */
final class Lexer {
  /** The longer ones first. */
  private static final List<String> SIGNS =
      List.of(
          "===", "!==", "==", "!=", "<=", ">=", "&&", "||", "..", "<", ">", "!", "~", "(", ")", "{",
          "}", ",", "[", "]", "&");

  private final String text;
  private int at;

  private Lexer(String text) {
    this.text = text;
  }

  /** All tokens, with {@link Token.Kind#END} as the last. */
  static List<Token> tokens(String text) {
    Lexer lexer = new Lexer(text);
    List<Token> tokens = new ArrayList<>();
    do {
      tokens.add(lexer.next());
    } while (tokens.getLast().kind() != Token.Kind.END);
    return tokens;
  }

  private Token next() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    int from = at;
    if (at == text.length()) {
      return new Token(Token.Kind.END, "", from, from);
    }
    char first = text.charAt(at);
    if (first == '"') {
      return quoted(from);
    }
    if (isOfWord(first) && !text.startsWith("..", at)) {
      while (at < text.length() && isOfWord(text.charAt(at)) && !text.startsWith("..", at)) {
        at++;
      }
      return new Token(Token.Kind.WORD, text.substring(from, at), from, at);
    }
    for (String sign : SIGNS) {
      if (text.startsWith(sign, at)) {
        at += sign.length();
        return new Token(Token.Kind.SIGN, sign, from, at);
      }
    }
    String hint = first == '=' ? "; equality is ==" : first == '|' ? "; or is ||" : "";
    throw new InvalidDisplayFilterException(
        "'" + first + "' means nothing here" + hint, from, from + 1);
  }

  private static boolean isOfWord(char c) {
    return Character.isLetterOrDigit(c) || "._:/-%".indexOf(c) >= 0;
  }

  /** As in C: a backslash quotes a quote and itself; others are kept, for {@code matches}. */
  private Token quoted(int from) {
    StringBuilder inside = new StringBuilder();
    at++;
    while (at < text.length() && text.charAt(at) != '"') {
      char c = text.charAt(at++);
      if (c == '\\' && at < text.length() && "\"\\".indexOf(text.charAt(at)) >= 0) {
        c = text.charAt(at++);
      }
      inside.append(c);
    }
    if (at == text.length()) {
      throw new InvalidDisplayFilterException("the closing \" is missing", from, at);
    }
    at++;
    return new Token(Token.Kind.QUOTED, inside.toString(), from, at);
  }
}
