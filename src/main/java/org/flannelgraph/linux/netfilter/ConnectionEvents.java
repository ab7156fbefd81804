package org.flannelgraph.linux.netfilter;

import java.util.Collection;
import java.util.Optional;
import org.flannelgraph.linux.KernelException;
import org.flannelgraph.linux.NetworkNamespace;
import org.flannelgraph.linux.netlink.Reply;
import org.flannelgraph.linux.netlink.Request;

/**
 * Hears of the connections of several namespaces as {@code conntrack -E} does: that they begin,
 * change their state, and end. Only what the kernel tracks is told; see {@link Conntrack}.
 */
public final class ConnectionEvents implements AutoCloseable {
  private static final int NFNLGRP_CONNTRACK_NEW = 1;
  private static final int NFNLGRP_CONNTRACK_UPDATE = 2;
  private static final int NFNLGRP_CONNTRACK_DESTROY = 3;
  private static final int ROOM = 4 << 20;

  /** What has become of a connection. */
  public enum Kind {
    NEW,
    UPDATE,
    DESTROY
  }

  /**
   * An event.
   *
   * @param namespace its name
   */
  public record Event(String namespace, Kind kind, Connection connection) {}

  /** Who is told, on one thread. */
  public interface Listener {
    void heard(Event event);

    /** The kernel had to throw events of this namespace away: list its connections anew. */
    void lost(String namespace);

    /** It has ended because of this; nothing more will be told. */
    void failed(RuntimeException cause);
  }

  private final NetfilterEvents events;

  private ConnectionEvents(NetfilterEvents events) {
    this.events = events;
  }

  /**
   * Starts to hear.
   *
   * @throws KernelException if the kernel refuses
   */
  public static ConnectionEvents start(Collection<NetworkNamespace> namespaces, Listener listener) {
    return new ConnectionEvents(
        NetfilterEvents.start(
            "conntrack-events",
            namespaces,
            new Receiver(listener),
            ROOM,
            NFNLGRP_CONNTRACK_NEW,
            NFNLGRP_CONNTRACK_UPDATE,
            NFNLGRP_CONNTRACK_DESTROY));
  }

  private record Receiver(Listener listener) implements NetfilterEvents.Listener {
    @Override
    public void heard(String namespace, Reply message) {
      kind(message)
          .flatMap(kind -> Connection.find(message).map(found -> new Event(namespace, kind, found)))
          .ifPresent(listener::heard);
    }

    @Override
    public void lost(String namespace) {
      listener.lost(namespace);
    }

    @Override
    public void failed(RuntimeException cause) {
      listener.failed(cause);
    }
  }

  private static Optional<Kind> kind(Reply message) {
    return switch (message.type()) {
      case Conntrack.CT_NEW ->
          Optional.of((message.flags() & Request.NLM_F_CREATE) != 0 ? Kind.NEW : Kind.UPDATE);
      case Conntrack.CT_DELETE -> Optional.of(Kind.DESTROY);
      default -> Optional.empty();
    };
  }

  /** Ends it; the listener is told nothing more once this has returned. */
  @Override
  public void close() {
    events.close();
  }
}
