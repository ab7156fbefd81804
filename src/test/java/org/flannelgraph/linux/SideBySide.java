package org.flannelgraph.linux;

import static org.flannelgraph.linux.Libc.LIBC;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lets labs whose namespaces have the same names stand at once, so that what takes the kernel its
 * time, such as duplicate address detection, passes for all of them together. A lab that stands is
 * put aside: its namespaces get other names, and theirs are free for the next one.
 */
public final class SideBySide implements AutoCloseable {
  private static final Path NAMES = Path.of("/run/netns");
  private static final String PREFIX = "aside";

  private final List<Aside> all = new ArrayList<>();

  /** A lab that was put aside. */
  public static final class Aside {
    private final String prefix;
    private final Collection<String> names;
    private final Runnable close;
    private @Nullable KernelState settled;

    private Aside(String prefix, Collection<String> names, Runnable close) {
      this.prefix = prefix;
      this.names = names;
      this.close = close;
    }

    /** Its state now, told by the names that it had. */
    public KernelState state() {
      return byOldNames(KernelState.of(newNames()));
    }

    /** Its state now, and every feature of every device; that takes its time. */
    public KernelState stateWithOffloads() {
      return byOldNames(KernelState.withOffloads(newNames()));
    }

    private List<String> newNames() {
      return names.stream().map(name -> prefix + name).toList();
    }

    private KernelState byOldNames(KernelState state) {
      return new KernelState(
          state.lines().stream().map(line -> line.replace(prefix, "")).sorted().toList());
    }

    /** Its state once it changes no more; looked at once. */
    public synchronized KernelState settled() {
      if (settled == null) {
        settled = KernelState.settled(this::state);
      }
      return settled;
    }
  }

  /**
   * Puts a lab aside.
   *
   * @param names of its namespaces
   * @param close takes it away in the end, and must bear with it that its names are gone
   */
  public Aside put(Collection<String> names, Runnable close) {
    Aside aside = new Aside(PREFIX + all.size() + ".", names, close);
    all.add(aside);
    names.forEach(name -> rename(name, aside.prefix + name));
    return aside;
  }

  private static void rename(String from, String to) {
    Path file = NAMES.resolve(to);
    try {
      Files.createFile(file);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    String old = NAMES.resolve(from).toString();
    if (LIBC.mount(old, file.toString(), "none", Libc.MS_BIND, "") < 0) {
      throw new KernelException("mount " + old + " on " + file, Errno.last());
    }
    NetworkNamespace.delete(from);
  }

  /** Whether a namespace is of a lab that was put aside. */
  public static boolean isAside(String name) {
    return name.startsWith(PREFIX);
  }

  @Override
  public void close() {
    for (Aside aside : all.reversed()) {
      aside.names.forEach(name -> NetworkNamespace.delete(aside.prefix + name));
      aside.close.run();
    }
  }
}
