package org.flannelgraph.cluster;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The fields that an object may have.
 *
 * @param description of one such object, for a sentence: "a Pod's spec"
 * @param used the fields that the lab reads
 * @param unused those that it takes no notice of, and says so
 * @param lenient whether its reader is Go's for JSON, which Flannel and the CNI plugins use: it
 *     takes no notice of upper and lower case, nor of fields that it does not know
 */
record ObjectType(String description, Set<String> used, Set<String> unused, boolean lenient) {

  /** An object of Kubernetes' API; fields are words with spaces between. */
  static ObjectType kubernetes(String description, String used, String unused) {
    return new ObjectType(description, words(used), words(unused), false);
  }

  /** An object of a program's JSON configuration; fields are words with spaces between. */
  static ObjectType json(String description, String used, String unused) {
    return new ObjectType(description, words(used), words(unused), true);
  }

  private static Set<String> words(String text) {
    return text.isBlank() ? Set.of() : new LinkedHashSet<>(List.of(text.strip().split("\\s+")));
  }

  /** The field that the file means, as the table spells it; empty if there is none. */
  Optional<String> field(String written) {
    return fields().stream()
        .filter(field -> lenient ? field.equalsIgnoreCase(written) : field.equals(written))
        .findFirst();
  }

  /** All fields, the used ones first, as a misspelt field more likely means one of these. */
  Collection<String> fields() {
    List<String> fields = new ArrayList<>(used);
    fields.addAll(unused);
    return fields;
  }
}
