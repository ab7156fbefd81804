package org.flannelgraph.scene;

import java.io.InputStream;

/** The fonts that we ship. Each is a file of its own: no weight is ever made up. */
public enum Face {
  REGULAR("Inter-Regular.otf", "Inter", 400),
  MEDIUM("Inter-Medium.otf", "Inter", 500),
  SEMIBOLD("Inter-SemiBold.otf", "Inter", 600),
  BOLD("Inter-Bold.otf", "Inter", 700),
  MONO("JetBrainsMono-Regular.ttf", "JetBrains Mono", 400),
  MONO_BOLD("JetBrainsMono-Bold.ttf", "JetBrains Mono", 700);

  private final String file;
  private final String family;
  private final int weight;

  Face(String file, String family, int weight) {
    this.file = file;
    this.family = family;
    this.weight = weight;
  }

  /** The family's name in CSS. */
  public String family() {
    return family;
  }

  /** The weight in CSS, 100 to 900. */
  public int weight() {
    return weight;
  }

  /** The font file; the caller closes it. */
  public InputStream open() {
    InputStream stream = Face.class.getResourceAsStream("fonts/" + file);
    if (stream == null) {
      throw new IllegalStateException("the font " + file + " is not in this program");
    }
    return stream;
  }

  /** How wide a text is drawn, in the unit of the size. */
  public double width(String text, double size) {
    return Advances.of(this).sum(text) * size;
  }

  /** The text, cut with an ellipsis if it is wider than a width. */
  public String fit(String text, double size, double width) {
    if (width(text, size) <= width) {
      return text;
    }
    int length = text.length();
    while (length > 0 && width(text.substring(0, length) + "…", size) > width) {
      length--;
    }
    return text.substring(0, length) + "…";
  }
}
