package org.flannelgraph.capture;

import java.io.IOException;

/**
 * A file is no capture, or contradicts its format: which file, at which byte, what is wrong there.
 */
public final class InvalidCaptureException extends IOException {
  private static final long serialVersionUID = 1L;

  /**
   * @param file the file as it was named
   * @param position the byte at which the trouble begins, from 0
   * @param problem what is wrong, and what can be done
   */
  public InvalidCaptureException(String file, long position, String problem) {
    super(file + ", byte " + position + ": " + problem);
  }
}
