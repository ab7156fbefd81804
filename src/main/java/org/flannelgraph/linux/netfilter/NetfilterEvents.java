package org.flannelgraph.linux.netfilter;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.flannelgraph.linux.Epoll;
import org.flannelgraph.linux.KernelException;
import org.flannelgraph.linux.NetworkNamespace;
import org.flannelgraph.linux.netlink.EventSocket;
import org.flannelgraph.linux.netlink.EventSocket.Outcome;
import org.flannelgraph.linux.netlink.Reply;

/**
 * Hears what netfilter tells in several namespaces: a socket in each, one thread for all. nfnetlink
 * tells only its own namespace, so one socket for all, as rtnetlink has it, would need ids for
 * them.
 */
final class NetfilterEvents implements AutoCloseable {
  /** So many messages of a namespace are taken before the others have their turn. */
  private static final int MOST_AT_ONCE = 1024;

  /** Who is told, on the thread that receives. */
  interface Listener {
    void heard(String namespace, Reply message);

    /** The kernel had to throw messages of this namespace away. */
    void lost(String namespace);

    /** It has ended because of this; nothing more will be told. */
    void failed(RuntimeException cause);
  }

  private record Ear(String namespace, EventSocket socket) {}

  private final List<Ear> ears = new ArrayList<>();
  private final Listener listener;
  private final Epoll epoll;
  private final Thread thread;
  private volatile boolean closed;

  private NetfilterEvents(String name, Listener listener) {
    this.listener = listener;
    this.epoll = new Epoll();
    this.thread = Thread.ofPlatform().daemon().name(name).unstarted(this::run);
  }

  /**
   * Starts to hear.
   *
   * @param name of the thread
   * @param room for the messages of each namespace that wait, in bytes
   * @param groups NFNLGRP_ numbers
   * @throws KernelException if the kernel refuses
   */
  static NetfilterEvents start(
      String name,
      Collection<NetworkNamespace> namespaces,
      Listener listener,
      int room,
      int... groups) {
    NetfilterEvents events = new NetfilterEvents(name, listener);
    try {
      for (NetworkNamespace namespace : namespaces) {
        EventSocket socket = namespace.inside(() -> EventSocket.netfilter(room, groups));
        events.ears.add(new Ear(namespace.name(), socket));
        events.epoll.add(socket.descriptor(), events.ears.size() - 1);
      }
      events.thread.start();
      return events;
    } catch (RuntimeException refused) {
      events.release();
      throw refused;
    }
  }

  private void run() {
    try {
      while (!closed) {
        int ready = epoll.await(-1);
        for (int i = 0; i < ready && !closed; i++) {
          receive(ears.get((int) epoll.token(i)));
        }
      }
    } catch (RuntimeException failed) {
      listener.failed(failed);
    }
  }

  private void receive(Ear ear) {
    Outcome outcome = Outcome.SOME;
    for (int i = 0; i < MOST_AT_ONCE && outcome != Outcome.NOTHING && !closed; i++) {
      outcome = ear.socket.receive((_, message) -> listener.heard(ear.namespace, message));
      if (outcome == Outcome.LOST) {
        listener.lost(ear.namespace);
      }
    }
  }

  private void release() {
    ears.forEach(ear -> ear.socket.close());
    epoll.close();
  }

  /** Ends it; the listener is told nothing more once this has returned. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    epoll.wake();
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
    release();
  }
}
