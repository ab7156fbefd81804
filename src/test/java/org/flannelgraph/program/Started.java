package org.flannelgraph.program;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.flannelgraph.linux.Libc;

/** A command that was started: its output is collected while it runs. */
final class Started {
  private final String command;
  private final Process process;
  private final Collected out;
  private final Collected err;

  Started(String command, Process process) {
    this.command = command;
    this.process = process;
    out = new Collected(process.getInputStream());
    err = new Collected(process.getErrorStream());
  }

  int number() {
    return Math.toIntExact(process.pid());
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** What it has written to standard output up to now. */
  String out() {
    return out.text();
  }

  /** What it has written to standard error up to now. */
  String err() {
    return err.text();
  }

  /** Waits until its standard output holds some text. */
  Started says(String text) {
    Until.holds(
        () -> out().contains(text) || !isAlive(),
        () -> "'%s' has not said '%s' but '%s' and '%s'".formatted(command, text, out(), err()));
    if (!out().contains(text) && !outcome().out().contains(text)) {
      throw new AssertionError("it ended without saying '" + text + "': " + outcome());
    }
    return this;
  }

  /** Waits until the lab that it builds stands, and is in the register. */
  Started stands() {
    return says("Ctrl-C takes it down.");
  }

  /** Gives it bytes on its standard input, for a command that was told to get some. */
  void type(byte[] bytes) {
    try {
      OutputStream input = process.getOutputStream();
      input.write(bytes);
      input.flush();
    } catch (IOException ended) {
      throw new AssertionError("it takes no more input: " + outcome(), ended);
    }
  }

  void closeInput() {
    try {
      process.getOutputStream().close();
    } catch (IOException closed) {
      // then it is closed
    }
  }

  Started signal(Signal signal) {
    signal.to(number());
    return this;
  }

  /** Waits until it has ended, and whoever else writes where it wrote. */
  Outcome outcome() {
    return outcome(Until.PATIENCE);
  }

  /** The same, for what takes longer. */
  Outcome outcome(Duration patience) {
    try {
      if (!process.waitFor(patience.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError(
            "'%s' does not end; it said '%s' and '%s'".formatted(command, out(), err()));
      }
      return new Outcome(command, process.exitValue(), out.all(), text(err.all()));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError(interrupted);
    }
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** What a stream has given. */
  private static final class Collected {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Thread reader;

    Collected(InputStream stream) {
      reader = Thread.ofPlatform().daemon().start(() -> collect(stream));
    }

    private void collect(InputStream stream) {
      byte[] buffer = new byte[1 << 16];
      try (stream) {
        for (int length = stream.read(buffer); length >= 0; length = stream.read(buffer)) {
          bytes.write(buffer, 0, length);
        }
      } catch (IOException closed) {
        // Its end was not awaited.
      }
    }

    String text() {
      return Started.text(bytes.toByteArray());
    }

    byte[] all() throws InterruptedException {
      if (!reader.join(Until.PATIENCE)) {
        throw new AssertionError("it has ended, but somebody holds its output open: " + text());
      }
      return bytes.toByteArray();
    }
  }

  /** Signals by their names (signal(7)). */
  enum Signal {
    HUP(1),
    INT(2),
    KILL(9),
    TERM(15);

    private final int number;

    Signal(int number) {
      this.number = number;
    }

    /** What a shell says of a command that it ended. */
    int exitCode() {
      return 128 + number;
    }

    /** Sends it; one who has ended already is let rest. */
    void to(int process) {
      Libc.LIBC.kill(process, number);
    }
  }
}
