package org.flannelgraph.sandbox;

import static org.flannelgraph.sandbox.Need.*;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which programs and libraries are there, and whether a window could open. */
record ProgramChecks(
    HostFiles files, Map<String, String> environment, Machine machine, Programs programs) {
  private static final Pattern X_DISPLAY = Pattern.compile("(unix)?:(\\d+)(\\.\\d+)?");

  List<Finding> run() {
    List<Finding> found = new ArrayList<>();
    found.add(all(UTIL_LINUX, "util-linux", "unshare", "setpriv", "mount", "nsenter", "flock"));
    found.add(all(IP, "iproute2", "ip"));
    found.add(all(BRIDGE_PROGRAM, "iproute2", "bridge"));
    found.add(all(NFT, "nftables", "nft"));
    found.add(all(TCPDUMP, "tcpdump", "tcpdump"));
    found.add(all(TSHARK, "tshark", "tshark"));
    found.add(all(WIRESHARK, "wireshark", "wireshark"));
    found.add(all(PING, "ping", "ping"));
    found.add(all(CURL, "curl", "curl"));
    found.add(display());
    found.add(
        files.text("/etc/ld.so.cache").filter(cache -> cache.contains("libgtk-3.so.0")).isPresent()
            ? GTK.yes("libgtk-3.so.0")
            : GTK.no("no libgtk-3.so.0", install("gtk3")));
    return found;
  }

  private Finding all(Need need, String packageName, String... names) {
    List<String> missing = new ArrayList<>();
    String last = "";
    for (String name : names) {
      Optional<String> path = programs.find(name);
      last = path.orElse(last);
      if (path.isEmpty()) {
        missing.add(name);
      }
    }
    return missing.isEmpty()
        ? need.yes(names.length == 1 ? last : String.join(", ", names))
        : need.no("not found: " + String.join(", ", missing), install(packageName));
  }

  private String install(String packageName) {
    return machine.packages().install(packageName);
  }

  /**
   * The X server is reached through a socket in the file system, which a private network leaves
   * alone. A display with a host's name, as {@code ssh -X} gives, is reached through TCP.
   */
  private Finding display() {
    String display = environment.getOrDefault("DISPLAY", "");
    if (display.isEmpty()) {
      String wayland = environment.getOrDefault("WAYLAND_DISPLAY", "");
      return DISPLAY.no(
          wayland.isEmpty()
              ? "neither DISPLAY nor WAYLAND_DISPLAY is set"
              : "Wayland (" + wayland + ") without Xwayland: DISPLAY is not set",
          "");
    }
    Matcher local = X_DISPLAY.matcher(display);
    if (!local.matches()) {
      return DISPLAY.no(
          display + " is reached through TCP, as with ssh -X: a private network cuts it off", "");
    }
    String socket = "/tmp/.X11-unix/X" + local.group(2);
    return files.exists(socket)
        ? DISPLAY.yes(display + " (" + socket + ")")
        : DISPLAY.no(display + " is set, but nothing is at " + socket, "");
  }
}
