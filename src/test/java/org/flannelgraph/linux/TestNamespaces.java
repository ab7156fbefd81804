package org.flannelgraph.linux;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Fresh network namespaces for one test, deleted by close. */
public final class TestNamespaces implements AutoCloseable {
  private final NamespaceThread thread = new NamespaceThread();
  private final List<NetworkNamespace> namespaces = new ArrayList<>();

  /** Makes one, with lo up. */
  public NetworkNamespace add(String name) {
    NetworkNamespace namespace = NetworkNamespace.create(thread, name);
    namespaces.add(namespace);
    Shell.sh("ip -n " + name + " link set lo up");
    return namespace;
  }

  /** One that was made before. */
  public NetworkNamespace open(String name) {
    return namespaces.stream()
        .filter(namespace -> namespace.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** Deletes one before the test's end. */
  public void delete(NetworkNamespace namespace) {
    namespaces.remove(namespace);
    namespace.close();
    NetworkNamespace.delete(namespace.name());
  }

  /** The thread that enters them. */
  public NamespaceThread thread() {
    return thread;
  }

  /**
   * Waits for a condition.
   *
   * @throws AssertionError if it has not come true after 30 seconds
   */
  public static void await(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + 30_000_000_000L;
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("waited in vain: " + what);
      }
      Thread.onSpinWait();
    }
  }

  @Override
  public void close() {
    List.copyOf(namespaces).forEach(this::delete);
    thread.close();
  }
}
