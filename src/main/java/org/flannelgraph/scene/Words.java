package org.flannelgraph.scene;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/** What the picture says in people's words; those of the kernel are never translated. */
final class Words {
  private static final ResourceBundle BUNDLE =
      ResourceBundle.getBundle("org.flannelgraph.scene.words", Locale.getDefault());

  private Words() {}

  static String say(String key, Object... values) {
    String pattern = BUNDLE.getString(key);
    return values.length == 0 ? pattern : new MessageFormat(pattern, Locale.ROOT).format(values);
  }
}
