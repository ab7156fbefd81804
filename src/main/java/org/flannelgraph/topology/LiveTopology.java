package org.flannelgraph.topology;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.flannelgraph.linux.Errno;
import org.flannelgraph.linux.KernelException;
import org.flannelgraph.linux.Monitor;
import org.flannelgraph.linux.Monitor.Event;
import org.flannelgraph.linux.NetworkNamespace;
import org.flannelgraph.linux.route.Change;
import org.flannelgraph.linux.route.Link;

/**
 * Follows the kernel: a {@link Topology} that is always of now. Anybody reads; the thread of its
 * monitor alone makes new versions. What happens together becomes one version.
 */
public final class LiveTopology implements AutoCloseable {
  /** So many versions are kept: minutes of a quiet lab, and the last second of a busy one. */
  private static final int VERSIONS = 512;

  /** Whoever changes a table without pause may interrupt so many series of dumps. */
  private static final int MOST_TRIES = 20;

  private static final List<String> SYSCTLS =
      List.of(
          "net.bridge.bridge-nf-call-arptables",
          "net.bridge.bridge-nf-call-ip6tables",
          "net.bridge.bridge-nf-call-iptables");

  /** Who is told of new versions, on the monitor's thread: hand over and return. */
  public interface Listener {
    /** One version took another's place. */
    void changed(Topology before, Topology now);
  }

  private record Watched(NetworkNamespace namespace, Tables tables) {}

  private final History history;
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();
  private final Map<String, Watched> watched = new TreeMap<>();
  private final Monitor monitor;
  private volatile Optional<RuntimeException> failure = Optional.empty();
  private final AtomicLong resyncs = new AtomicLong();

  private LiveTopology(int versions, int room) {
    history = new History(versions);
    monitor = Monitor.start(new Follower(), room);
  }

  /**
   * Starts to follow, no namespace yet. To be called in the network namespace of the process.
   *
   * @throws KernelException if the kernel refuses
   */
  public static LiveTopology start() {
    return start(VERSIONS, Monitor.ROOM);
  }

  /** The same, with other bounds on the versions that are kept and the events that may wait. */
  static LiveTopology start(int versions, int room) {
    return new LiveTopology(versions, room);
  }

  /** The version of now. */
  public Topology current() {
    return history.current();
  }

  /**
   * The version of now, once all is told that the kernel has told so far. Whoever changed the
   * kernel before finds the change in it.
   *
   * @throws RuntimeException why it ended, if it did
   */
  public Topology sync() {
    failure.ifPresent(
        cause -> {
          throw cause;
        });
    return monitor.sync(history::current);
  }

  /**
   * The version that held then.
   *
   * @return empty if it is no longer kept, or was before the first
   */
  public Optional<Topology> at(Instant time) {
    return history.at(time);
  }

  /** The versions that are kept, oldest first. */
  public List<Topology> versions() {
    return history.all();
  }

  /** How often the kernel told that it could not tell all, and all was asked for anew. */
  public long resyncs() {
    return resyncs.get();
  }

  /** Why it follows no more, if that is so. */
  public Optional<RuntimeException> failure() {
    return failure;
  }

  /** Has a listener told from now on. */
  public void listen(Listener listener) {
    listeners.add(listener);
  }

  /** Has a listener told no more. */
  public void unlisten(Listener listener) {
    listeners.remove(listener);
  }

  /**
   * Follows these namespaces from now on, each until it is gone; when this returns they are in the
   * version of now. They remain the caller's to close.
   */
  public void watch(Collection<NetworkNamespace> namespaces) {
    // Sysctls are read by entering, on the thread that may, and that may be this very one: not by
    // the monitor's, or each could wait for the other.
    Map<NetworkNamespace, Map<String, String>> sysctls = new HashMap<>();
    boolean bridges = Files.isDirectory(Path.of("/proc/sys/net/bridge"));
    namespaces.forEach(it -> sysctls.put(it, bridges ? sysctls(it) : Map.of()));
    monitor.sync(
        () -> {
          try {
            watchHere(namespaces, sysctls);
          } catch (RuntimeException refused) {
            namespaces.forEach(it -> forgetHere(it.name()));
            throw refused;
          }
          return true;
        });
  }

  private static Map<String, String> sysctls(NetworkNamespace namespace) {
    Map<String, String> values = new HashMap<>();
    for (String key : SYSCTLS) {
      try {
        values.put(key, namespace.sysctl(key));
      } catch (KernelException refused) {
        if (!refused.is(Errno.ENOENT)) {
          throw refused;
        }
      }
    }
    return values;
  }

