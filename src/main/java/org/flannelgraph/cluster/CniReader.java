package org.flannelgraph.cluster;

import org.flannelgraph.cluster.Value.Scalar;
import org.jspecify.annotations.Nullable;

/** Reads the CNI configuration that Flannel installs on its nodes. */
final class CniReader {
  private final SourceText source;
  private final Problems problems;

  CniReader(SourceText source, Problems problems) {
    this.source = source;
    this.problems = problems;
  }

  /** The configuration; null if it can't be read, which is told. */
  @Nullable CniConfig read(Scalar json) {
    return JsonTree.parse(json, source, problems).isEmpty() ? null : CniConfig.STOCK;
  }
}
