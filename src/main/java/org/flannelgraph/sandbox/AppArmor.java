package org.flannelgraph.sandbox;

import java.util.Optional;

/**
 * What AppArmor has to do with user namespaces. Ubuntu, since 23.10, gives a program without a
 * profile a user namespace in which no capability works, under the profile {@code
 * unprivileged_userns}. A profile with the rule {@code userns} lifts that for one program.
 */
record AppArmor(HostFiles files) {
  static final String PROFILE = "flannelgraph";

  /** Whether programs without a profile get user namespaces without capabilities. */
  boolean restricts() {
    return files
        .number("/proc/sys/kernel/apparmor_restrict_unprivileged_userns")
        .filter(value -> value != 0)
        .isPresent();
  }

  /**
   * The profile that this process runs under, as {@code flannelgraph (unconfined)}; often empty.
   */
  String label() {
    return files
        .text("/proc/self/attr/apparmor/current")
        .or(() -> files.text("/proc/self/attr/current"))
        .map(label -> label.replace("\0", ""))
        .orElse("");
  }

  /** Whether our profile holds this process: whether it is loaded and names this launcher. */
  boolean isOurs() {
    return label().startsWith(PROFILE);
  }

  /** Which launcher the installed profile is for; empty if none is installed. */
  Optional<String> installedFor() {
    return files.lines("/etc/apparmor.d/" + PROFILE).stream()
        .filter(line -> line.startsWith("@{flannelgraph}"))
        .map(line -> line.substring(line.indexOf('=') + 1).strip().replaceAll("^\"|\"$", ""))
        .map(pattern -> pattern.replaceAll("\\\\(.)", "$1"))
        .findFirst();
  }
}
