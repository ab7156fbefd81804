package org.flannelgraph.sandbox;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.flannelgraph.linux.Descriptor;
import org.flannelgraph.linux.Poll;
import org.flannelgraph.linux.Terminal;
import org.flannelgraph.linux.UnixSocket;
import org.flannelgraph.linux.UnixSocket.Message;

/** Asks a running session for something, with this process's own standard streams. */
public final class SessionClient {
  private static final List<Integer> OWN_STREAMS = List.of(0, 1, 2);

  /** How often a new size of the window is looked for, and how long the last output is awaited. */
  private static final int TURN_MILLIS = 100;

  private SessionClient() {}

  /** Whether standard input and output are a terminal, so that a program is to have one too. */
  public static boolean hasTerminal() {
    return Terminal.is(0) && Terminal.is(1);
  }

  /**
   * Sends a request and waits until it is done.
   *
   * @throws org.flannelgraph.linux.KernelException if the session is gone
   */
  public static Reply ask(Path socket, Request request) {
    try (UnixSocket connection = UnixSocket.connect(socket)) {
      if (!request.terminal()) {
        connection.send(SessionServer.encode(request), OWN_STREAMS);
        return reply(connection);
      }
      try (Terminal.Pair pair = Terminal.open()) {
        return inTerminal(connection, request, pair);
      }
    }
  }

  private static Reply reply(UnixSocket connection) {
    Optional<Message> message = connection.receive();
    return message.map(SessionServer::decode).orElse(new Reply(1, "the session has ended"));
  }

  private static Reply inTerminal(UnixSocket connection, Request request, Terminal.Pair pair) {
    Terminal own = Terminal.of(0);
    Terminal theirs = Terminal.of(pair.near().number());
    theirs.resize(own.size());
    int far = pair.far().number();
    connection.send(SessionServer.encode(request), List.of(far, far, far));
    pair.far().close();
    Runnable restore = own.raw();
    Thread atExit = new Thread(restore, "restore the terminal");
    Runtime.getRuntime().addShutdownHook(atExit);
    try {
      daemon("keys", () -> copy(Descriptor.standard(0), pair.near().output()));
      daemon("window size", () -> followSize(own, theirs));
      Thread screen = daemon("screen", () -> copy(pair.near(), Descriptor.standard(1).output()));
      Reply reply = reply(connection);
      awaitLastOutput(pair.near(), screen);
      return reply;
    } finally {
      restore.run();
    }
  }

  private static Thread daemon(String name, Runnable work) {
    return Thread.ofPlatform().daemon().name(name).start(work);
  }

  private static void copy(Descriptor from, OutputStream to) {
    ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 16);
    byte[] bytes = new byte[1 << 16];
    try {
      for (int length = from.read(buffer); length > 0; length = from.read(buffer)) {
        buffer.get(0, bytes, 0, length);
        to.write(bytes, 0, length);
      }
    } catch (IOException closed) {
      // The other end went away, and with it the reason to copy.
    }
  }

  /** A JVM hears nothing of SIGWINCH; asking the terminal costs a microsecond. */
  private static void followSize(Terminal own, Terminal theirs) {
    long last = own.size();
    try {
      while (true) {
        Thread.sleep(TURN_MILLIS);
        long now = own.size();
        if (now != last) {
          theirs.resize(now);
          last = now;
        }
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * What the program printed last may still be on its way; a job it left behind may go on for ever.
   */
  private static void awaitLastOutput(Descriptor near, Thread screen) {
    Poll poll = new Poll(List.of(near.number()));
    try {
      while (screen.isAlive() && !poll.await(0).isEmpty()) {
        screen.join(TURN_MILLIS / 10);
      }
      screen.join(TURN_MILLIS / 10);
    } catch (InterruptedException impossible) {
      Thread.currentThread().interrupt();
    }
  }
}
