package org.flannelgraph.sandbox;

import java.util.List;

/** What is mounted, as /proc/self/mountinfo tells (proc_pid_mountinfo(5)). */
record MountTable(List<String> lines) {
  static MountTable of(HostFiles files) {
    return new MountTable(files.lines("/proc/self/mountinfo"));
  }

  /** The fifth word of a line: where it is mounted. */
  static String pointOf(String line) {
    String[] words = line.split(" ", 6);
    return words.length < 6 ? "" : words[4];
  }

  /** What is mounted over parts of /proc, as container engines do to hide them. */
  List<String> overProc() {
    return lines.stream()
        .map(MountTable::pointOf)
        .filter(point -> point.startsWith("/proc/"))
        .filter(point -> !point.startsWith("/proc/sys/fs/binfmt_misc")) // systemd's, on any machine
        .distinct()
        .sorted()
        .toList();
  }

  /** A process in a chroot sees no mount at /, unless its root happens to be one. */
  boolean hasRoot() {
    return lines.stream().anyMatch(line -> pointOf(line).equals("/"));
  }
}
