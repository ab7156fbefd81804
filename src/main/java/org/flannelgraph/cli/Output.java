package org.flannelgraph.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/**
 * Where a command prints what was asked for. It remembers why that failed, which a {@link
 * PrintStream} does not: whoever writes to a full disk must not believe that all is there.
 */
final class Output extends OutputStream {
  /** What a shell says of a program that SIGPIPE ended. */
  private static final int READER_GONE = 128 + 13;

  private final OutputStream stream;
  private @Nullable IOException failure;

  Output(OutputStream stream) {
    this.stream = stream;
  }

  /** Prints to it, each line at once. */
  PrintStream printer(Charset charset) {
    return new PrintStream(new java.io.BufferedOutputStream(this), true, charset);
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    try {
      stream.write(bytes, offset, length);
    } catch (IOException failed) {
      failure = failed;
      throw failed;
    }
  }

  /**
   * The exit code of a command that has printed all.
   *
   * @param code what it would be, were all of it written
   * @param err is told why it was not, unless the reader just had enough
   */
  int exitCode(int code, PrintStream err) {
    if (failure == null) {
      return code;
    }
    String reason = String.valueOf(failure.getMessage());
    if (reason.contains("Broken pipe")) {
      return READER_GONE;
    }
    err.println("flannelgraph: the output could not be written: " + reason);
    return code == ExitCode.DONE ? ExitCode.MACHINE_CANNOT : code;
  }
}
