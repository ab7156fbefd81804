package org.flannelgraph.sandbox;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

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
    List<Finding> found = new ArrayList<>();
    if (Sandbox.problem().isEmpty()) {
      found.addAll(new WorldChecks(files, machine).run());
    } else {
      found.addAll(Refusal.of(files, environment, machine, programs).findings());
    }
    found.addAll(new MachineChecks(files, environment, machine).run());
    found.addAll(new ProgramChecks(files, environment, machine, programs).run());
    return complete(found);
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
