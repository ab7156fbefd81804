package org.flannelgraph.cluster;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.flannelgraph.cluster.RawLab.RawPod;
import org.jspecify.annotations.Nullable;

/** Reads a {@code Pod}. */
final class PodReader {
  private static final String DEFAULT_NAMESPACE = "default";

  private final Problems problems;

  PodReader(Problems problems) {
    this.problems = problems;
  }

  /** The pod; null if it has no name, which is told. */
  @Nullable RawPod read(Value document) {
    Fields fields = Fields.of(document, Kubernetes.POD, problems);
    Fields metadata = fields.object("metadata", Kubernetes.METADATA);
    Located<String> name = metadata.required("name");
    if (name != null) {
      Names.checkSubdomain(name, "a Pod's name", problems);
    }
    Located<String> namespace = metadata.text("namespace");
    if (namespace != null) {
      Names.checkLabel(namespace, "a namespace's name", problems);
    }
    Fields spec = fields.object("spec", Kubernetes.POD_SPEC);
    Located<String> node = spec.text("nodeName");
    if (!spec.has("nodeName")) {
      problems.error(
          spec.position(),
          "this Pod is on no node: the lab has no scheduler, so give it a spec.nodeName");
    }
    List<Container> containers = containers(spec);
    if (name == null) {
      return null;
    }
    if (containers.isEmpty()) {
      containers = List.of(new Container(name.value(), "", WorkloadReader.DEFAULT));
    }
    return new RawPod(
        name, namespace == null ? DEFAULT_NAMESPACE : namespace.value(), node, containers);
  }

  private List<Container> containers(Fields spec) {
    List<Container> containers = new ArrayList<>();
    Map<String, Position> names = new HashMap<>();
    WorkloadReader workloads = new WorkloadReader(problems);
    for (Value item : spec.list("containers")) {
      Fields fields = Fields.of(item, Kubernetes.CONTAINER, problems);
      Located<String> name = fields.required("name");
      if (name == null) {
        name = new Located<>("", fields.position());
      } else {
        Names.checkLabel(name, "a container's name", problems);
        Position before = names.putIfAbsent(name.value(), name.position());
        if (before != null) {
          problems.error(
              name.position(),
              "this Pod has two containers '%s', the first in line %d"
                  .formatted(name.value(), before.line()));
        }
      }
      Located<String> image = fields.text("image");
      containers.add(
          new Container(
              name.value(),
              image == null ? "" : image.value(),
              workloads.read(fields, name, image)));
    }
    return containers;
  }
}
