package org.flannelgraph.linux;

import static org.flannelgraph.linux.Libc.CLONE_NEWNET;
import static org.flannelgraph.linux.Libc.LIBC;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that enters network namespaces. It comes home when its work is done, not between
 * two visits, since work is mostly visit after visit. What runs on it must be raw calls: a thread,
 * a timer or a process that is started inside a namespace stays there for life.
 */
public final class NamespaceThread implements AutoCloseable {
  private final ExecutorService executor;
  private final Thread thread;
  private final Descriptor home;

  /** Where the thread is; null in a new namespace that has no descriptor yet. */
  private @Nullable Descriptor place;

  private int depth;
  private boolean roaming;

  /** Starts the thread in the namespace of the process. */
  public NamespaceThread() {
    executor =
        Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("namespaces").factory());
    home = Descriptor.open("/proc/self/ns/net", Libc.O_RDONLY);
    place = home;
    thread = first(executor);
  }

  /** Runs {@code visit} inside a namespace. */
  <T> T inside(Descriptor namespace, Callable<T> visit) {
    return call(
        () -> {
          Descriptor before = place;
          go(namespace);
          depth++;
          try {
            return visit.call();
          } finally {
            depth--;
            leave(before);
          }
        });
  }

  /** Runs {@code visit} inside a new namespace, which lives on only if something holds it. */
  <T> T insideNew(Callable<T> visit) {
    return call(
        () -> {
          if (LIBC.unshare(CLONE_NEWNET) < 0) {
            throw new KernelException("make a network namespace (unshare)", Errno.last());
          }
          place = null;
          try {
            return visit.call();
          } finally {
            leave(home);
          }
        });
  }

  private void leave(@Nullable Descriptor before) {
    if (before != null && (depth > 0 || !roaming)) {
      go(before);
    }
  }

  /**
   * Runs {@code work} on this thread, which goes from one namespace straight to the next and comes
   * home at the end: a system call less a visit.
   */
  public <T> T roam(Callable<T> work) {
    return call(
        () -> {
          roaming = true;
          try {
            return work.call();
          } finally {
            roaming = false;
            go(home);
          }
        });
  }

  /** Runs {@code work} on this thread; at once if this is that thread already. */
  public <T> T call(Callable<T> work) {
    try {
      return Thread.currentThread() == thread ? work.call() : await(executor.submit(work));
    } catch (RuntimeException failure) {
      throw failure;
    } catch (Exception failure) {
      throw new KernelException(String.valueOf(failure.getMessage()), failure);
    }
  }

  private static Thread first(ExecutorService executor) {
    try {
      return await(executor.submit(Thread::currentThread));
    } catch (Exception failure) {
      throw new KernelException("start the thread that enters namespaces", failure);
    }
  }

  private static <T> T await(Future<T> future) throws Exception {
    try {
      return future.get();
    } catch (ExecutionException failure) {
      throw failure.getCause() instanceof Exception cause ? cause : failure;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new KernelException("interrupted while in another namespace", interrupted);
    }
  }

  private void go(Descriptor namespace) {
    if (place == namespace) {
      return;
    }
    if (LIBC.setns(namespace.number(), CLONE_NEWNET) < 0) {
      throw new KernelException("enter a network namespace (setns)", Errno.last());
    }
    place = namespace;
  }

  @Override
  public void close() {
    executor.shutdownNow();
    home.close();
  }
}
