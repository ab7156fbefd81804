package org.flannelgraph.ui.canvas;

import javafx.css.PseudoClass;
import javafx.scene.control.Label;

/** A line of words under the canvas, which takes no room while there is nothing to say. */
public final class Notice extends Label {
  private static final PseudoClass BAD = PseudoClass.getPseudoClass("bad");

  /**
   * @param bad whether it says what went wrong
   */
  public Notice(String id, boolean bad) {
    setId(id);
    getStyleClass().add("notice");
    pseudoClassStateChanged(BAD, bad);
    setWrapText(true);
    setMaxWidth(Double.MAX_VALUE);
    say("");
  }

  /** Says this instead of what it said. */
  public void say(String words) {
    setText(words);
    setVisible(!words.isEmpty());
    setManaged(!words.isEmpty());
  }
}
