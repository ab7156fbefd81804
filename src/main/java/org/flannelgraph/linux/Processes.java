package org.flannelgraph.linux;

import static org.flannelgraph.linux.Libc.LIBC;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The processes that are inside a network namespace. */
public final class Processes {
  private Processes() {}

  /**
   * Kills them all, however they got there.
   *
   * @param namespace as {@link NetworkNamespace#identity} tells it
   */
  public static void kill(String namespace) {
    // Whoever forks is quicker than one look.
    for (List<Long> found = in(namespace); !found.isEmpty(); found = in(namespace)) {
      found.forEach(process -> LIBC.kill(process.intValue(), Child.SIGKILL));
    }
  }

  private static List<Long> in(String namespace) {
    return ProcessHandle.allProcesses()
        .map(ProcessHandle::pid)
        .filter(process -> namespace.equals(namespaceOf(process)))
        .toList();
  }

  /** Empty for a process that is gone, or of somebody else. */
  private static String namespaceOf(long process) {
    try {
      return Files.readSymbolicLink(Path.of("/proc/" + process + "/ns/net")).toString();
    } catch (IOException gone) {
      return "";
    }
  }
}
