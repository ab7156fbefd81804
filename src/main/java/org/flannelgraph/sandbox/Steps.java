package org.flannelgraph.sandbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/**
 * The launcher's steps into the private world, each taken by itself in a child process that gives
 * up at once what it got.
 *
 * @param refusals what was said about each step that did not work
 * @param label the AppArmor profile that a child in the new namespaces has, or empty
 */
record Steps(Map<Step, String> refusals, String label) {
  enum Step {
    /** A user namespace is made (for root, nothing is). */
    USER,

    /** A capability is used in it: lo set up in a new network namespace. */
    CAPABILITY,

    /** Something is mounted in a new mount namespace. */
    MOUNT,

    /** A new /proc is mounted, which shows a new PID namespace. */
    PROC
  }

  private static final String SCRIPT =
      """
      step() {
        name=$1
        shift
        said=$("$@" 2>&1) && said= || said="${said:-exit code $?}"
        echo "$name=$(echo "$said" | tr '\\n' ' ')"
      }
      step user unshare USER true
      step capability unshare USER --net ip link set lo up
      step mount unshare USER --mount mount -t tmpfs tmpfs /tmp
      step proc unshare USER --mount --pid --fork mount -t proc proc /proc
      echo "label=$(unshare USER cat /proc/self/attr/current 2>/dev/null | tr -d '\\0')"
      """;

  /** Takes them, with {@code root}'s rights or an ordinary user's. */
  static Steps take(Programs programs, boolean root) {
    String user = root ? "" : "--user --map-current-user --keep-caps";
    ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", SCRIPT.replace("USER", user));
    builder.environment().put("PATH", programs.path());
    builder.environment().put("LC_ALL", "C");
    try {
      Process process = builder.redirectErrorStream(true).start();
      process.getOutputStream().close();
      return parse(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException noShell) {
      return new Steps(Map.of(Step.USER, String.valueOf(noShell.getMessage())), "");
    }
  }

  /** Reads lines STEP=WHAT WAS SAID, with nothing after the equals sign if it worked. */
  static Steps parse(String output) {
    Map<Step, String> refusals = new EnumMap<>(Step.class);
    String label = "";
    for (String line : output.lines().toList()) {
      int equals = line.indexOf('=');
      String name = line.substring(0, Math.max(equals, 0)).toUpperCase(Locale.ROOT);
      String said = line.substring(equals + 1).strip();
      if (name.equals("LABEL")) {
        label = said;
      } else if (equals > 0 && !said.isEmpty()) {
        refusals.put(Step.valueOf(name), said);
      }
    }
    return new Steps(refusals, label);
  }

  boolean refused(Step step) {
    return refusals.containsKey(step);
  }

  /** What was said about a step that was refused. */
  String said(Step step) {
    return refusals.getOrDefault(step, "");
  }

  /** A word for a shell. */
  static String quoted(String word) {
    return word.matches("[A-Za-z0-9_./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
