package org.flannelgraph.sandbox;

import java.util.List;
import java.util.Map;

/** What installs programs on this distribution. */
enum PackageManager {
  APT("apt-get install", List.of("debian", "ubuntu")),
  DNF("dnf install", List.of("fedora", "rhel", "centos")),
  PACMAN("pacman -S", List.of("arch")),
  ZYPPER("zypper install", List.of("opensuse", "suse", "opensuse-leap", "opensuse-tumbleweed")),
  APK("apk add", List.of("alpine")),
  UNKNOWN("", List.of());

  /** A package's names in the order of the constants, where it is not everywhere the same. */
  private static final Map<String, List<String>> NAMES =
      Map.ofEntries(
          Map.entry("iproute2", List.of("iproute2", "iproute", "iproute2", "iproute2", "iproute2")),
          Map.entry("libpcap", List.of("libpcap0.8", "libpcap", "libpcap", "libpcap1", "libpcap")),
          Map.entry(
              "tshark",
              List.of("tshark", "wireshark-cli", "wireshark-cli", "wireshark", "tshark")),
          Map.entry(
              "wireshark",
              List.of("wireshark", "wireshark", "wireshark-qt", "wireshark", "wireshark")),
          Map.entry("ping", List.of("iputils-ping", "iputils", "iputils", "iputils", "iputils")),
          Map.entry("gtk3", List.of("libgtk-3-0", "gtk3", "gtk3", "libgtk-3-0", "gtk+3.0")));

  private final String install;
  private final List<String> distributions;

  PackageManager(String install, List<String> distributions) {
    this.install = install;
    this.distributions = distributions;
  }

  /**
   * The one of a distribution.
   *
   * @param names ID and the words of ID_LIKE of os-release(5)
   */
  static PackageManager of(List<String> names) {
    for (String name : names) {
      for (PackageManager manager : values()) {
        if (manager.distributions.contains(name)) {
          return manager;
        }
      }
    }
    return UNKNOWN;
  }

  /** The command that installs a package, which is named as most distributions name it. */
  String install(String name) {
    if (this == UNKNOWN) {
      return "";
    }
    List<String> names = NAMES.get(name);
    return "sudo " + install + " " + (names == null ? name : names.get(ordinal()));
  }
}
