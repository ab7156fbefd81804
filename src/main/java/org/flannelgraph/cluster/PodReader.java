package org.flannelgraph.cluster;

import java.util.ArrayList;
import java.util.List;
import org.flannelgraph.cluster.RawLab.RawPod;
import org.jspecify.annotations.Nullable;

/** Reads a {@code Pod}. */
final class PodReader {
  private static final String ECHO = "flannelgraph/echo";
  private static final String IDLE = "flannelgraph/idle";
  private static final int HTTP_PORT = 8080;
  private static final int ECHO_PORT = 7;

  private final Problems problems;

  PodReader(Problems problems) {
    this.problems = problems;
  }

  /** The pod; null if it has no name, which is told. */
  @Nullable RawPod read(Value document) {
    Fields fields = Fields.of(document, Kubernetes.POD, problems);
    Fields metadata = fields.object("metadata", Kubernetes.METADATA);
    Fields spec = fields.object("spec", Kubernetes.POD_SPEC);
    Located<String> name = metadata.text("name");
    Located<String> namespace = metadata.text("namespace");
    Located<String> node = spec.text("nodeName");
    if (node == null && !spec.has("nodeName")) {
      problems.error(
          fields.position("spec"), "a Pod has a spec.nodeName, the Node that it runs on");
    }
    List<Container> containers = new ArrayList<>();
    for (Value item : spec.list("containers")) {
      containers.add(container(Fields.of(item, Kubernetes.CONTAINER, problems)));
    }
    if (name == null) {
      if (!metadata.has("name")) {
        problems.error(fields.position("metadata"), "a Pod has a metadata.name");
      }
      return null;
    }
    if (containers.isEmpty()) {
      containers.add(new Container(name.value(), "", new Workload.Http(List.of(HTTP_PORT))));
    }
    return new RawPod(name, namespace == null ? "default" : namespace.value(), node, containers);
  }

  private record Port(int number, @Nullable String protocol) {}

  private Container container(Fields fields) {
    Located<String> name = fields.text("name");
    Located<String> image = fields.text("image");
    List<Port> ports = new ArrayList<>();
    for (Value item : fields.list("ports")) {
      Fields port = Fields.of(item, Kubernetes.CONTAINER_PORT, problems);
      Located<Integer> number = port.integer("containerPort", 1, 65535);
      Located<String> protocol = port.text("protocol");
      if (number != null) {
        ports.add(new Port(number.value(), protocol == null ? null : protocol.value()));
      }
    }
    List<String> argv = new ArrayList<>();
    fields.texts("command").forEach(word -> argv.add(word.value()));
    boolean isProcess = !argv.isEmpty();
    fields.texts("args").forEach(word -> argv.add(word.value()));
    String imageName = image == null ? "" : image.value();
    return new Container(
        name == null ? "" : name.value(),
        imageName,
        isProcess ? new Workload.Command(argv) : workload(imageName, ports));
  }

  private static Workload workload(String image, List<Port> ports) {
    return switch (image) {
      case IDLE -> new Workload.Idle();
      case ECHO ->
          ports.isEmpty()
              ? new Workload.Echo(List.of(ECHO_PORT), List.of(ECHO_PORT))
              : new Workload.Echo(numbers(ports, "TCP"), numbers(ports, "UDP"));
      default -> new Workload.Http(ports.isEmpty() ? List.of(HTTP_PORT) : numbers(ports, "TCP"));
    };
  }

  private static List<Integer> numbers(List<Port> ports, String protocol) {
    return ports.stream()
        .filter(port -> port.protocol() == null || port.protocol().equals(protocol))
        .map(Port::number)
        .distinct()
        .toList();
  }
}
