package org.flannelgraph.sandbox;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What installs programs on a distribution.
 *
 * @param command that installs the packages named after it; empty if it is not known
 * @param distributions IDs of os-release(5)
 * @param names of packages that are not called here as in most places
 */
record PackageManager(String command, Set<String> distributions, Map<String, String> names) {
  private static final List<PackageManager> ALL =
      List.of(
          new PackageManager(
              "apt-get install",
              Set.of("debian", "ubuntu"),
              Map.of("libpcap", "libpcap0.8", "ping", "iputils-ping", "gtk3", "libgtk-3-0")),
          new PackageManager(
              "dnf install",
              Set.of("fedora", "rhel", "centos"),
              Map.of("iproute2", "iproute", "tshark", "wireshark-cli", "ping", "iputils")),
          new PackageManager(
              "pacman -S",
              Set.of("arch"),
              Map.of("tshark", "wireshark-cli", "wireshark", "wireshark-qt", "ping", "iputils")),
          new PackageManager(
              "zypper install",
              Set.of("opensuse", "suse", "sles"),
              Map.of(
                  "libpcap",
                  "libpcap1",
                  "tshark",
                  "wireshark",
                  "ping",
                  "iputils",
                  "gtk3",
                  "libgtk-3-0")),
          new PackageManager(
              "apk add", Set.of("alpine"), Map.of("ping", "iputils", "gtk3", "gtk+3.0")));

  private static final PackageManager UNKNOWN = new PackageManager("", Set.of(), Map.of());

  /**
   * The one of a distribution.
   *
   * @param ids ID of os-release(5), then the words of ID_LIKE
   */
  static PackageManager of(List<String> ids) {
    return ids.stream()
        .flatMap(id -> ALL.stream().filter(manager -> manager.distributions.contains(id)))
        .findFirst()
        .orElse(UNKNOWN);
  }

  /** The command that installs a package; empty where the package manager is not known. */
  String install(String name) {
    return command.isEmpty() ? "" : "sudo " + command + " " + names.getOrDefault(name, name);
  }
}
