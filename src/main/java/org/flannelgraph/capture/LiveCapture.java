package org.flannelgraph.capture;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.flannelgraph.linux.Epoll;
import org.flannelgraph.linux.Errno;
import org.flannelgraph.linux.KernelException;
import org.flannelgraph.linux.NetworkNamespace;
import org.flannelgraph.linux.PacketMessages;
import org.flannelgraph.linux.route.Change;
import org.flannelgraph.linux.route.Dump;
import org.flannelgraph.linux.route.Link;
import org.jspecify.annotations.Nullable;

/**
 * Captures on every interface of a set of namespaces, as interfaces come and go.
 *
 * <p>One packet socket is bound to each interface, and one thread waits for all of them and moves
 * their frames into a bounded ring, from which one other thread takes them with {@link #next}.
 * Nobody waits for a slow taker: what finds no room is dropped and counted, as is what the kernel
 * dropped, at its interface ({@link #statistics}) and in the next frame that made it ({@link
 * Frame#droppedBefore}).
 *
 * <p>It changes nothing that it watches: no interface becomes promiscuous. A frame that crosses a
 * veth is seen going out at one end and coming in at the other; on a loopback device, where each
 * frame goes out and comes in again, it is seen once, coming in. Frames are handed out in order of
 * time as far as they were read together; nobody waits for a frame that may have been earlier. Our own
 * control traffic is netlink, which is no frame on any interface, so there is none to leave out.
 */
public final class LiveCapture implements AutoCloseable {
  private static final int RING_FRAMES = 1 << 16;
  private static final int KERNEL_BUFFER = 2 << 20;

  /** An interface by what never changes: its namespace's name and its ifindex there. */
  private record Key(String namespace, int index) {}

  private final CaptureOptions options;
  private final FilterCompiler filter;
  private final Epoll epoll = new Epoll();
  private final FrameRing ring;
  private final PacketMessages messages;
  private final FrameCursor frame = new FrameCursor(CaptureInterface.ethernet("", "", 0));
  private final Thread thread;

  private final Map<Long, Tap> taps = new ConcurrentHashMap<>();
  private final Queue<Long> leaving = new ConcurrentLinkedQueue<>();
  private volatile boolean closed;
  private volatile @Nullable KernelException failure;

  /** Guarded by this object. */
  private final Map<Key, Long> tokens = new HashMap<>();

  /** What was counted at interfaces that are gone. Guarded by this object. */
  private final Map<CaptureInterface, CaptureStatistics> gone = new LinkedHashMap<>();

  private long lastToken;

  private LiveCapture(CaptureOptions options, FilterCompiler filter) {
    this.options = options;
    this.filter = filter;
    ring = new FrameRing(RING_FRAMES, options.bufferBytes());
    boolean whole = options.snapLength() == 0;
    messages = new PacketMessages(whole ? PacketMessages.LONGEST_FRAME : options.snapLength());
    thread = Thread.ofPlatform().daemon().name("capture").unstarted(this::run);
  }

  /**
   * Starts capturing on all interfaces that these namespaces have.
   *
   * @throws InvalidFilterException if libpcap does not understand the filter
   * @throws KernelException if a socket is refused, as without CAP_NET_RAW
   */
  public static LiveCapture start(Collection<NetworkNamespace> namespaces, CaptureOptions options) {
    LiveCapture capture = new LiveCapture(options, new FilterCompiler(options.filter()));
    capture.thread.start();
    try {
      namespaces.forEach(capture::follow);
    } catch (RuntimeException refused) {
      capture.close();
      throw refused;
    }
    return capture;
  }

  /**
   * Captures on all interfaces that a namespace has now: on new ones too, no longer on those that
   * are gone. To be called when a namespace joins, or when something may have changed there.
   */
  public void follow(NetworkNamespace namespace) {
    List<Link> links = Dump.links(namespace.route());
    Set<Integer> there = links.stream().map(Link::index).collect(Collectors.toSet());
    synchronized (this) {
      tokens.keySet().stream()
          .filter(key -> key.namespace.equals(namespace.name()) && !there.contains(key.index))
          .toList()
          .forEach(key -> linkRemoved(namespace.name(), key.index));
      links.forEach(link -> linkAdded(namespace, link.index(), link.name()));
    }
  }

  /**
   * Hears what a {@link org.flannelgraph.linux.Monitor} of the namespace heard: interfaces that
   * come, go, or change their names; what concerns none is passed over.
   */
  public void follow(NetworkNamespace namespace, Change change) {
    if (change.object() instanceof Link link) {
      if (change.gone()) {
        linkRemoved(namespace.name(), link.index());
      } else {
        linkAdded(namespace, link.index(), link.name());
      }
    }
  }

