package org.flannelgraph.linux;

import static org.flannelgraph.linux.Libc.CLONE_NEWNET;
import static org.flannelgraph.linux.Libc.LIBC;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The one thread that enters network namespaces. It comes home after each visit. What runs inside
 * must be raw calls: a thread, a timer or a process that is started there stays there for life.
 */
public final class NamespaceThread implements AutoCloseable {
  private final ExecutorService executor;
  private final Thread thread;
  private final Descriptor home;

  /** Starts the thread in the namespace of the process. */
  public NamespaceThread() {
    executor =
        Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("namespaces").factory());
    thread = call(Thread::currentThread);
    home = Descriptor.open("/proc/self/ns/net", Libc.O_RDONLY);
  }

  /** Runs {@code visit} inside a namespace and comes home. */
  <T> T inside(Descriptor namespace, Callable<T> visit) {
    return call(
        () -> {
          enter(namespace);
          try {
            return visit.call();
          } finally {
            enter(home);
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
          try {
            return visit.call();
          } finally {
            enter(home);
          }
        });
  }

  /** Runs {@code work} on this thread, at home; at once if this is that thread already. */
  public <T> T call(Callable<T> work) {
    try {
      return Thread.currentThread() == thread ? work.call() : await(executor.submit(work));
    } catch (RuntimeException failure) {
      throw failure;
    } catch (Exception failure) {
      throw new KernelException(String.valueOf(failure.getMessage()), failure);
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

  private static void enter(Descriptor namespace) {
    if (LIBC.setns(namespace.number(), CLONE_NEWNET) < 0) {
      throw new KernelException("enter a network namespace (setns)", Errno.last());
    }
  }

  @Override
  public void close() {
    executor.shutdownNow();
    home.close();
  }
}
