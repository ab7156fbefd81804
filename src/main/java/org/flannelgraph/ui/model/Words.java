package org.flannelgraph.ui.model;

import java.text.MessageFormat;
import java.util.ResourceBundle;

/** The window's words, from {@code Words.properties}. */
public final class Words {
  private static final ResourceBundle BUNDLE =
      ResourceBundle.getBundle("org.flannelgraph.ui.Words");

  private Words() {}

  /**
   * The words of a key.
   *
   * @param key as in the bundle, {@code pane.what}
   * @param values take the places of {0}, {1}, ...
   * @throws java.util.MissingResourceException if the bundle lacks it
   */
  public static String get(String key, Object... values) {
    String words = BUNDLE.getString(key);
    return values.length == 0 ? words : MessageFormat.format(words, values);
  }
}
