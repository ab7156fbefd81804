package org.flannelgraph.capture.filter;

import org.flannelgraph.packet.Ports;

/** A display filter that was understood. Immutable. */
public final class DisplayFilter {
  /** What every frame passes. */
  public static final DisplayFilter ALL = new DisplayFilter("", new Expression.All());

  private final String text;
  private final Expression expression;

  private DisplayFilter(String text, Expression expression) {
    this.text = text;
    this.expression = expression;
  }

  /**
   * Understands a filter.
   *
   * @param text in Wireshark's syntax; nothing but blanks means all frames
   * @throws InvalidDisplayFilterException that says what is wrong and where
   */
  public static DisplayFilter parse(String text) {
    return text.isBlank() ? ALL : new DisplayFilter(text, Parser.parse(text));
  }

  /** As it was written. */
  public String text() {
    return text;
  }

  /** Whether it lets all frames pass because nothing was written. */
  public boolean isEmpty() {
    return text.isEmpty();
  }

  /**
   * Something that tells which frames are meant; one for each thread.
   *
   * @param ports which protocols the UDP ports of the frames mean
   */
  public Matcher matcher(Ports ports) {
    return new Matcher(expression, ports);
  }

  @Override
  public String toString() {
    return text;
  }
}
