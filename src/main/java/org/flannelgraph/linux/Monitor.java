package org.flannelgraph.linux;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.flannelgraph.linux.netlink.EventSocket;
import org.flannelgraph.linux.netlink.EventSocket.Outcome;
import org.flannelgraph.linux.netlink.NetlinkSocket;
import org.flannelgraph.linux.netlink.Reply;
import org.flannelgraph.linux.route.Change;
import org.flannelgraph.linux.route.NamespaceId;

/**
 * Hears every change to the links, addresses, routes, rules, neighbours, FDB entries and forwarding
 * sysctls of the namespaces that it watches, through one socket and on one thread, which is also
 * the only one on which its listener is called.
 *
 * <p>What the kernel does not tell, and a listener must know:
 *
 * <ul>
 *   <li>IPv4 routes that go because a link goes down or away, or because their preferred source is
 *       taken away, go in silence; so do the flags of a next hop whose link loses its carrier.
 *   <li>A tunnel's FDB entry that replaces another is told, the replaced one's end is not.
 *   <li>A veth's end is told before it has its peer, and not again when it has one.
 *   <li>When a link moves to another namespace, its veth peer and the macvlans above it are not
 *       told to lead elsewhere now.
 *   <li>A tunnel that moves brings its FDB along untold.
 *   <li>What net.ipv4.conf.default hands on to links is not told of the links.
 *   <li>Of a link that is down the alias and the length of the queue change in silence; proxies for
 *       neighbours come and go in silence.
 *   <li>A neighbour that is being asked for for the first time (INCOMPLETE) is not told, nor that a
 *       stale one is used again (DELAY).
 * </ul>
 */
public final class Monitor implements AutoCloseable {
  /** Groups of linux/rtnetlink.h: links (1), neighbours and FDB entries (3), and so on. */
  private static final int[] GROUPS = {
    1, // RTNLGRP_LINK
    3, // RTNLGRP_NEIGH
    5, // RTNLGRP_IPV4_IFADDR
    7, // RTNLGRP_IPV4_ROUTE
    8, // RTNLGRP_IPV4_RULE
    9, // RTNLGRP_IPV6_IFADDR
    11, // RTNLGRP_IPV6_ROUTE
    19, // RTNLGRP_IPV6_RULE
    24, // RTNLGRP_IPV4_NETCONF
    25, // RTNLGRP_IPV6_NETCONF
    28 // RTNLGRP_NSID
  };

  /** The room for events that is asked for by itself: more than most kernels give. */
  public static final int ROOM = 64 << 20;

  /** So many messages at most are handed over together. */
  private static final int BATCH = 4096;

  /** So many are received before other work has its turn, however many more wait. */
  private static final int MOST_AT_ONCE = 1 << 20;

  private static final long LONGEST_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** What was heard. */
  public sealed interface Event {
    /** The name of the namespace in which it happened. */
    String namespace();

    /** An object is there, was changed, or is gone. */
    record Changed(String namespace, Change change) implements Event {}

    /** The namespace has given an id to another one, or has taken one back. */
    record Ids(String namespace) implements Event {}

    /** The kernel has removed the namespace; it is watched no more. */
    record Gone(String namespace) implements Event {}
  }

  /** Who is told, on the monitor's thread. */
  public interface Listener {
    /** What has happened, in order; never empty. */
    void heard(List<Event> events);

    /**
     * The kernel had to throw events away: what is known of every namespace must be asked for anew.
     * Events that are told later happened later, or are repeated.
     */
    void lost();

    /** The monitor has ended because of this; nothing more will be told. */
    void failed(RuntimeException cause);
  }

  private record Watched(NetworkNamespace namespace, int id) {}

  private final Listener listener;
  private final NetlinkSocket home;
  private final EventSocket events;
  private final Wakeup wakeup;
  private final Thread thread;
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private volatile boolean closed;

  /** By name and by id; the monitor's thread alone uses them. */
  private final Map<String, Watched> watched = new HashMap<>();

