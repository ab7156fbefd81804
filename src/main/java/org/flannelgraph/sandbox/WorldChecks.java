package org.flannelgraph.sandbox;

import static org.flannelgraph.linux.Libc.LIBC;
import static org.flannelgraph.sandbox.Need.*;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.flannelgraph.linux.Errno;
import org.flannelgraph.linux.KernelException;
import org.flannelgraph.linux.Libc;
import org.flannelgraph.linux.NamespaceThread;
import org.flannelgraph.linux.NetworkNamespace;

/** Everything that can be tried inside the private world, tried. */
record WorldChecks(HostFiles files, Machine machine) {
  /** include/linux/proc_ns.h: PROC_PID_INIT_INO, the machine's own PID namespace. */
  private static final String MACHINE_PIDS = "pid:[4026531836]";

  private static final long MS_RDONLY = 1;

  List<Finding> run() {
    List<Finding> found = new ArrayList<>();
    found.add(userNamespace());
    found.add(namespaces());
    try (NamespaceThread thread = new NamespaceThread()) {
      found.addAll(inside(thread, "doctor-" + ProcessHandle.current().pid()));
    }
    return found;
  }

  private List<Finding> inside(NamespaceThread thread, String name) {
    try (NetworkNamespace namespace = NetworkNamespace.create(thread, name)) {
      try {
        return inside(namespace);
      } finally {
        NetworkNamespace.delete(name);
      }
    } catch (KernelException refused) {
      return List.of(CAPABILITIES.no(refused));
    }
  }

  private List<Finding> inside(NetworkNamespace namespace) {
    List<Finding> found = new ArrayList<>();
    found.add(CAPABILITIES.yes("made a network namespace and gave it a name"));
    PacketChecks packets = new PacketChecks(files, machine, namespace);
    packets.start();
    found.addAll(new LinkChecks(files, machine, namespace.route()).run());
    found.addAll(mounts(Path.of("/run", namespace.name())));
    found.addAll(packets.finish());
    return found;
  }

  private Finding userNamespace() {
    if (files.lines("/proc/self/status").stream().anyMatch(line -> line.startsWith("Uid:\t0\t"))) {
      return USER_NAMESPACE.yes("not needed: started by root");
    }
    String own = files.link("/proc/self/ns/user").orElse("");
    String label = new AppArmor(files).label();
    return USER_NAMESPACE.yes(
        "made without root: " + own + (label.isEmpty() ? "" : ", AppArmor: " + label));
  }

  private Finding namespaces() {
    String pids = files.link("/proc/self/ns/pid").orElse("no PID namespace");
    String seen =
        files.link("/proc/self/ns/net").orElse("no network namespace")
            + ", "
            + files.link("/proc/self/ns/mnt").orElse("no mount namespace")
            + ", "
            + pids;
    return pids.equals(MACHINE_PIDS)
        ? NAMESPACES.no(seen + " is the machine's own", "")
        : NAMESPACES.yes(seen);
  }

  /** Mounts in the private mount namespace, under a folder of the private /run. */
  private List<Finding> mounts(Path folder) {
    try {
      Files.createDirectory(folder);
      Path target = Files.createDirectory(folder.resolve("target"));
      Files.createDirectory(folder.resolve("upper"));
      Files.createDirectory(folder.resolve("work"));
      try {
        return List.of(proc(target), sys(target), overlay(folder, target));
      } finally {
        remove(folder);
      }
    } catch (IOException refused) {
      String seen = "could not make folders under " + folder + ": " + refused.getMessage();
      return List.of(MOUNT_PROC.untried(seen), MOUNT_SYS.untried(seen), OVERLAY.untried(seen));
    }
  }

  private static Finding proc(Path target) {
    return mount("proc", target, 0, "")
        .map(errno -> MOUNT_PROC.no("could not mount a new one: " + errno, ""))
        .orElseGet(() -> MOUNT_PROC.yes("mounted anew"));
  }

  /** Where the machine's own is read-only, as in containers, a new one can only be that too. */
  private static Finding sys(Path target) {
    Optional<Errno> refused = mount("sysfs", target, 0, "");
    if (refused.isEmpty()) {
      return MOUNT_SYS.yes("mounted anew");
    }
    return mount("sysfs", target, MS_RDONLY, "")
        .map(errno -> MOUNT_SYS.no("could not mount a new one: " + errno, ""))
        .orElseGet(() -> MOUNT_SYS.limited("can only be mounted read-only", ""));
  }

  private Finding overlay(Path folder, Path target) {
    for (String lower : List.of("/etc", "/var/lib")) {
      String options =
          "lowerdir=%s,upperdir=%s,workdir=%s"
              .formatted(lower, folder.resolve("upper"), folder.resolve("work"));
      Optional<Errno> refused = mount("overlay", target, 0, options);
      if (refused.filter(Errno.ENODEV::equals).isPresent()) {
        return new Modules(files, machine).missing(OVERLAY, "overlay", "overlay file system");
      }
      if (refused.isPresent()) {
        return OVERLAY.no("could not lay one over " + lower + ": " + refused.get(), "");
      }
    }
    return OVERLAY.yes("laid over /etc and /var/lib");
  }

  /** Mounts and unmounts; the error if it could not be mounted. */
  private static Optional<Errno> mount(String type, Path target, long flags, String options) {
    if (LIBC.mount(type, target.toString(), type, flags, options) < 0) {
      return Optional.of(Errno.last());
    }
    LIBC.umount2(target.toString(), Libc.MNT_DETACH);
    return Optional.empty();
  }

  /** The overlay leaves a folder of its own in the work folder. */
  private static void remove(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      for (Path inside : list(folder)) {
        remove(inside);
      }
    }
    Files.delete(folder);
  }

  private static List<Path> list(Path folder) throws IOException {
    try (var paths = Files.list(folder)) {
      return paths.toList();
    }
  }
}
