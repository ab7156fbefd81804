package org.flannelgraph.cluster;

import java.util.List;

/**
 * Something that a file may have wrong.
 *
 * @param name what
 * @param yaml the file, with a mark at each place (see {@link MarkedFile})
 * @param texts what is said there
 */
record Mistake(String name, String yaml, List<String> texts) {
  static Mistake of(String name, String yaml, String... texts) {
    return new Mistake(name, yaml, List.of(texts));
  }

  @Override
  public String toString() {
    return name;
  }
}