  private final Map<Integer, String> names = new HashMap<>();

  private Monitor(Listener listener, NetlinkSocket home, EventSocket events, Wakeup wakeup) {
    this.listener = listener;
    this.home = home;
    this.events = events;
    this.wakeup = wakeup;
    this.thread = Thread.ofPlatform().daemon().name("monitor").unstarted(this::run);
  }

  /**
   * Starts a monitor that watches no namespace yet. Its socket and thread are born in the namespace
   * of the calling thread, which must be that of the process.
   *
   * @throws KernelException if the kernel refuses
   */
  public static Monitor start(Listener listener) {
    return start(listener, ROOM);
  }

  /**
   * The same.
   *
   * @param room for events that wait, in bytes; the kernel may give less
   */
  public static Monitor start(Listener listener, int room) {
    NetlinkSocket home = NetlinkSocket.route();
    try {
      EventSocket events = EventSocket.route(room, GROUPS);
      try {
        Monitor monitor = new Monitor(listener, home, events, new Wakeup());
        monitor.thread.start();
        return monitor;
      } catch (KernelException refused) {
        events.close();
        throw refused;
      }
    } catch (KernelException refused) {
      home.close();
      throw refused;
    }
  }

  /**
   * Watches a namespace from now on, until it or the monitor is gone. Dump its tables after this,
   * not before: what happens in between is then told.
   */
  public void watch(NetworkNamespace namespace) {
    call(
        () -> {
          int id = NamespaceId.assign(home, namespace.descriptor());
          // An id that another namespace has left behind may be given anew while that one's last
          // events still wait: they are told before the id stands for this one.
          drain();
          watched.put(namespace.name(), new Watched(namespace, id));
          names.put(id, namespace.name());
          return id;
        });
  }

  /** Watches a namespace no longer. */
  public void forget(String name) {
    call(
        () -> {
          Watched gone = watched.remove(name);
          return gone == null ? "" : names.remove(gone.id);
        });
  }

  /**
   * The numbers by which a watched namespace calls other watched ones, with their names. Only on
   * the monitor's thread.
   */
  public Map<Integer, String> ids(String namespace) {
    Watched target = watched.get(namespace);
    Map<Integer, String> ids = new HashMap<>();
    if (target != null) {
      NamespaceId.ofTarget(home, target.id)
          .forEach(
              (there, here) -> {
                String name = names.get(here);
                if (name != null) {
                  ids.put(there, name);
                }
              });
    }
    return ids;
  }

  /** The number by which the monitor's namespace calls a watched one. Only on its thread. */
  public OptionalInt id(String namespace) {
    Watched target = watched.get(namespace);
    return target == null ? OptionalInt.empty() : OptionalInt.of(target.id);
  }

  /**
   * Does work on the monitor's thread, once all that the kernel has told so far is told on. Whoever
   * made a change before finds it told.
   *
   * @throws KernelException if the monitor is closed
   */
  public <T> T sync(Callable<T> work) {
    return call(
        () -> {
          drain();
          return work.call();
        });
  }

  private <T> T call(Callable<T> work) {
    if (Thread.currentThread() == thread) {
      return callHere(work);
    }
    CompletableFuture<T> result = new CompletableFuture<>();
    tasks.add(() -> complete(result, work));
    wakeup.wake();
    if (closed) {
      refuseTasks(); // the thread may have looked for the last time before this came
    }
    try {
      return result.join();
    } catch (CompletionException failed) {
      throw failed.getCause() instanceof RuntimeException cause ? cause : failed;
    }
  }

  private <T> void complete(CompletableFuture<T> result, Callable<T> work) {
    if (closed) {
      result.completeExceptionally(new KernelException("the monitor is closed"));
      return;
    }
    try {
      result.complete(callHere(work));
    } catch (RuntimeException failed) {
      result.completeExceptionally(failed);
    }
  }

  private static <T> T callHere(Callable<T> work) {
    try {
      return work.call();
    } catch (RuntimeException failed) {
      throw failed;
    } catch (Exception failed) {
      throw new KernelException(String.valueOf(failed.getMessage()), failed);
    }
  }

