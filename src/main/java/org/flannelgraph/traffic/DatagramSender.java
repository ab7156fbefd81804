package org.flannelgraph.traffic;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.flannelgraph.linux.Errno;
import org.flannelgraph.linux.InternetSocket;
import org.flannelgraph.linux.SocketError;

/** Sends datagrams, each from a port of its own, and waits for one that comes back. */
record DatagramSender(Probe.Udp probe) implements Sender {
  private static final int LARGEST = 65_535;

  @Override
  public ProbeResult send(Attempt attempt) {
    attempt.remotePort(probe.port());
    try (InternetSocket socket =
        InternetSocket.open(attempt.from(), InternetSocket.Kind.UDP, attempt.ipv6())) {
      socket.queueErrors();
      socket.dontFragment(probe.dontFragment());
      Optional<Errno> refusal = socket.connect(attempt.to(), probe.port());
      if (refusal.isEmpty()) {
        attempt.local(socket.local());
        attempt.begin();
        refusal = socket.send(payload());
      }
      if (refusal.isPresent()) {
        Errno errno = refusal.get();
        return socket.nextError().map(attempt::failed).orElseGet(() -> attempt.failed(errno));
      }
      return await(socket, attempt);
    }
  }

  private ByteBuffer payload() {
    ByteBuffer bytes = ByteBuffer.allocateDirect(probe.payloadBytes());
    while (bytes.hasRemaining()) {
      bytes.put((byte) ('a' + bytes.position() % 26));
    }
    return bytes.flip();
  }

  private static ProbeResult await(InternetSocket socket, Attempt attempt) {
    ByteBuffer bytes = ByteBuffer.allocateDirect(LARGEST);
    int millis = attempt.millisLeft();
    while (millis > 0) {
      socket.await(millis);
      Optional<SocketError> error = socket.nextError();
      if (error.isPresent()) {
        return attempt.failed(error.get());
      }
      int received = socket.receive(bytes);
      if (received >= 0) {
        return attempt.answered(received + " bytes");
      }
      if (received != -Errno.EAGAIN.number()) {
        return attempt.failed(new Errno(-received));
      }
      millis = attempt.millisLeft();
    }
    return attempt.timedOut();
  }
}
