package org.flannelgraph.sandbox;

/**
 * A file that processes in a place find.
 *
 * @param permissions as {@code ls -l} shows them: {@code rw-r--r--}
 */
public record PlaceFile(String contents, String permissions) {
  /** One that everybody may read. */
  public static PlaceFile of(String contents) {
    return new PlaceFile(contents, "rw-r--r--");
  }
}
