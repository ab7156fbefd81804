package org.flannelgraph.linux.operation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.flannelgraph.linux.KernelException;
import org.flannelgraph.linux.NamespaceThread;
import org.flannelgraph.linux.NetworkNamespace;
import org.flannelgraph.linux.Nft;
import org.flannelgraph.linux.netlink.Attributes;
import org.flannelgraph.linux.netlink.Request;
import org.flannelgraph.linux.route.Link;
import org.flannelgraph.linux.route.LinkAttributes;

/**
 * What runs operations: it holds the namespaces that they made, and knows links by name. One thread
 * at a time runs operations; namespaces may be looked up by any.
 */
public final class Kernel implements Resolver, AutoCloseable {
  /** IFLA_EXT_MASK: leave the counters out of a link's answer. */
  private static final int RTEXT_FILTER_SKIP_STATS = 8;

  private final NamespaceThread thread = new NamespaceThread();
  private final Map<String, NetworkNamespace> namespaces = new ConcurrentHashMap<>();
  private final Map<String, Map<String, Integer>> indexes = new HashMap<>();

  /** nft takes 8 ms a call, most of it its own start: several run beside the netlink work. */
  private final ExecutorService nft =
      Executors.newFixedThreadPool(2, Thread.ofPlatform().daemon().name("nft-", 0).factory());

  private final Deque<Future<?>> pending = new ArrayDeque<>();

  /** Runs no operation yet; its threads are started in the namespace of the process. */
  public Kernel() {
    nft.execute(() -> {}); // so that no thread of the pool is ever started from a namespace
    nft.execute(() -> {});
  }

  /**
   * Runs operations in order.
   *
   * @param done hears of each one that was done
   * @throws OperationException naming the one that failed, after those before it were taken back
   */
  public void run(Collection<Operation> operations, Consumer<Operation> done) {
    thread.call(
        () -> {
          runHere(operations, done);
          return true;
        });
  }

  /** Does work that visits many namespaces, on the thread that may. */
  public <T> T onNamespaceThread(Callable<T> work) {
    return thread.call(work);
  }

  /** On the thread that may enter namespaces, which saves handing each visit over. */
  private void runHere(Collection<Operation> operations, Consumer<Operation> heard) {
    List<Operation> done = new ArrayList<>(operations.size());
    for (Operation operation : operations) {
      try {
        operation.run(this);
        done.add(operation);
        heard.accept(operation);
      } catch (RuntimeException refused) {
        takeBack(done);
        throw new OperationException(operation, refused);
      }
    }
    try {
      settle();
    } catch (NftFailure refused) {
      takeBack(done);
      throw new OperationException(refused.operation, refused.cause);
    }
  }

  /** Takes back what can be; what is gone already does not keep the rest from going. */
  private void takeBack(List<Operation> done) {
    try {
      settle();
    } catch (NftFailure alsoRefused) {
      // The first failure is the one to report; this table is not there, which is what is wanted.
    }
    for (Operation operation : done.reversed()) {
      try {
        operation.undo().ifPresent(undo -> undo.run(this));
        settle();
      } catch (KernelException | NftFailure gone) {
        // Its namespace or link went away before it, and it with them.
      }
    }
  }

  /** Waits for the nftables transactions that still run. */
  private void settle() {
    while (!pending.isEmpty()) {
      try {
        pending.remove().get();
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw new KernelException("interrupted while nft ran", interrupted);
      } catch (ExecutionException failed) {
        if (failed.getCause() instanceof NftFailure failure) {
          throw failure;
        }
        throw new KernelException("nft: " + failed.getMessage(), failed);
      }
    }
  }

  /** A transaction that nft refused after the run had gone on. */
  private static final class NftFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Operation operation;
    private final transient KernelException cause;

    NftFailure(Operation operation, KernelException cause) {
      super(cause);
      this.operation = operation;
      this.cause = cause;
    }
  }

  void nft(Operation operation, String json) {
    NetworkNamespace namespace = namespace(operation.namespace());
    pending.add(
        nft.submit(
            () -> {
              try {
                Nft.run(namespace, json, operation.command());
              } catch (KernelException refused) {
                throw new NftFailure(operation, refused);
              }
            }));
  }

  void addNamespace(String name) {
    namespaces.put(name, NetworkNamespace.create(thread, name));
  }

  void deleteNamespace(String name) {
    namespace(name).close();
    namespaces.remove(name);
    indexes.remove(name);
    NetworkNamespace.delete(name);
  }

  /**
   * A namespace of this lab.
   *
   * @throws KernelException if there is none of that name
   */
  public NetworkNamespace namespace(String name) {
    NetworkNamespace namespace = namespaces.get(name);
    if (namespace == null) {
      throw new KernelException("there is no network namespace " + name);
    }
    return namespace;
  }

  /** The names of all namespaces. */
  public Collection<String> namespaces() {
    return List.copyOf(namespaces.keySet());
  }

  @Override
  public int namespaceDescriptor(String namespace) {
    return namespace(namespace).descriptor();
  }

  @Override
  public int index(String namespace, String device) {
    if (device.equals("lo")) {
      return 1;
    }
    return indexes
        .computeIfAbsent(namespace, name -> new HashMap<>())
        .computeIfAbsent(device, name -> lookUp(namespace, name));
  }

  private int lookUp(String namespace, String device) {
    return Link.of(namespace(namespace).route().ask(lookUpRequest(namespace, device)).getFirst())
        .index();
  }

  /** The question for one link by its name. */
  public static Request lookUpRequest(String namespace, String device) {
    return new Request(
        Link.RTM_GETLINK,
        0,
        new Link.Header(0, 0, 0, 0),
        new Attributes()
            .put(LinkAttributes.IFLA_IFNAME, device)
            .put(LinkAttributes.IFLA_EXT_MASK, RTEXT_FILTER_SKIP_STATS),
        Commands.ip(namespace, "link show " + device));
  }

  void forget(String namespace, String device) {
    indexes.getOrDefault(namespace, new HashMap<>()).remove(device);
  }

  @Override
  public void close() {
    nft.shutdownNow();
    namespaces.values().forEach(NetworkNamespace::close);
    thread.close();
  }
}
