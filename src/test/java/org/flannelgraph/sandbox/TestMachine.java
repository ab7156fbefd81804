package org.flannelgraph.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;

/** Another machine: a folder with what that machine's files would say. */
final class TestMachine {
  private final Path root;
  private final Map<String, String> environment = new TreeMap<>(Map.of("PATH", "/usr/bin"));

  TestMachine(Path root) {
    this.root = root;
    file("/proc/self/mountinfo", "22 1 254:1 / / rw,relatime - ext4 /dev/vda1 rw");
    file("/proc/self/ns/user", "");
    file("/proc/self/ns/net", "");
    user(1000, "0000000000000000");
  }

  static TestMachine ubuntu(Path root) {
    return new TestMachine(root)
        .file("/proc/sys/kernel/osrelease", "6.8.0-45-generic\n")
        .file(
            "/etc/os-release",
            """
            PRETTY_NAME="Ubuntu 24.04.1 LTS"
            NAME="Ubuntu"
            VERSION_ID="24.04"
            ID=ubuntu
            ID_LIKE=debian
            """);
  }

  /** As docker 27 shows it to a process in a container of its default kind. */
  static TestMachine docker(Path root) {
    return ubuntu(root)
        .file("/.dockerenv", "")
        .file(
            "/proc/self/mountinfo",
            """
            675 575 0:61 / / rw,relatime - overlay overlay rw,lowerdir=/var/lib/docker/overlay2/l/A
            676 675 0:64 / /proc rw,nosuid,nodev,noexec,relatime - proc proc rw
            691 675 254:1 /var/lib/docker/containers/0f/hostname /etc/hostname rw - ext4 /dev/vda1 rw
            576 676 0:64 /bus /proc/bus ro,nosuid,nodev,noexec,relatime - proc proc rw
            577 676 0:64 /fs /proc/fs ro,nosuid,nodev,noexec,relatime - proc proc rw
            581 676 0:66 / /proc/acpi ro,relatime - tmpfs tmpfs ro
            582 676 0:62 /null /proc/kcore rw,nosuid - tmpfs tmpfs rw,size=65536k,mode=755
            """);
  }

  TestMachine file(String path, String text) {
    try {
      Path file = root.resolve(path.substring(1));
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
      return this;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  TestMachine without(String path) {
    try {
      Files.delete(root.resolve(path.substring(1)));
      return this;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  TestMachine program(String path) {
    file(path, "");
    try {
      Files.setPosixFilePermissions(
          root.resolve(path.substring(1)), PosixFilePermissions.fromString("rwxr-xr-x"));
      return this;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  TestMachine user(int uid, String capabilities) {
    String ids = "\t" + uid + "\t" + uid + "\t" + uid + "\t" + uid;
    return file(
        "/proc/self/status",
        "Name:\tjava\nUid:" + ids + "\nGid:" + ids + "\nCapEff:\t" + capabilities + "\n");
  }

  TestMachine variable(String name, String value) {
    environment.put(name, value);
    return this;
  }

  HostFiles files() {
    return new HostFiles(root);
  }

  Map<String, String> environment() {
    return environment;
  }

  Machine machine() {
    return Machine.of(files(), environment);
  }

  Programs programs() {
    return new Programs(files(), environment);
  }
}
