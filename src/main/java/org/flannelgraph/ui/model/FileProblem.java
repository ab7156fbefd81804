package org.flannelgraph.ui.model;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Why a file could not be written, for people. */
public final class FileProblem {
  private FileProblem() {}

  /** What the kernel has said, without the name of the file. */
  public static String words(IOException refused) {
    return switch (refused) {
      case NoSuchFileException absent -> Words.get("file.no-folder");
      case AccessDeniedException denied -> Words.get("file.denied");
      case FileSystemException other when other.getReason() != null -> other.getReason();
      default -> String.valueOf(refused.getMessage());
    };
  }
}
