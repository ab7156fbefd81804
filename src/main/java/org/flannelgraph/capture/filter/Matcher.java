package org.flannelgraph.capture.filter;

import org.flannelgraph.capture.Frame;
import org.flannelgraph.packet.Ports;

/** Tells which frames a display filter means. It belongs to one thread. */
public final class Matcher {
  private final Expression expression;
  private final Look look;

  Matcher(Expression expression, Ports ports) {
    this.expression = expression;
    look = new Look(ports);
  }

  /** Whether the filter means this frame. */
  public boolean matches(Frame frame) {
    return expression.test(look.at(frame));
  }
}
