package org.flannelgraph.cluster;

import java.util.Locale;
import java.util.regex.Pattern;

/** Kubernetes' rules for names (RFC 1123 as it reads it). */
final class Names {
  private static final String PART = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
  private static final Pattern LABEL = Pattern.compile(PART);
  private static final Pattern SUBDOMAIN = Pattern.compile(PART + "(\\." + PART + ")*");

  /** The longest name of a network interface: Linux' IFNAMSIZ, 16, less one for the NUL. */
  static final int LONGEST_LINK = 15;

  /** The longest name of a file, such as a namespace's under /run/netns: Linux' NAME_MAX. */
  static final int LONGEST_FILE = 255;

  private static final int LONGEST_LABEL = 63;
  private static final int LONGEST_SUBDOMAIN = 253;

  private Names() {}

  /** Tells if it is no DNS label, as the names of containers and namespaces are. */
  static void checkLabel(Located<String> name, String what, Problems problems) {
    check(name, what, LABEL, LONGEST_LABEL, problems);
  }

  /**
   * Tells if it is no DNS subdomain, as the names of most objects are: labels with dots between.
   */
  static void checkSubdomain(Located<String> name, String what, Problems problems) {
    check(name, what, SUBDOMAIN, LONGEST_SUBDOMAIN, problems);
  }

  private static void check(
      Located<String> name, String what, Pattern pattern, int longest, Problems problems) {
    String text = name.value();
    if (text.length() > longest) {
      problems.error(
          name.position(),
          "%s has at most %d characters, this one has %d".formatted(what, longest, text.length()));
    } else if (!pattern.matcher(text).matches()) {
      String mended = mended(text);
      problems.error(
          name.position(),
          "'%s' is not %s: lower-case letters, digits and '-'%s, a letter or digit first and last%s"
              .formatted(
                  text,
                  what,
                  pattern == SUBDOMAIN ? ", parts with '.' between" : "",
                  pattern.matcher(mended).matches() ? "; '" + mended + "' would be" : ""));
    }
  }

  private static String mended(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.]+", "-").replaceAll("^-|-$", "");
  }
}
