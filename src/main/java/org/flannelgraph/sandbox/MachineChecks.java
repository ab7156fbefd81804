package org.flannelgraph.sandbox;

import static org.flannelgraph.sandbox.Need.*;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the machine is and has. */
record MachineChecks(HostFiles files, Map<String, String> environment, Machine machine) {
  private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+).*");
  private static final long MEBIBYTE = 1 << 10; // in the kB of /proc/meminfo
  private static final long LITTLE_MEMORY = 512 * MEBIBYTE;

  /** The kernel's default, which is the room that large labs count with. */
  private static final long USUAL_NEIGHBOURS = 1024;

  List<Finding> run() {
    return List.of(kind(), kernel(), resources(), neighbourTable());
  }

  private Finding kind() {
    return MACHINE.yes(machine.words() + "; " + machine.distribution());
  }

  private Finding kernel() {
    if (machine.is(Machine.WSL1)) {
      return KERNEL.no(
          "WSL1 imitates a kernel and has no namespaces", "wsl --set-version DISTRO 2");
    }
    Matcher version = VERSION.matcher(machine.kernel());
    boolean old =
        version.matches()
            && Integer.parseInt(version.group(1)) * 1000 + Integer.parseInt(version.group(2))
                < 5011;
    return old
        ? KERNEL.limited(machine.kernel() + ": before 5.11 only root can mount an overlay", "")
        : KERNEL.yes(machine.kernel());
  }

  private Finding resources() {
    long total = memory("MemTotal:");
    long available = memory("MemAvailable:");
    String seen =
        String.format(
            Locale.ROOT,
            "%d processors, %.1f GiB of memory, %.1f GiB free",
            Runtime.getRuntime().availableProcessors(),
            total / 1024.0 / MEBIBYTE,
            available / 1024.0 / MEBIBYTE);
    return available < LITTLE_MEMORY ? RESOURCES.limited(seen, "") : RESOURCES.yes(seen);
  }

  /** A line of /proc/meminfo, in kB. */
  private long memory(String name) {
    return files.lines("/proc/meminfo").stream()
        .filter(line -> line.startsWith(name))
        .map(line -> line.replaceAll("[^0-9]", ""))
        .findFirst()
        .map(Long::valueOf)
        .orElse(0L);
  }

  /** Only the machine's own network shows it; the launcher reads it before it leaves that. */
  private Finding neighbourTable() {
    Optional<Long> limit =
        Optional.ofNullable(environment.get("FLANNELGRAPH_GC_THRESH3"))
            .filter(text -> text.matches("[0-9]{1,9}"))
            .map(Long::valueOf)
            .or(() -> files.number("/proc/sys/net/ipv4/neigh/default/gc_thresh3"));
    if (limit.isEmpty()) {
      return NEIGHBOUR_TABLE.untried("its size can't be seen from here");
    }
    String seen = String.format(Locale.ROOT, "%,d entries for the whole machine", limit.get());
    return limit.get() < USUAL_NEIGHBOURS
        ? NEIGHBOUR_TABLE.limited(seen, "sudo sysctl -w net.ipv4.neigh.default.gc_thresh3=1024")
        : NEIGHBOUR_TABLE.yes(seen);
  }
}
