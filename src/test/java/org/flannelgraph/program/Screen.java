package org.flannelgraph.program;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.flannelgraph.linux.Child;
import org.flannelgraph.linux.Poll;
import org.flannelgraph.linux.Terminal;

/**
 * A terminal window with a command in it, as a terminal emulator has one: this is the outer
 * terminal, the command may make an inner one.
 */
final class Screen implements AutoCloseable {
  private static final int TURN_MILLIS = 20;

  private final Terminal.Pair pair = Terminal.open();
  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
  private final CompletableFuture<Integer> exitCode = new CompletableFuture<>();
  private final Thread painter;
  private volatile boolean closed;

  /** Opens a window of 24 rows and 80 columns and runs the command there. */
  Screen(Command command) {
    resize(24, 80);
    Map<String, String> environment = command.environment();
    environment.put("TERM", "xterm-256color");
    int far = pair.far().number();
    Child child = Child.start(command.words(), environment, new Child.Streams(far, far, far), true);
    Thread.ofPlatform().daemon().start(() -> exitCode.complete(child.await()));
    painter = Thread.ofPlatform().daemon().start(this::paint);
  }

  /** Never waits inside a read, which would keep the terminal from being closed. */
  private void paint() {
    Poll poll = new Poll(List.of(pair.near().number()));
    ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 12);
    byte[] bytes = new byte[1 << 12];
    while (!closed) {
      if (!poll.await(TURN_MILLIS).isEmpty()) {
        int length = pair.near().read(buffer);
        buffer.get(0, bytes, 0, length);
        shown.write(bytes, 0, length);
      }
    }
  }

  /** All that was ever shown. */
  String text() {
    return shown.toString(StandardCharsets.UTF_8);
  }

  /** Waits until something is shown. */
  Screen shows(String text) {
    return showsMore(0, text);
  }

  private Screen showsMore(int from, String text) {
    Until.holds(
        () -> text().indexOf(text, from) >= 0 || exitCode.isDone(),
        () -> "the screen does not show '" + text + "' but:\n" + text());
    if (text().indexOf(text, from) < 0) {
      throw new AssertionError("it ended without showing '" + text + "' but:\n" + text());
    }
    return this;
  }

  /** Types a line, and waits until something new is shown: not what the terminal echoes of it. */
  Screen types(String line, String answer) {
    int before = text().length();
    keys(line + "\r");
    return showsMore(before, answer);
  }

  /** Presses keys. */
  Screen keys(String keys) {
    try {
      pair.near().output().write(keys.getBytes(StandardCharsets.UTF_8));
    } catch (IOException closed) {
      throw new UncheckedIOException(closed);
    }
    return this;
  }

  void resize(int rows, int columns) {
    stty("rows", String.valueOf(rows), "columns", String.valueOf(columns));
  }

  /** Its settings, in stty's own form. */
  String settings() {
    return stty("--save");
  }

  private String stty(String... words) {
    try {
      Path device = Files.readSymbolicLink(Path.of("/proc/self/fd/" + pair.far().number()));
      ProcessBuilder builder = new ProcessBuilder("stty", "--file=" + device);
      builder.command().addAll(List.of(words));
      Process process = builder.redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new AssertionError(said);
      }
      return said.strip();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError(interrupted);
    }
  }

  /** Waits until the command has ended; its exit code. */
  int exitCode() {
    try {
      return exitCode.get(Until.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException alive) {
      throw new AssertionError("it does not end; the screen shows:\n" + text(), alive);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError(interrupted);
    } catch (ExecutionException failed) {
      throw new AssertionError(failed);
    }
  }

  /** Closes the window: the kernel hangs up on who is in it. */
  @Override
  public void close() {
    closed = true;
    try {
      painter.join();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    pair.close();
  }
}
