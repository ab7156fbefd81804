package org.flannelgraph.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.flannelgraph.linux.Child;
import org.flannelgraph.linux.Child.Streams;
import org.flannelgraph.linux.Descriptor;
import org.flannelgraph.linux.KernelException;
import org.flannelgraph.linux.UnixSocket;
import org.flannelgraph.linux.UnixSocket.Message;

/**
 * Takes requests for a running session, from processes of the same user outside: they can't enter
 * its namespaces with its rights, so they send their standard streams here, and what is started for
 * them inherits the session's rights. Who hangs up has what was started for him ended.
 */
public final class SessionServer implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int BAD_INPUT = 2;
  private static final int MACHINE_CANNOT = 3;
  private static final int GRACE_MILLIS = 1000;

  /** What a session does for others. */
  public interface Host {
    /**
     * The command that runs a program in a place.
     *
     * @throws IllegalArgumentException in words for the user, if there is no such place
     */
    List<String> inPlace(String place, List<String> program, String directory);

    /** Carries out a command of this program; its exit code. */
    int run(Request request, Descriptor output, Descriptor error);
  }

  private final UnixSocket listener;
  private final Host host;

  private SessionServer(UnixSocket listener, Host host) {
    this.listener = listener;
    this.host = host;
  }

  /** Starts to take requests in this session's folder. */
  public static SessionServer start(Host host) {
    SessionServer server =
        new SessionServer(UnixSocket.listen(Register.socketIn(Register.ownFolder())), host);
    Thread.ofPlatform().daemon().name("requests").start(server::acceptAll);
    return server;
  }

  private void acceptAll() {
    while (true) {
      try {
        UnixSocket connection = listener.accept();
        Thread.ofPlatform().daemon().name("request").start(() -> serve(connection));
      } catch (KernelException closed) {
        return;
      }
    }
  }

  private void serve(UnixSocket connection) {
    try (connection) {
      Optional<Message> message = connection.receive();
      if (message.isPresent()) {
        Reply reply = answer(connection, message.get());
        connection.send(JSON.writeValueAsString(reply), List.of());
      }
    } catch (KernelException | JsonProcessingException goneOrGarbled) {
      // Whoever asked has hung up or does not speak our language; there is nobody to tell.
    }
  }

  private Reply answer(UnixSocket connection, Message message) throws JsonProcessingException {
    List<Descriptor> streams = message.descriptors();
    try {
      Request request = JSON.readValue(message.text(), Request.class);
      if (streams.size() != 3) {
        return new Reply(BAD_INPUT, "a request comes with three streams");
      }
      return switch (request.kind()) {
        case COMMAND -> new Reply(host.run(request, streams.get(1), streams.get(2)), "");
        case PROCESS -> runProcess(connection, request, streams);
      };
    } catch (IllegalArgumentException refused) {
      return new Reply(BAD_INPUT, String.valueOf(refused.getMessage()));
    } catch (KernelException | UncheckedIOException refused) {
      return new Reply(MACHINE_CANNOT, String.valueOf(refused.getMessage()));
    } finally {
      streams.forEach(Descriptor::close);
    }
  }

  private Reply runProcess(UnixSocket connection, Request request, List<Descriptor> streams) {
    List<String> words = request.arguments();
    List<String> command =
        host.inPlace(words.getFirst(), words.subList(1, words.size()), request.directory());
    Child child =
        Child.start(
            command,
            Place.environment(request.environment()),
            new Streams(streams.get(0).number(), streams.get(1).number(), streams.get(2).number()),
            request.terminal());
    // So that a terminal or pipe closes when its last user inside ends.
    streams.forEach(Descriptor::close);
    CountDownLatch ended = new CountDownLatch(1);
    Thread.ofPlatform().daemon().name("hang-up").start(() -> endOnHangUp(connection, child, ended));
    int code = child.await();
    ended.countDown();
    return new Reply(code, "");
  }

  private static void endOnHangUp(UnixSocket connection, Child child, CountDownLatch ended) {
    connection.receive(); // nothing more is said; it ends when the other side hangs up
    if (ended.getCount() > 0) {
      child.signalGroup(Child.SIGHUP);
      child.signalGroup(Child.SIGTERM);
      try {
        if (!ended.await(GRACE_MILLIS, TimeUnit.MILLISECONDS)) {
          child.signalGroup(Child.SIGKILL);
        }
      } catch (InterruptedException impossible) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public void close() {
    listener.close();
  }

  static String encode(Request request) {
    try {
      return JSON.writeValueAsString(request);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  static Reply decode(Message message) {
    try {
      return JSON.readValue(message.text(), Reply.class);
    } catch (JsonProcessingException garbled) {
      return new Reply(BAD_INPUT, "the session's answer makes no sense: " + message.text());
    }
  }
}
