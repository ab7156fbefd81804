package org.flannelgraph.traffic;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.flannelgraph.traffic.ModelCheck.Result;

/** Proves checks with TCP connections to listeners of its own, which answer whom they saw. */
final class TcpProof {
  /** The first retransmission of a SYN comes after one second (RFC 6298), the next after three. */
  private static final int PATIENCE_MILLIS = 1800;

  /** At once: pods that all talk at once would fill the machine's table of neighbours. */
  private static final int AT_ONCE = 128;

  private final Places places;

  TcpProof(Places places) {
    this.places = places;
  }

  List<Result> prove(List<ModelCheck> checks) {
    Map<String, Service> listeners = new HashMap<>();
    Semaphore turns = new Semaphore(AT_ONCE);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      places.names().forEach(name -> listeners.put(name, listen(name)));
      List<Result> results = new ArrayList<>(checks.size());
      for (int next = 0; next < checks.size(); next += Places.MANY_CHECKS) {
        if (next > 0) {
          places.forgetNeighbours();
        }
        List<Callable<Result>> tasks =
            checks.subList(next, Math.min(checks.size(), next + Places.MANY_CHECKS)).stream()
                .<Callable<Result>>map(
                    check -> () -> proveInTurn(turns, check, port(listeners, check.to())))
                .toList();
        threads.invokeAll(tasks).stream().map(TcpProof::result).forEach(results::add);
      }
      return results;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while connections were tried", interrupted);
    } finally {
      listeners.values().forEach(Service::close);
    }
  }

  private Service listen(String name) {
    return Service.accept(places.namespace(name), 0, TcpProof::tellWhoYouAre);
  }

  /** Sends the 4 or 16 bytes of the client's address. */
  private static void tellWhoYouAre(SocketChannel connection) throws IOException {
    if (connection.getRemoteAddress() instanceof InetSocketAddress client) {
      connection.write(ByteBuffer.wrap(client.getAddress().getAddress()));
    }
  }

  private Result proveInTurn(Semaphore turns, ModelCheck check, int port)
      throws InterruptedException, IOException {
    turns.acquire();
    try {
      return prove(check, port);
    } finally {
      turns.release();
    }
  }

  private Result prove(ModelCheck check, int port) throws IOException {
    try (SocketChannel channel = Sockets.stream(places.namespace(check.from()))) {
      channel.socket().connect(new InetSocketAddress(check.destination(), port), PATIENCE_MILLIS);
      channel.socket().setSoTimeout(PATIENCE_MILLIS);
      InetAddress sent = channel.socket().getLocalAddress();
      byte[] seen = channel.socket().getInputStream().readAllBytes();
      return check.judge(
          Optional.of(sent),
          seen.length == 0 ? Optional.empty() : Optional.of(InetAddress.getByAddress(seen)),
          true,
          places.ownAddresses(check.from()));
    } catch (IOException refused) {
      return check.failed("no connection: " + refused.getMessage());
    }
  }

  private static int port(Map<String, Service> listeners, String name) {
    Service listener = listeners.get(name);
    return listener == null ? 0 : listener.port();
  }

  private static Result result(Future<Result> future) {
    try {
      return future.get();
    } catch (ExecutionException failed) {
      throw new IllegalStateException(failed.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }
}
