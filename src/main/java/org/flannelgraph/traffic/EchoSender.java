package org.flannelgraph.traffic;

import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.flannelgraph.linux.Errno;
import org.flannelgraph.linux.IcmpSocket;
import org.flannelgraph.linux.IcmpSocket.Echo;
import org.flannelgraph.linux.NetworkNamespace;
import org.flannelgraph.linux.SocketError;

/** Sends echo requests of one identifier, each on a raw socket of its own. */
final class EchoSender implements Sender {
  private final Probe.Icmp probe;

  /** Tells our echoes from those of somebody else in the same namespace. */
  private final int identifier = ThreadLocalRandom.current().nextInt(1, 0x10000);

  private final long token = ThreadLocalRandom.current().nextLong();

  EchoSender(Probe.Icmp probe) {
    this.probe = probe;
  }

  @Override
  public ProbeResult send(Attempt attempt) {
    NetworkNamespace from = attempt.from();
    try (IcmpSocket socket = IcmpSocket.open(from, attempt.ipv6(), probe.payloadBytes())) {
      socket.socket().queueErrors();
      socket.socket().dontFragment(probe.dontFragment());
      Optional<Errno> unreachable = socket.socket().connect(attempt.to(), 0);
      if (unreachable.isPresent()) {
        return attempt.failed(unreachable.get());
      }
      attempt.local(new InetSocketAddress(socket.socket().local().getAddress(), identifier));
      Echo echo =
          new Echo(
              true,
              attempt.to(),
              identifier,
              attempt.number(),
              probe.payloadBytes(),
              token + attempt.number());
      attempt.begin();
      return send(socket, echo, attempt);
    }
  }

  private ProbeResult send(IcmpSocket socket, Echo echo, Attempt attempt) {
    Optional<Errno> refusal = socket.send(echo);
    while (refusal.isPresent()) {
      Optional<SocketError> error = socket.socket().nextError();
      if (error.isEmpty()) {
        return attempt.failed(refusal.get());
      }
      if (isOf(echo, error.get())) {
        return attempt.failed(error.get());
      }
      refusal = socket.send(echo); // what the kernel told was of somebody else's echo
    }
    return await(socket, echo, attempt);
  }

  private static ProbeResult await(IcmpSocket socket, Echo echo, Attempt attempt) {
    int millis = attempt.millisLeft();
    while (millis > 0) {
      socket.socket().await(millis);
      Optional<Echo> answer = socket.receive();
      while (answer.isPresent()) {
        if (answers(answer.get(), echo)) {
          return attempt.answered(8 + answer.get().payload() + " bytes");
        }
        answer = socket.receive();
      }
      Optional<SocketError> error = socket.socket().nextError();
      while (error.isPresent()) {
        if (isOf(echo, error.get())) {
          return attempt.failed(error.get());
        }
        error = socket.socket().nextError();
      }
      millis = attempt.millisLeft();
    }
    return attempt.timedOut();
  }

  private static boolean answers(Echo reply, Echo request) {
    return !reply.request()
        && reply.identifier() == request.identifier()
        && reply.sequence() == request.sequence()
        && (request.payload() < Long.BYTES || reply.data() == request.data());
  }

  /** A raw socket hears of all echoes to its address; the quoted header says whose it is. */
  private static boolean isOf(Echo echo, SocketError error) {
    return error.origin() == SocketError.Origin.LOCAL
        || (int) error.quoted() == (echo.identifier() << Short.SIZE | echo.sequence());
  }
}
