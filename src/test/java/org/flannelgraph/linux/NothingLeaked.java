package org.flannelgraph.linux;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.DatagramChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * Demands that a test of the kernel leaves nothing behind: no descriptor, no thread, no name under
 * /run/netns, no thread in another network namespace than the process. What a test class itself
 * holds from its {@code @BeforeAll} to its {@code @AfterAll} is not counted against its tests, but
 * must be gone after the last one.
 *
 * <p>It skips the class where there is no private world to make namespaces in.
 */
public final class NothingLeaked
    implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {
  private static final Namespace STORE = Namespace.create(NothingLeaked.class);
  private static final Path NAMES = Path.of("/run/netns");

  /** What the JVM opens for itself when it likes: its class path, its own files. */
  private static final Pattern JVM_FILE =
      Pattern.compile(
          ".*\\.jar|.*/lib/modules|.*\\.so[.0-9]*( \\(deleted\\))?|/dev/u?random|/proc/.*");

  /** Threads that the JVM starts when it likes and keeps. */
  private static final Pattern JVM_THREAD =
      Pattern.compile(
          "process reaper.*|ForkJoinPool.*|.*Cleaner.*|Attach Listener|Signal Dispatcher"
              + "|Reference Handler|Finalizer|Notification Thread|junit-.*|VirtualThread-.*"
              + "|C[12] CompilerThread.*");

  private final Duration patience;

  /** For {@code @ExtendWith}. */
  public NothingLeaked() {
    this(Duration.ofSeconds(10));
  }

  /**
   * With another patience.
   *
   * @param patience how long a thread that was told to end may take to be gone
   */
  NothingLeaked(Duration patience) {
    this.patience = patience;
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    assumeTrue(
        "1".equals(System.getenv("FLANNELGRAPH_SANDBOX")),
        "no private world: a test of the kernel makes namespaces only inside one");
    warmUp();
    context.getStore(STORE).put("all", Holdings.now());
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    context.getStore(STORE).put("each", Holdings.now());
  }

  @Override
  public void afterEach(ExtensionContext context) {
    demandNothingNew(
        Objects.requireNonNull(context.getStore(STORE).remove("each", Holdings.class)));
  }

  @Override
  public void afterAll(ExtensionContext context) {
    Holdings before = context.getStore(STORE).remove("all", Holdings.class);
    if (before != null) { // null where the class was skipped
      demandNothingNew(before);
    }
  }

  /** What is loaded or started at its first use, and kept for good, is no leak. */
  private static void warmUp() {
    Errno.EINVAL.text();
    try {
      DatagramChannel.open().close(); // the JDK keeps a pair of sockets with which it closes others
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private void demandNothingNew(Holdings before) {
    long deadline = System.nanoTime() + patience.toNanos();
    List<String> leaks;
    do {
      leaks = Holdings.now().since(before);
      if (leaks.isEmpty()) {
        return;
      }
      LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
    } while (System.nanoTime() < deadline);
    throw new AssertionError("left behind: " + String.join(", ", leaks));
  }

  /**
   * What this process holds.
   *
   * @param foreign threads in another network namespace than the process, as {@code THREAD in
   *     NAMESPACE}
   */
  private record Holdings(
      List<String> descriptors, Set<Thread> threads, Set<String> names, List<String> foreign) {
    static Holdings now() {
      Set<Thread> threads = new HashSet<>(Thread.getAllStackTraces().keySet());
      threads.removeIf(thread -> JVM_THREAD.matcher(thread.getName()).matches());
      return new Holdings(
          list(Path.of("/proc/self/fd"), Holdings::target).stream()
              .filter(target -> !JVM_FILE.matcher(target).matches())
              .toList(),
          threads,
          Files.isDirectory(NAMES)
              ? Set.copyOf(list(NAMES, name -> name.getFileName().toString()))
              : Set.of(),
          foreigners());
    }

    private static List<String> foreigners() {
      String home = target(Path.of("/proc/self/ns/net"));
      return list(
              Path.of("/proc/self/task"),
              task -> "thread " + task.getFileName() + " in " + target(task.resolve("ns/net")))
          .stream()
          .filter(task -> !task.endsWith(home) && !task.endsWith(" "))
          .toList();
    }

    /** What is held now and was not held then, in words. */
    List<String> since(Holdings before) {
      List<String> leaks = new ArrayList<>();
      added(before.descriptors, descriptors).forEach(it -> leaks.add("descriptor of " + it));
      added(before.threads, threads).forEach(it -> leaks.add("thread '" + it.getName() + "'"));
      added(before.names, names).forEach(it -> leaks.add("namespace " + NAMES.resolve(it)));
      leaks.addAll(foreign);
      return leaks;
    }

    private static <T> List<T> added(Collection<T> before, Collection<T> now) {
      List<T> added = new ArrayList<>(now);
      before.forEach(added::remove);
      return added;
    }

    private static List<String> list(Path folder, Function<Path, String> name) {
      try (Stream<Path> entries = Files.list(folder)) {
        return entries.map(name).toList();
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      }
    }

    /** Where a link of /proc leads; empty if what it stood for has just gone. */
    private static String target(Path link) {
      try {
        return Files.readSymbolicLink(link).toString();
      } catch (NoSuchFileException gone) {
        return "";
      } catch (IOException failed) {
        if (Files.notExists(link)) {
          return "";
        }
        throw new UncheckedIOException(failed);
      }
    }
  }
}
