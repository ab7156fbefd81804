package org.flannelgraph.ui.model;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/** What the window says: {@code Words.properties}, in the language of the user if there is one. */
public final class Words {
  private static final ResourceBundle BUNDLE =
      ResourceBundle.getBundle("org.flannelgraph.ui.Words");

  private Words() {}

  /**
   * A text.
   *
   * @param args what its {@code {0}}, {@code {1}} stand for, as {@link MessageFormat} writes it
   * @throws java.util.MissingResourceException if there is none of that key
   */
  public static String get(String key, Object... args) {
    return new MessageFormat(BUNDLE.getString(key), Locale.ENGLISH).format(args);
  }
}