  private void run() {
    Poll poll = new Poll(List.of(wakeup.descriptor(), events.descriptor()));
    try {
      while (!closed) {
        if (tasks.isEmpty()) {
          poll.await(-1);
        }
        runTasks();
        drain();
      }
    } catch (RuntimeException failed) {
      closed = true;
      listener.failed(failed);
    } finally {
      closed = true;
      refuseTasks();
    }
  }

  private void runTasks() {
    wakeup.clear();
    for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
      task.run();
    }
  }

  private void refuseTasks() {
    closed = true;
    for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
      task.run();
    }
  }

  /** Tells on all that waits. */
  private void drain() {
    List<Event> heard = new ArrayList<>();
    boolean lost = false;
    Outcome outcome = Outcome.SOME;
    for (int i = 0; i < MOST_AT_ONCE && outcome != Outcome.NOTHING && !closed; i++) {
      boolean useless = lost; // all of it will be asked for anew
      outcome = events.receive((id, message) -> take(id, message, useless, heard));
      lost |= outcome == Outcome.LOST;
      if (heard.size() >= BATCH) {
        tell(heard);
      }
    }
    tell(heard);
    if (lost && !closed) {
      resync();
    }
  }

  private void tell(List<Event> heard) {
    if (!heard.isEmpty() && !closed) {
      listener.heard(List.copyOf(heard));
      heard.clear();
    }
  }

  private void take(int id, Reply message, boolean useless, List<Event> heard) {
    String name = names.get(id);
    boolean aboutIds =
        message.type() == NamespaceId.RTM_NEWNSID || message.type() == NamespaceId.RTM_DELNSID;
    if (id == EventSocket.OWN_NAMESPACE && message.type() == NamespaceId.RTM_DELNSID) {
      String gone = names.remove(NamespaceId.of(message));
      if (gone != null) {
        watched.remove(gone);
        heard.add(new Event.Gone(gone));
      }
    } else if (name != null && aboutIds) {
      heard.add(new Event.Ids(name));
    } else if (name != null && !useless) {
      Change.of(message).ifPresent(change -> heard.add(new Event.Changed(name, change)));
    }
  }

  /**
   * Has everything asked for anew. Whoever changes the kernel faster than it can be dumped must not
   * keep this thread dumping: it rests twice as long as the last dump took, a second at most.
   */
  private void resync() {
    long start = System.nanoTime();
    List<Event> gone = new ArrayList<>();
    for (Watched one : List.copyOf(watched.values())) {
      if (!isThere(one)) {
        watched.remove(one.namespace.name());
        names.remove(one.id);
        gone.add(new Event.Gone(one.namespace.name()));
      }
    }
    if (!gone.isEmpty()) {
      listener.heard(gone);
    }
    listener.lost();
    long pause = Math.min(LONGEST_PAUSE_NANOS, 2 * (System.nanoTime() - start));
    long end = System.nanoTime() + pause;
    Poll poll = new Poll(List.of(wakeup.descriptor()));
    long left = pause;
    while (!closed && tasks.isEmpty() && left > 0) {
      poll.await((int) TimeUnit.NANOSECONDS.toMillis(left) + 1);
      wakeup.clear();
      left = end - System.nanoTime();
    }
  }

  private boolean isThere(Watched one) {
    try {
      return NamespaceId.find(home, one.namespace.descriptor()).orElse(-1) == one.id;
    } catch (KernelException closedOrGone) {
      return false;
    }
  }

  /** Ends the monitor; its listener is told nothing more once this has returned. */
  @Override
  public void close() {
    closed = true;
    wakeup.wake();
    if (Thread.currentThread() != thread) {
      boolean interrupted = false;
      while (thread.isAlive()) {
        try {
          thread.join();
        } catch (InterruptedException later) {
          interrupted = true;
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
    events.close();
    home.close();
    wakeup.close();
  }
}
