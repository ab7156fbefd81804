package org.flannelgraph.traffic;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.flannelgraph.address.Addresses;
import org.flannelgraph.linux.Errno;
import org.flannelgraph.linux.InternetSocket;
import org.flannelgraph.linux.SocketError;

/** Makes a TCP connection, each from a port of its own, and ends it in order. */
final class StreamSender implements Sender {
  private static final int BUFFER = 16 * 1024;

  /** How long the other side's FIN is waited for, which does not change what came of the probe. */
  private static final int MOST_MILLIS_TO_END = 500;

  /** What is said on a connection once it stands. */
  private interface Talk {
    ProbeResult hold(InternetSocket socket, Attempt attempt);
  }

  private final int port;
  private final Talk talk;

  private StreamSender(int port, Talk talk) {
    this.port = port;
    this.talk = talk;
  }

  static StreamSender of(Probe.Tcp probe) {
    return new StreamSender(probe.port(), (socket, attempt) -> attempt.answered("connected"));
  }

  static StreamSender of(Probe.Http probe) {
    return new StreamSender(probe.port(), (socket, attempt) -> get(probe, socket, attempt));
  }

  @Override
  public ProbeResult send(Attempt attempt) {
    attempt.remotePort(port);
    try (InternetSocket socket =
        InternetSocket.open(attempt.from(), InternetSocket.Kind.TCP, attempt.ipv6())) {
      socket.queueErrors();
      attempt.begin();
      Optional<Errno> refusal = socket.connect(attempt.to(), port);
      if (refusal.isPresent()) {
        return attempt.failed(refusal.get());
      }
      attempt.local(socket.local());
      if (!awaitConnected(socket, attempt)) {
        return attempt.timedOut();
      }
      refusal = socket.takeError();
      if (refusal.isPresent()) {
        return failed(socket, refusal.get(), attempt);
      }
      ProbeResult result = talk.hold(socket, attempt);
      end(socket, attempt);
      return result;
    }
  }

  private static boolean awaitConnected(InternetSocket socket, Attempt attempt) {
    int millis = attempt.millisLeft();
    while (millis > 0) {
      if (socket.awaitSendable(millis)) {
        return true;
      }
      millis = attempt.millisLeft();
    }
    return false;
  }

  private static ProbeResult failed(InternetSocket socket, Errno errno, Attempt attempt) {
    Optional<SocketError> error = socket.nextError();
    if (error.isPresent()) {
      return attempt.failed(error.get());
    }
    if (errno.equals(Errno.ECONNREFUSED)) {
      return attempt.refused();
    }
    return errno.equals(Errno.ECONNRESET)
        ? attempt.failed("connection reset before the end of the answer")
        : attempt.failed(errno);
  }

  /** Sends a FIN and reads to the other side's: to close with bytes unread would send an RST. */
  private static void end(InternetSocket socket, Attempt attempt) {
    socket.shutdownOutput();
    ByteBuffer rest = ByteBuffer.allocateDirect(BUFFER);
    long unread = HttpReply.MOST_BYTES;
    int end = Math.max(0, attempt.millisLeft() - MOST_MILLIS_TO_END);
    int millis = attempt.millisLeft();
    while (millis > end && unread > 0) {
      int received = socket.receive(rest);
      if (received == -Errno.EAGAIN.number()) {
        socket.await(millis - end);
      } else if (received <= 0) {
        return;
      }
      unread -= Math.max(0, received);
      millis = attempt.millisLeft();
    }
  }

  private static ProbeResult get(Probe.Http probe, InternetSocket socket, Attempt attempt) {
    Optional<Errno> refusal = socket.send(request(probe, attempt));
    if (refusal.isPresent()) {
      return failed(socket, refusal.get(), attempt);
    }
    HttpReply reply = new HttpReply();
    ByteBuffer bytes = ByteBuffer.allocateDirect(BUFFER);
    int millis = attempt.millisLeft();
    while (millis > 0) {
      int received = socket.receive(bytes);
      if (received == -Errno.EAGAIN.number()) {
        socket.await(millis);
      } else if (received < 0) {
        return failed(socket, new Errno(-received), attempt);
      } else if (received == 0 || reply.add(bytes.limit(received))) {
        return reply.text().map(attempt::answered).orElseGet(() -> attempt.failed(reply.fault()));
      }
      millis = attempt.millisLeft();
    }
    return attempt.timedOut(reply.isEmpty() ? "no answer" : "no end of the answer");
  }

  private static ByteBuffer request(Probe.Http probe, Attempt attempt) {
    String address = Addresses.format(attempt.to());
    String host = attempt.ipv6() ? "[" + address + "]" : address;
    byte[] request =
        ("GET "
                + probe.path()
                + " HTTP/1.1\r\nHost: "
                + (probe.port() == 80 ? host : host + ":" + probe.port())
                + "\r\nUser-Agent: flannelgraph\r\nAccept: */*\r\nConnection: close\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocateDirect(request.length).put(request).flip();
  }
}