  /** Follows a namespace no longer; it is in the versions from now on no more. */
  public void forget(String name) {
    monitor.sync(
        () -> {
          forgetHere(name);
          return true;
        });
  }

  /** Only on the monitor's thread, as all below. */
  private void forgetHere(String name) {
    monitor.forget(name);
    watched.remove(name);
    publish(Set.of(name));
  }

  private void watchHere(
      Collection<NetworkNamespace> namespaces, Map<NetworkNamespace, Map<String, String>> sysctls) {
    Set<String> touched = new TreeSet<>();
    for (NetworkNamespace namespace : namespaces) {
      String name = namespace.name();
      monitor.watch(namespace); // before the first dump, so that nothing falls in between
      Tables tables = new Tables(name, monitor.id(name), sysctls.getOrDefault(namespace, Map.of()));
      watched.put(name, new Watched(namespace, tables));
      touched.add(name);
    }
    touched.forEach(this::dump);
    watched.forEach(
        (name, one) -> {
          if (one.tables.hasUnknownIds()) { // it may be one of the new ones
            one.tables.noteIds();
            touched.add(name);
          }
        });
    publish(touched);
  }

  /** Dumps a namespace; one that is closed meanwhile stays as it was until it is told gone. */
  private void dump(String name) {
    Watched one = watched.get(name);
    if (one != null) {
      ask(one, () -> one.tables.dump(one.namespace.route()));
    }
  }

  private static void ask(Watched one, Runnable question) {
    for (int attempt = 1; ; attempt++) {
      try {
        question.run();
        return;
      } catch (KernelException refused) {
        if (!one.namespace.isOpen()) {
          return;
        }
        if (attempt == MOST_TRIES) {
          throw refused;
        }
      }
    }
  }

  /** Makes a version in which these namespaces are as they are now, if that differs at all. */
  private void publish(Set<String> touched) {
    Topology before = history.current();
    TreeMap<String, Namespace> namespaces = new TreeMap<>(before.namespaces());
    boolean differs = false;
    for (String name : touched) {
      Watched one = watched.get(name);
      if (one == null) {
        differs |= namespaces.remove(name) != null;
      } else {
        Namespace now = now(one);
        differs |= !now.equals(namespaces.put(name, now));
      }
    }
    if (differs) {
      Topology next = new Topology(before.version() + 1, Instant.now(), namespaces);
      history.add(next);
      listeners.forEach(listener -> listener.changed(before, next));
    }
  }

  private Namespace now(Watched one) {
    if (one.tables.needRefresh()) {
      ask(one, () -> one.tables.refresh(one.namespace.route()));
    }
    Namespace now = one.tables.snapshot(Optional.empty());
    return one.tables.needIds() ? one.tables.snapshot(Optional.of(monitor.ids(now.name()))) : now;
  }

  /** What the monitor tells. */
  private final class Follower implements Monitor.Listener {
    @Override
    public void heard(List<Event> events) {
      Set<String> touched = new TreeSet<>();
      for (Event event : events) {
        Watched one = watched.get(event.namespace());
        if (one == null) {
          continue;
        }
        touched.add(event.namespace());
        switch (event) {
          case Event.Changed(String namespace, Change change) -> {
            one.tables.apply(change);
            if (change.gone() && change.object() instanceof Link link) {
              noteLeft(namespace, link.index(), touched);
            }
          }
          case Event.Ids _ -> one.tables.noteIds();
          case Event.Gone gone -> {
            watched.remove(gone.namespace());
            watched.forEach((name, other) -> forget(gone.namespace(), name, other, touched));
          }
        }
      }
      publish(touched);
    }

    private void noteLeft(String namespace, int index, Set<String> touched) {
      watched.forEach(
          (name, other) -> {
            if (other.tables.noteLowerLeft(namespace, index)) {
              touched.add(name);
            }
          });
    }

    private void forget(String gone, String name, Watched other, Set<String> touched) {
      if (other.tables.calls(gone)) {
        other.tables.noteIds();
        touched.add(name);
      }
    }

    @Override
    public void lost() {
      resyncs.incrementAndGet();
      Set<String> all = new TreeSet<>(watched.keySet());
      all.forEach(LiveTopology.this::dump);
      publish(all);
    }

    @Override
    public void failed(RuntimeException cause) {
      failure = Optional.of(cause);
    }
  }

  @Override
  public void close() {
    monitor.close();
  }
}
