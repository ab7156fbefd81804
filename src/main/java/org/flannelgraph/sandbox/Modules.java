package org.flannelgraph.sandbox;

import java.util.Optional;

/** Kernel modules: whether one that did not load by itself could be had. */
record Modules(HostFiles files, Machine machine) {

  /**
   * What is missing, and what mends it, for a module that the kernel was just asked for and did not
   * have.
   *
   * @param subject what it would have been good for, as "geneve links"
   */
  Finding missing(Need need, String module, String subject) {
    String seen = "this kernel has no " + subject;
    if (!files.exists("/proc/modules")) {
      return need.no(seen, ""); // and it can't load any
    }
    String load = "sudo modprobe " + module;
    if (machine.container().isPresent()) {
      return need.no(seen, load + " # outside this container");
    }
    Optional<String> list = files.text("/lib/modules/" + machine.kernel() + "/modules.dep");
    if (list.isPresent()) {
      return list.get().contains("/" + module + ".ko")
          ? need.no("module " + module + " is there but was not loaded", load)
          : need.no(seen, packageWithMore());
    }
    return files.names("/lib/modules").isEmpty()
        ? need.no(seen, "")
        : need.no("the running kernel's modules are gone, as after an upgrade", "sudo reboot");
  }

  /** Ubuntu and Fedora keep the rarer modules in packages of their own. */
  private String packageWithMore() {
    String name = machine.distribution();
    if (name.startsWith("Ubuntu")) {
      return machine.packages().install("linux-modules-extra-" + machine.kernel());
    }
    if (name.startsWith("Fedora")) {
      return machine.packages().install("kernel-modules-" + machine.kernel());
    }
    return "";
  }
}
