package org.flannelgraph.linux.operation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.flannelgraph.linux.Errno;
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

  /** What the kernel says of a link, file or entry, route, address that is not there. */
  private static final List<Errno> GONE =
      List.of(Errno.ENODEV, Errno.ENOENT, Errno.ESRCH, Errno.EADDRNOTAVAIL);

  private final NamespaceThread thread = new NamespaceThread();
  private final Map<String, NetworkNamespace> namespaces = new ConcurrentHashMap<>();
  private final Map<String, Map<String, Integer>> indexes = new HashMap<>();

  /** nft takes 8 ms a call, most of it its own start: several run beside the netlink work. */
  private final ExecutorService nft =
      Executors.newFixedThreadPool(2, Thread.ofPlatform().daemon().name("nft-", 0).factory());

  /** What nft was given and has not done yet, by the table that it is about. */
  private final Map<String, Future<?>> pending = new LinkedHashMap<>();

  /** Runs no operation yet; its threads are started in the namespace of the process. */
  public Kernel() {
    nft.execute(() -> {}); // so that no thread of the pool is ever started from a namespace
    nft.execute(() -> {});
  }

  /**
   * Runs operations in order. Taking back what is gone already is no failure.
   *
   * @param done hears of each one that changed something, also of those that take back what was
   *     done before a failure
   * @throws OperationException naming the one that failed, after those before it were taken back
   */
  public void run(Collection<Operation> operations, Consumer<Operation> done) {
    thread.roam(
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
    indexes.clear(); // somebody may have made links anew by hand
    List<Operation> done = new ArrayList<>(operations.size());
    for (Operation operation : operations) {
      try {
        if (changes(operation)) {
          done.add(operation);
          heard.accept(operation);
        }
      } catch (NftFailure refused) {
        throw failure(refused.operation, refused.cause, done, heard);
      } catch (RuntimeException refused) {
        throw failure(operation, refused, done, heard);
      }
    }
    try {
      settle();
    } catch (NftFailure refused) {
      throw failure(refused.operation, refused.cause, done, heard);
    }
  }

  /** Runs an operation; false if it takes back what is gone already, by somebody's hand. */
  private boolean changes(Operation operation) {
    try {
      operation.run(this);
      return true;
    } catch (KernelException refused) {
      if (operation instanceof Undo && GONE.stream().anyMatch(refused::is)) {
        return false;
      }
      throw refused;
    }
  }

  private OperationException failure(
      Operation failed, RuntimeException refused, List<Operation> done, Consumer<Operation> heard) {
    done.remove(failed); // nft's refusal comes after it was counted as done
    return new OperationException(failed, refused, takeBack(done, heard));
  }

  /** Takes back what was done; what could not be taken back, in words. */
  private List<String> takeBack(List<Operation> done, Consumer<Operation> heard) {
    List<String> left = new ArrayList<>();
    for (Operation operation : done.reversed()) {
      try {
        boolean isChange = changes(operation.undo());
        settle();
        if (isChange) {
          heard.accept(operation.undo());
        }
      } catch (KernelException refused) {
        left.add(String.valueOf(refused.getMessage()));
      } catch (NftFailure refused) {
        left.add(String.valueOf(refused.cause.getMessage()));
      }
    }
    return left;
  }

  /** Waits for the nftables transactions that still run, and forgets them. */
  private void settle() {
    Optional<NftFailure> failure = Optional.empty();
    for (String table : List.copyOf(pending.keySet())) {
      try {
        settle(table);
      } catch (NftFailure refused) {
        failure = failure.or(() -> Optional.of(refused));
      }
    }
    if (failure.isPresent()) {
      throw failure.get();
    }
  }

  private void settle(String table) {
    Future<?> transaction = pending.remove(table);
    if (transaction == null) {
      return;
    }
    try {
      transaction.get();
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

  /** Has nft carry out one transaction about one table, after those before it about the same. */
  void nft(Operation operation, String table, String json) {
    NetworkNamespace namespace = namespace(operation.namespace());
    String key = operation.namespace() + "/" + table;
    settle(key);
    pending.put(
        key,
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
    settle(); // nft enters it by its name
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

  /** Whether a namespace or link of this lab is there. */
  public boolean holds(KernelObject object) {
    NetworkNamespace namespace = namespaces.get(object.namespace());
    return namespace != null
        && object
            .device()
            .map(name -> lookUpRequest(object.namespace(), name))
            .map(request -> namespace.route().lookUp(request).found().isPresent())
            .orElse(true);
  }

  /** All namespaces of this lab; one may be closed by the time it is used. */
  public Collection<NetworkNamespace> opened() {
    return List.copyOf(namespaces.values());
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

  /** Takes all namespaces away, and with them all that is in them. */
  @Override
  public void close() {
    nft.shutdownNow();
    namespaces.forEach(
        (name, namespace) -> {
          namespace.close();
          try {
            NetworkNamespace.delete(name);
          } catch (KernelException gone) {
            // Somebody took its name away by hand.
          }
        });
    namespaces.clear();
    thread.close();
  }
}
