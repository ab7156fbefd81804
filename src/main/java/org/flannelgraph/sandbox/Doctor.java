package org.flannelgraph.sandbox;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.flannelgraph.linux.Libc;
import org.flannelgraph.linux.Libpcap;

/** Tries whether this machine can carry a lab, and finds out what keeps it from that. */
public final class Doctor {
  private static final String OUTSIDE = "needs the private world";

  private Doctor() {}

  /**
   * Looks at this machine. Makes namespaces, links, rules and mounts inside the private world that
   * this process is in, and takes them away again; makes nothing outside of one.
   *
   * @return one finding for each need, in their order
   */
  public static List<Finding> examine() {
    HostFiles files = HostFiles.OF_THIS_MACHINE;
    Map<String, String> environment = System.getenv();
    Machine machine = Machine.of(files, environment);
    Programs programs = new Programs(files, environment);
    Optional<String> nativeProblem = nativeProblem();
    // What is installed is looked up beside what is tried in the kernel.
    CompletableFuture<List<Finding>> installed =
        CompletableFuture.supplyAsync(
            () -> {
              List<Finding> found = new ProgramChecks(files, environment, machine, programs).run();
              found.add(nativeProblem.map(Need.LIBPCAP::untried).orElseGet(() -> libpcap(machine)));
              return found;
            });
    List<Finding> found = new ArrayList<>();
    if (Sandbox.problem().isPresent()) {
      found.addAll(Refusal.of(files, environment, machine, programs).findings());
    } else if (nativeProblem.isEmpty()) {
      found.addAll(new WorldChecks(files, machine).run());
    }
    found.addAll(new MachineChecks(files, environment, machine).run());
    found.add(java(nativeProblem));
    found.addAll(installed.join());
    return complete(found);
  }

  private static Finding java(Optional<String> nativeProblem) {
    String name = System.getProperty("java.vendor") + " " + Runtime.version();
    return nativeProblem
        .map(problem -> Need.JAVA.no(name + " can't call the C library: " + problem, ""))
        .orElseGet(() -> Need.JAVA.yes(name));
  }

  /** jnr-ffi must unpack its native half where it may be executed, unless that was done before. */
  private static Optional<String> nativeProblem() {
    try {
      Libc.LIBC.strerror(0);
      return Optional.empty();
    } catch (LinkageError broken) {
      Throwable first = broken;
      while (first.getCause() != null) {
        first = first.getCause();
      }
      return Optional.of(String.valueOf(first.getMessage()).lines().findFirst().orElse(""));
    }
  }

  private static Finding libpcap(Machine machine) {
    return Libpcap.version()
        .map(Need.LIBPCAP::yes)
        .orElseGet(
            () -> Need.LIBPCAP.no("could not be loaded", machine.packages().install("libpcap")));
  }

  /** In the order of the needs, with those that nothing could be found about. */
  static List<Finding> complete(List<Finding> found) {
    Map<Need, Finding> byNeed = new EnumMap<>(Need.class);
    for (Finding finding : found) {
      if (byNeed.put(finding.need(), finding) != null) {
        throw new IllegalStateException("two findings about " + finding.need());
      }
    }
    return Arrays.stream(Need.values())
        .map(need -> byNeed.computeIfAbsent(need, missing -> missing.untried(OUTSIDE)))
        .toList();
  }
}
