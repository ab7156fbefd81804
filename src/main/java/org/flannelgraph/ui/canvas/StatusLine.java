package org.flannelgraph.ui.canvas;

import javafx.scene.control.Label;

/** A line of words under the canvas, which takes no room while there is nothing to say. */
public final class StatusLine extends Label {
  /** A line that says nothing yet. */
  public StatusLine(String id) {
    setId(id);
    getStyleClass().add("status-line");
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
