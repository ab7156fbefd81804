package org.flannelgraph.capture.filter;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.flannelgraph.capture.filter.Expression.Comparison;

/**
 * Understands a filter's tokens, by recursive descent:
 *
 * <pre>
 * or         = and { ("or" | "||") and }
 * and        = not { ("and" | "&amp;&amp;") not }
 * not        = ("not" | "!") not | "(" or ")" | test
 * test       = field [ comparison (value | field) | ["not"] "in" "{" range { "," range } "}" ]
 * range      = value [ ".." value ]
 * </pre>
 */
final class Parser {
  private static final Map<String, Comparison> COMPARISONS =
      Map.ofEntries(
          Map.entry("==", Comparison.EQ),
          Map.entry("eq", Comparison.EQ),
          Map.entry("any_eq", Comparison.EQ),
          Map.entry("!=", Comparison.NE),
          Map.entry("ne", Comparison.NE),
          Map.entry("all_ne", Comparison.NE),
          Map.entry("===", Comparison.ALL_EQ),
          Map.entry("all_eq", Comparison.ALL_EQ),
          Map.entry("!==", Comparison.ANY_NE),
          Map.entry("any_ne", Comparison.ANY_NE),
          Map.entry(">", Comparison.GT),
          Map.entry("gt", Comparison.GT),
          Map.entry("<", Comparison.LT),
          Map.entry("lt", Comparison.LT),
          Map.entry(">=", Comparison.GE),
          Map.entry("ge", Comparison.GE),
          Map.entry("<=", Comparison.LE),
          Map.entry("le", Comparison.LE));

  /** How deep brackets and negations may nest: nobody writes that, and no stack holds it. */
  private static final int MOST_DEPTH = 200;

  private final List<Token> tokens;
  private int at;
  private int depth;

  private Parser(List<Token> tokens) {
    this.tokens = tokens;
  }

  static Expression parse(String text) {
    Parser parser = new Parser(Lexer.tokens(text));
    Expression expression = parser.or();
    Token rest = parser.peek();
    if (rest.kind() != Token.Kind.END) {
      throw rest.wrong(
          rest.isSign(")")
              ? "no ( is open here"
              : "'" + rest.text() + "' can't follow here: 'and' or 'or' is missing");
    }
    return expression;
  }

  private Expression or() {
    Expression expression = and();
    while (accept("||") || accept("or")) {
      expression = new Expression.Or(expression, and());
    }
    return expression;
  }

  private Expression and() {
    Expression expression = not();
    while (accept("&&") || accept("and")) {
      expression = new Expression.And(expression, not());
    }
    return expression;
  }

  private Expression not() {
    if (++depth > MOST_DEPTH) {
      throw peek().wrong("more than " + MOST_DEPTH + " brackets and negations inside each other");
    }
    Expression expression;
    Token open = peek();
    if (accept("!") || accept("not")) {
      expression = new Expression.Not(not());
    } else if (accept("(")) {
      expression = or();
      if (!accept(")")) {
        throw peek().kind() == Token.Kind.END
            ? open.wrong("this ( is never closed")
            : peek().wrong("a ) or 'and' or 'or' is missing before this");
      }
    } else {
      expression = test();
    }
    depth--;
    return expression;
  }

  private Expression test() {
    Token name = next();
    FilterField field = field(name);
    Token operator = peek();
    Comparison comparison = COMPARISONS.get(operator.text());
    if (operator.kind() != Token.Kind.QUOTED && comparison != null) {
      at++;
      return compare(field, comparison);
    }
    if (accept("contains")) {
      return contains(field, operator);
    }
    if (accept("matches") || accept("~")) {
      return matches(field, operator);
    }
    if (operator.isWord("not") && tokens.get(at + 1).isWord("in")) {
      at += 2;
      return new Expression.Not(in(field));
    }
    if (accept("in")) {
      return in(field);
    }
    if (operator.isSign("[") || operator.isSign("&")) {
      throw operator.wrong("slices and arithmetic are not understood here");
    }
    return new Expression.Exists(field);
  }

  private static FilterField field(Token name) {
    if (name.kind() == Token.Kind.END) {
      throw name.wrong("a field or protocol is missing here");
    }
    if (name.kind() != Token.Kind.WORD) {
      throw name.wrong("a field or protocol belongs here, not '" + name.text() + "'");
    }
    Optional<FilterField> field = FilterFields.find(name.text());
    return field.orElseThrow(
        () ->
            name.wrong(
                "'"
                    + name.text()
                    + "' is no field that is known here"
                    + FilterFields.nearest(name.text())
                        .map(near -> "; did you mean " + near + "?")
                        .orElse("")));
  }

  private Expression compare(FilterField field, Comparison comparison) {
    Token value = next();
    if (value.kind() == Token.Kind.WORD) {
      Optional<FilterField> other = FilterFields.find(value.text());
      if (other.isPresent() && field.type() != FieldType.TEXT) {
        if (!field.isComparableWith(other.get())) {
          throw value.wrong(
              "%s is %s, and %s is %s: they can't be compared"
                  .formatted(
                      field.name(),
                      field.type().words(),
                      other.get().name(),
                      other.get().type().words()));
        }
        return new Expression.CompareFields(field, comparison, other.get());
      }
    }
    return new Expression.Compare(field, comparison, Literals.value(field, value));
  }

  private Expression contains(FilterField field, Token operator) {
    if (field.type() != FieldType.TEXT && !field.type().isBytes()) {
      throw operator.wrong(
          field.name() + " is " + field.type().words() + ", which can't contain anything");
    }
    Token part = next();
    return new Expression.Contains(
        field, field.type() == FieldType.TEXT ? Literals.text(part) : Literals.bytes(field, part));
  }

  private Expression matches(FilterField field, Token operator) {
    if (field.type() != FieldType.TEXT && !field.type().isBytes()) {
      throw operator.wrong(
          field.name() + " is " + field.type().words() + ": only text can match an expression");
    }
    Token pattern = next();
    if (pattern.kind() == Token.Kind.END || pattern.kind() == Token.Kind.SIGN) {
      throw pattern.wrong("a regular expression in quotes is missing here");
    }
    try {
      return new Expression.Matches(
          field, Pattern.compile(pattern.text(), Pattern.CASE_INSENSITIVE | Pattern.DOTALL));
    } catch (PatternSyntaxException wrong) {
      throw pattern.wrong("the regular expression is wrong: " + wrong.getDescription());
    }
  }

  private Expression in(FilterField field) {
    if (!accept("{")) {
      throw peek().wrong("a { is missing here: in {80, 8000..8080}");
    }
    List<Expression.In.Range> ranges = new ArrayList<>();
    do {
      Value from = Literals.value(field, next());
      Value to = accept("..") ? Literals.value(field, next()) : from;
      ranges.add(new Expression.In.Range(from, to));
    } while (accept(","));
    if (!accept("}")) {
      throw peek().wrong("a comma or } is missing here");
    }
    return new Expression.In(field, ranges);
  }

  private Token peek() {
    return tokens.get(at);
  }

  private Token next() {
    Token token = tokens.get(at);
    if (token.kind() != Token.Kind.END) {
      at++;
    }
    return token;
  }

  /** Goes past a sign or word if it is the next. */
  private boolean accept(String text) {
    Token token = peek();
    if (token.kind() == Token.Kind.QUOTED || !token.text().equals(text)) {
      return false;
    }
    if (token.kind() == Token.Kind.END) {
      return false;
    }
    at++;
    return true;
  }
}
