package org.flannelgraph.sandbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What kind of machine this is.
 *
 * @param kernel its release, as {@code uname -r}
 * @param distribution its name with its version, as os-release(5) has it
 * @param container what runs this system as a container, as docker; empty if nothing does
 * @param virtualMachine what runs this system as a virtual machine, as QEMU/KVM, or "" if that
 *     can't be told; empty if nothing does
 */
record Machine(
    String kernel,
    String distribution,
    PackageManager packages,
    Optional<String> container,
    Optional<String> virtualMachine) {
  static final String WSL1 = "WSL1";
  static final String WSL2 = "WSL2";

  /**
   * Recognises a machine.
   *
   * @param environment the launcher's {@code FLANNELGRAPH_CONTAINER} says what the private /run
   *     hides: the marks that podman and systemd leave there
   */
  static Machine of(HostFiles files, Map<String, String> environment) {
    Map<String, String> release = release(files);
    return new Machine(
        files.text("/proc/sys/kernel/osrelease").orElse("unknown"),
        release.getOrDefault("PRETTY_NAME", "an unknown distribution"),
        PackageManager.of(
            Stream.concat(
                    Stream.of(release.getOrDefault("ID", "")),
                    Stream.of(release.getOrDefault("ID_LIKE", "").split(" ", -1)))
                .toList()),
        container(files, environment),
        virtualMachine(files));
  }

  boolean is(String kind) {
    return virtualMachine.filter(kind::equals).isPresent();
  }

  /** In words: {@code docker container in a virtual machine QEMU/KVM}. */
  String words() {
    String outer =
        virtualMachine
            .map(kind -> kind.startsWith("WSL") ? kind : ("virtual machine " + kind).strip())
            .orElse("");
    if (container.isEmpty()) {
      return outer.isEmpty() ? "neither virtual nor a container" : outer;
    }
    return container.get() + " container" + (outer.isEmpty() ? "" : " in a " + outer);
  }

  /** os-release(5): lines NAME=VALUE, the value quoted if it needs to be. */
  private static Map<String, String> release(HostFiles files) {
    Map<String, String> values = new TreeMap<>();
    List<String> lines = files.lines("/etc/os-release");
    for (String line : lines.isEmpty() ? files.lines("/usr/lib/os-release") : lines) {
      int equals = line.indexOf('=');
      if (equals > 0) {
        values.put(line.substring(0, equals), unquoted(line.substring(equals + 1)));
      }
    }
    return values;
  }

  private static String unquoted(String value) {
    boolean quoted = value.length() > 1 && (value.startsWith("\"") || value.startsWith("'"));
    return quoted ? value.substring(1, value.length() - 1) : value;
  }

  private static Optional<String> container(HostFiles files, Map<String, String> environment) {
    List<String> signs = new ArrayList<>();
    Stream.of("FLANNELGRAPH_CONTAINER", "container").map(environment::get).forEach(signs::add);
    signs.removeIf(sign -> sign == null || sign.isBlank());
    if (!signs.isEmpty()) {
      return Optional.of(signs.getFirst());
    }
    if (files.exists("/run/.containerenv")) {
      return Optional.of("podman");
    }
    Optional<String> systemd = files.text("/run/systemd/container");
    if (systemd.isPresent()) {
      return systemd;
    }
    if (files.exists("/.dockerenv")) {
      return Optional.of("docker");
    }
    if (environment.containsKey("KUBERNETES_SERVICE_HOST")) {
      return Optional.of("Kubernetes");
    }
    return containerByPaths(files);
  }

  /** Container engines leave their names in cgroups, and in the places that they mount from. */
  private static Optional<String> containerByPaths(HostFiles files) {
    String mounts =
        files.lines("/proc/self/mountinfo").stream()
            .filter(line -> MountTable.pointOf(line).matches("/|/etc/hostname|/etc/hosts"))
            .reduce("", (all, line) -> all + line + "\n");
    String paths = files.text("/proc/self/cgroup").orElse("") + "\n" + mounts;
    return Map.of(
            "/docker", "docker",
            "/libpod", "podman",
            "/containers/storage/", "podman",
            "/kubepods", "Kubernetes",
            "/lxc", "lxc",
            "/machine.slice/systemd-nspawn", "systemd-nspawn")
        .entrySet()
        .stream()
        .filter(sign -> paths.contains(sign.getKey()))
        .map(Map.Entry::getValue)
        .min(String::compareTo);
  }

  private static Optional<String> virtualMachine(HostFiles files) {
    String version = files.text("/proc/version").orElse("");
    if (version.contains("microsoft-standard") || version.contains("-WSL2")) {
      return Optional.of(WSL2);
    }
    if (version.contains("Microsoft")) {
      return Optional.of(WSL1);
    }
    Optional<String> byFirmware = hypervisor(files);
    if (byFirmware.isPresent()) {
      return byFirmware;
    }
    boolean flagged =
        files.lines("/proc/cpuinfo").stream()
            .filter(line -> line.startsWith("flags"))
            .findFirst()
            .filter(line -> List.of(line.split("\\s+", -1)).contains("hypervisor"))
            .isPresent();
    return flagged ? Optional.of("") : Optional.empty();
  }

  /** The firmware's tables name the maker: the words that systemd-detect-virt looks for. */
  private static Optional<String> hypervisor(HostFiles files) {
    StringBuilder said = new StringBuilder();
    for (String file : List.of("sys_vendor", "product_name", "board_vendor", "bios_vendor")) {
      files.text("/sys/class/dmi/id/" + file).ifPresent(text -> said.append(text).append('\n'));
    }
    Map<String, String> makers =
        Map.ofEntries(
            Map.entry("QEMU", "QEMU/KVM"),
            Map.entry("KVM", "QEMU/KVM"),
            Map.entry("OpenStack", "OpenStack"),
            Map.entry("VMware", "VMware"),
            Map.entry("VirtualBox", "VirtualBox"),
            Map.entry("innotek", "VirtualBox"),
            Map.entry("Parallels", "Parallels"),
            Map.entry("Xen", "Xen"),
            Map.entry("Bochs", "Bochs"),
            Map.entry("BHYVE", "bhyve"),
            Map.entry("Apple Virtualization", "Apple Virtualization"),
            Map.entry("Amazon EC2", "Amazon EC2"),
            Map.entry("Google Compute Engine", "Google Compute Engine"),
            Map.entry("Virtual Machine", "Hyper-V"));
    return makers.entrySet().stream()
        .filter(maker -> said.indexOf(maker.getKey()) >= 0)
        .map(Map.Entry::getValue)
        .min(String::compareTo)
        .or(() -> files.text("/sys/hypervisor/type").map(type -> type.equals("xen") ? "Xen" : type))
        .or(() -> files.text("/proc/device-tree/hypervisor/compatible"));
  }
}
