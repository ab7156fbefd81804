package org.flannelgraph.topology;

import java.io.IOException;

/** A file or folder is no snapshot: which one, and what is wrong in it. */
public final class InvalidSnapshotException extends IOException {
  private static final long serialVersionUID = 1L;

  /**
   * @param file the file or folder as it was named
   * @param problem what is wrong, and what can be done
   */
  public InvalidSnapshotException(String file, String problem) {
    super(file + ": " + problem);
  }
}
