package org.flannelgraph.sandbox;

import static org.flannelgraph.sandbox.Need.*;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Why this process is not in a private world: which step into it is refused, by which of the many
 * gates that a machine can have there, and what opens that gate.
 *
 * @param launcher what the launcher heard when it was refused, or empty
 * @param steps each step, tried on its own
 */
record Refusal(
    HostFiles files,
    Map<String, String> environment,
    Machine machine,
    Programs programs,
    String launcher,
    Steps steps) {
  private static final int CAP_NET_ADMIN = 12;
  private static final int CAP_SYS_ADMIN = 21;

  /** A gate that is shut, and the command that opens it, or empty. */
  private record Cause(String seen, String mend) {}

  static Refusal of(
      HostFiles files, Map<String, String> environment, Machine machine, Programs programs) {
    return new Refusal(
        files,
        environment,
        machine,
        programs,
        environment.getOrDefault("FLANNELGRAPH_SANDBOX_ERROR", "").strip(),
        Steps.take(programs, isRoot(files)));
  }

  List<Finding> findings() {
    List<Finding> found = new ArrayList<>();
    if (steps.refused(Steps.Step.USER)) {
      found.add(no(USER_NAMESPACE, userNamespace()));
      return found;
    }
    found.add(USER_NAMESPACE.yes(isRoot(files) ? "not needed: started by root" : "can be made"));
    if (steps.refused(Steps.Step.CAPABILITY)) {
      found.add(no(CAPABILITIES, capabilities()));
      return found;
    }
    found.add(CAPABILITIES.yes("set lo up in a new network namespace"));
    if (steps.refused(Steps.Step.MOUNT)) {
      found.add(no(NAMESPACES, mounting()));
    } else if (steps.refused(Steps.Step.PROC)) {
      found.add(no(MOUNT_PROC, proc()));
    } else {
      found.add(
          NAMESPACES.no(
              launcher.isEmpty()
                  ? "can be made, but this process was not started in them: use the launcher"
                  : "each step works by itself, but the launcher was told: " + launcher,
              ""));
    }
    return found;
  }

  private static Finding no(Need need, Cause cause) {
    return need.no(cause.seen, cause.mend);
  }

  private Cause userNamespace() {
    String said = steps.said(Steps.Step.USER);
    if (programs.find("unshare").isEmpty()) {
      return new Cause("no program unshare", machine.packages().install("util-linux"));
    }
    if (said.contains("map-current-user") || said.contains("keep-caps")) {
      return new Cause(
          "this unshare is too old, or not util-linux's: " + said,
          machine.packages().install("util-linux"));
    }
    if (!files.exists("/proc/self/ns/user")) {
      return new Cause("this kernel has none; only root can build a lab here", "");
    }
    if (isZero("/proc/sys/kernel/unprivileged_userns_clone")) {
      return sysctl("kernel.unprivileged_userns_clone", "1");
    }
    if (isZero("/proc/sys/user/max_user_namespaces")) {
      return sysctl("user.max_user_namespaces", "15000");
    }
    if (isAppArmor()) {
      return appArmor();
    }
    if (machine.container().isPresent()) {
      return container(said);
    }
    if (!MountTable.of(files).hasRoot()) {
      return new Cause("this is a chroot, in which the kernel makes none", "");
    }
    return new Cause("refused: " + said, "");
  }

  /** Root has no user namespace to make, so that the first refusal comes here. */
  private Cause capabilities() {
    String said = steps.said(Steps.Step.CAPABILITY);
    if (programs.find("ip").isEmpty()) {
      return new Cause("no program ip to try one with", machine.packages().install("iproute2"));
    }
    if (!files.exists("/proc/self/ns/net")) {
      return new Cause("this kernel has no network namespaces", "");
    }
    if (isZero("/proc/sys/user/max_net_namespaces")) {
      return sysctl("user.max_net_namespaces", "15000");
    }
    if (isRoot(files) && (!has(CAP_SYS_ADMIN) || !has(CAP_NET_ADMIN))) {
      return container("root without CAP_SYS_ADMIN and CAP_NET_ADMIN");
    }
    if (steps.label().contains("unpriv_unshare")) {
      return new Cause(
          "the AppArmor profile unshare takes the capabilities of all that unshare starts",
          "sudo apparmor_parser -R /etc/apparmor.d/unshare-userns-restrict");
    }
    if (isAppArmor()) {
      return appArmor();
    }
    return machine.container().isPresent() ? container(said) : new Cause("refused: " + said, "");
  }

  private Cause mounting() {
    if (isZero("/proc/sys/user/max_mnt_namespaces")) {
      return sysctl("user.max_mnt_namespaces", "15000");
    }
    String said = "nothing can be mounted: " + steps.said(Steps.Step.MOUNT);
    return machine.container().isPresent() ? container(said) : new Cause(said, "");
  }

  private Cause proc() {
    if (isZero("/proc/sys/user/max_pid_namespaces")) {
      return sysctl("user.max_pid_namespaces", "15000");
    }
    List<String> hidden = MountTable.of(files).overProc();
    if (hidden.isEmpty()) {
      String said = "a new one can't be mounted: " + steps.said(Steps.Step.PROC);
      return machine.container().isPresent() ? container(said) : new Cause(said, "");
    }
    String some = hidden.stream().limit(3).collect(Collectors.joining(", "));
    return container(
        "masked: parts of it are hidden ("
            + some
            + (hidden.size() > 3 ? " and " + (hidden.size() - 3) + " more" : "")
            + "), so the kernel gives no new one that would show them");
  }

  private boolean isAppArmor() {
    AppArmor appArmor = new AppArmor(files);
    return appArmor.restricts() && !appArmor.isOurs();
  }

  /** The profile is for one path: another checkout, or a copy, needs it anew. */
  private Cause appArmor() {
    String seen =
        "AppArmor gives programs without a profile no capabilities"
            + new AppArmor(files)
                .installedFor()
                .map(path -> "; the installed profile is for " + path)
                .orElse("");
    String launcherPath = System.getProperty("flannelgraph.launcher", "installer/flannelgraph");
    String folder = launcherPath.substring(0, launcherPath.lastIndexOf('/') + 1);
    return new Cause(seen, "sudo " + Steps.quoted(folder + "install-apparmor"));
  }

  /** Lasts until the next start of the machine; a line in /etc/sysctl.d makes it stay. */
  private static Cause sysctl(String key, String value) {
    return new Cause("forbidden by " + key + " = 0", "sudo sysctl -w " + key + "=" + value);
  }

  /** A container is started anew with more rights. */
  private Cause container(String seen) {
    String options = "--security-opt seccomp=unconfined --security-opt ";
    String mend =
        switch (machine.container().orElse("")) {
          case "docker" ->
              "docker run "
                  + options
                  + "apparmor=unconfined --security-opt systempaths=unconfined IMAGE";
          case "podman" -> "podman run " + options + "unmask=ALL IMAGE";
          case "lxc" -> "lxc config set CONTAINER security.nesting=true";
          default -> "";
        };
    return new Cause(seen, mend);
  }

  private boolean isZero(String path) {
    return files.number(path).filter(value -> value == 0).isPresent();
  }

  private static boolean isRoot(HostFiles files) {
    return files.lines("/proc/self/status").stream()
        .anyMatch(line -> line.matches("Uid:\\s+\\d+\\s+0\\s.*"));
  }

  private boolean has(int capability) {
    return files.lines("/proc/self/status").stream()
        .filter(line -> line.startsWith("CapEff:"))
        .map(line -> Long.parseUnsignedLong(line.substring(7).strip(), 16))
        .anyMatch(set -> (set >>> capability & 1) == 1);
  }
}
