package org.flannelgraph.ui.menu;

/**
 * Something that can be done with a thing on the canvas.
 *
 * @param group what it stands together with
 * @param text what it does, in words for the user
 * @param note what more there is to say, as the command that is copied; may be empty
 * @param run does it, on the FX thread
 */
public record Action(Group group, String text, String note, Runnable run) {
  /** What belongs together in a menu, from above. */
  public enum Group {
    /** To bring back what is missing. */
    MEND,
    /** To send packets. */
    SEND,
    /** To look closer. */
    SHOW,
    /** To take away into a terminal. */
    COPY,
    /** To put elsewhere on the canvas. */
    PLACE
  }

  Action(Group group, String text, Runnable run) {
    this(group, text, "", run);
  }
}
