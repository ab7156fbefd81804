package org.flannelgraph.topology;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.flannelgraph.linux.iproute.AddressJson;
import org.flannelgraph.linux.iproute.LinkIndexes;
import org.flannelgraph.linux.iproute.LinkJson;
import org.flannelgraph.linux.route.Address;

/**
 * Reads arrays of what iproute2 prints. What is wrong is an IllegalArgumentException that says in
 * which element of which table.
 *
 * @param tables by their names
 * @param labels how a table is called in what is said to the user
 */
record TableReader(Map<String, JsonNode> tables, Function<String, String> labels) {
  /** All of a table; none if it is missing. */
  <T> List<T> read(String table, Function<JsonNode, T> codec) {
    return read(table, element -> true, codec);
  }

  /** Those of a table that are wanted. */
  <T> List<T> read(String table, Predicate<JsonNode> wanted, Function<JsonNode, T> codec) {
    JsonNode array = tables.get(table);
    if (array == null) {
      return List.of();
    }
    if (!array.isArray()) {
      throw new IllegalArgumentException(
          labels.apply(table) + ": expected an array, as iproute2 prints with -j");
    }
    List<T> read = new ArrayList<>();
    for (int i = 0; i < array.size(); i++) {
      JsonNode element = array.get(i);
      // iproute2 prints {} for what its filter left out
      boolean nothing = element.isObject() && element.isEmpty();
      try {
        if (!nothing && wanted.test(element)) {
          read.add(codec.apply(element));
        }
      } catch (IllegalArgumentException wrong) {
        throw new IllegalArgumentException(
            labels.apply(table) + "[" + i + "]: " + wrong.getMessage(), wrong);
      }
    }
    return read;
  }

  /** The ifindexes by name of the links of a table, which must be unique. */
  LinkIndexes indexes(String table) {
    Map<String, Integer> indexes = new HashMap<>();
    Set<Integer> known = new HashSet<>();
    read(
        table,
        element -> {
          int index = LinkJson.index(element);
          String name = element.path("ifname").asText();
          if (index <= 0) {
            throw new IllegalArgumentException("there can't be an ifindex " + index);
          }
          if (!known.add(index)) {
            throw new IllegalArgumentException("a second link has the ifindex " + index);
          }
          if (indexes.put(name, index) != null) {
            throw new IllegalArgumentException("a second link has the name '" + name + "'");
          }
          return index;
        });
    return LinkIndexes.of(indexes);
  }

  /** The addresses of all links. */
  List<Address> addresses() {
    List<Address> addresses = new ArrayList<>();
    read(
        NamespaceJson.ADDR,
        link -> {
          int index = LinkJson.index(link);
          link.path(NamespaceJson.ADDRESSES)
              .forEach(
                  json -> {
                    if (!json.isEmpty()) {
                      addresses.add(AddressJson.read(json, index));
                    }
                  });
          return index;
        });
    return addresses;
  }
}