  /**
   * Hears of an interface that is there, new or under a new name (RTM_NEWLINK). One that is
   * captured from already goes on.
   */
  public synchronized void linkAdded(NetworkNamespace namespace, int index, String device) {
    if (closed || !namespace.isOpen()) {
      return;
    }
    Key key = new Key(namespace.name(), index);
    Tap old = taps.get(tokens.getOrDefault(key, 0L));
    if (old != null && !old.isGone()) {
      if (!old.where().device().equals(device)) {
        old.rename(device);
      }
      return;
    }
    linkRemoved(namespace.name(), index);
    try {
      open(key, Tap.open(namespace, index, device, options, filter, KERNEL_BUFFER));
    } catch (KernelException refused) {
      if (!refused.is(Errno.ENODEV)) { // gone again since somebody saw it
        throw refused;
      }
    }
  }

  private void open(Key key, Tap tap) {
    long token = ++lastToken;
    try {
      taps.put(token, tap);
      epoll.add(tap.descriptor(), token);
      tap.start();
      tokens.put(key, token);
    } catch (KernelException refused) {
      taps.remove(token);
      tap.close();
      throw refused;
    }
  }

  /** Hears of an interface that is gone (RTM_DELLINK). What it has still to tell is read first. */
  public synchronized void linkRemoved(String namespace, int index) {
    Long token = tokens.remove(new Key(namespace, index));
    if (token != null) {
      leaving.add(token);
      epoll.wake();
    }
  }

  /** Hears of a namespace that is gone, with all its interfaces. */
  public synchronized void namespaceRemoved(String namespace) {
    tokens.keySet().stream()
        .filter(key -> key.namespace.equals(namespace))
        .toList()
        .forEach(key -> linkRemoved(namespace, key.index));
  }

  private void run() {
    try {
      while (!closed) {
        round(epoll.await(-1));
      }
    } catch (KernelException broken) {
      failure = broken;
      ring.close();
    }
  }

  /** Moves what frames the ready sockets have, at most 64 of each, so that all get their turn. */
  private void round(int ready) {
    for (int i = 0; i < ready; i++) {
      long token = epoll.token(i);
      Tap tap = taps.get(token);
      if (tap != null && tap.read(messages, ring) == 0 && tap.isGone()) {
        leaving.add(token);
      }
    }
    for (Long token = leaving.poll(); token != null; token = leaving.poll()) {
      leave(token);
    }
    ring.publish();
  }

  private void leave(long token) {
    Tap tap = taps.get(token);
    if (tap == null) {
      return;
    }
    while (tap.read(messages, ring) > 0) {
      ring.publish();
    }
    synchronized (this) {
      epoll.remove(tap.descriptor());
      tap.close();
      taps.remove(token);
      tokens.values().remove(token);
      CaptureStatistics last = tap.statistics();
      gone.merge(last.where(), last, LiveCapture::plus);
    }
  }

  private static CaptureStatistics plus(CaptureStatistics one, CaptureStatistics other) {
    return new CaptureStatistics(
        one.where(), one.received() + other.received(), one.dropped() + other.dropped());
  }

  /**
   * Steps to the next frame; the one before it is given up. One thread calls this.
   *
   * @param patience the longest wait
   * @return false if no frame came, or the capture is closed and its last frame was taken
   * @throws KernelException if the kernel ended the capture, after the last frame
   */
  public boolean next(Duration patience) {
    if (ring.take(frame, patience.toNanos())) {
      return true;
    }
    KernelException broken = failure;
    if (broken != null) {
      throw new KernelException("the capture has ended: " + broken.getMessage(), broken);
    }
    return false;
  }

  /** The frame that the last {@link #next} stepped to, valid until the next. */
  public Frame frame() {
    return frame;
  }

  /** Whether it still captures: it was not closed, and the kernel has not ended it. */
  public boolean isOpen() {
    return !closed && failure == null;
  }

  /**
   * What was counted since the start at each interface, those that are gone included. Drops are
   * those of the kernel and those for want of room in the ring.
   */
  public synchronized List<CaptureStatistics> statistics() {
    Map<CaptureInterface, CaptureStatistics> sum = new LinkedHashMap<>(gone);
    for (Tap tap : taps.values()) {
      CaptureStatistics now = tap.statistics();
      sum.merge(now.where(), now, LiveCapture::plus);
    }
    return List.copyOf(sum.values());
  }

  /** The interfaces that are captured from now. */
  public List<CaptureInterface> interfaces() {
    List<CaptureInterface> interfaces = new ArrayList<>();
    taps.values().forEach(tap -> interfaces.add(tap.where()));
    return interfaces;
  }

  /** Stops capturing. Frames that are in the ring can still be taken. */
  @Override
  public void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
    }
    epoll.wake();
    try {
      thread.join();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    synchronized (this) {
      taps.values().forEach(Tap::close); // they stay, to tell what was counted
      epoll.close();
    }
    ring.close();
  }
}
