package org.flannelgraph.linux.iproute;

import java.util.Map;

/** The ifindexes of the links of one namespace, by their names. */
public interface LinkIndexes {
  /**
   * The ifindex of the link with this name, which may be {@code if7} for one without a name.
   *
   * @throws IllegalArgumentException if there is none
   */
  int index(String name);

  /** Of a map. */
  static LinkIndexes of(Map<String, Integer> indexes) {
    return name -> {
      Integer index = indexes.get(name);
      if (index != null) {
        return index;
      }
      if (name.matches("if[0-9]{1,9}")) {
        return Integer.parseInt(name.substring(2));
      }
      throw new IllegalArgumentException("there is no link '" + name + "' in this namespace");
    };
  }
}
