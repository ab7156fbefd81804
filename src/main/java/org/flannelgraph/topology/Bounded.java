package org.flannelgraph.topology;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file of which only so much is read: whoever gives it to us may not mean us well. */
final class Bounded extends FilterInputStream {
  private final String file;
  private final long most;
  private long read;

  private Bounded(InputStream input, String file, long most) {
    super(input);
    this.file = file;
    this.most = most;
  }

  /**
   * Opens a file.
   *
   * @param most so many bytes are read before it is refused
   * @throws InvalidSnapshotException if it is no regular file
   */
  static Bounded open(Path path, long most) throws IOException {
    if (!Files.isRegularFile(path)) {
      throw new InvalidSnapshotException(path.toString(), "there is no such file");
    }
    return new Bounded(Files.newInputStream(path), path.toString(), most);
  }

  /** What is wrong with JSON and where, without quoting the document. */
  static String said(JsonProcessingException wrong) {
    String where =
        wrong.getLocation() == null
            ? ""
            : "line "
                + wrong.getLocation().getLineNr()
                + ", column "
                + wrong.getLocation().getColumnNr()
                + ": ";
    return where + "this is no JSON: " + wrong.getOriginalMessage();
  }

  @Override
  public int read() throws IOException {
    int next = super.read();
    count(next < 0 ? 0 : 1);
    return next;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int count = super.read(bytes, offset, length);
    count(Math.max(0, count));
    return count;
  }

  private void count(int more) throws IOException {
    read += more;
    if (read > most) {
      throw new InvalidSnapshotException(
          file, "it is longer than the " + (most >> 20) + " MiB that are read");
    }
  }
}
