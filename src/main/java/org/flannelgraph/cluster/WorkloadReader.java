package org.flannelgraph.cluster;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what the containers of one pod do. They share its ports: each port has one container. */
final class WorkloadReader {
  private static final int HTTP_PORT = 8080;
  private static final int ECHO_PORT = 7;
  private static final String TCP = "TCP";
  private static final String UDP = "UDP";
  private static final List<String> PROTOCOLS = List.of(TCP, UDP, "SCTP");
  private static final String ECHO = "flannelgraph/echo";
  private static final String IDLE = "flannelgraph/idle";

  /** What a container does that says nothing of it. */
  static final Workload DEFAULT = new Workload.Http(List.of(HTTP_PORT));

  private final Problems problems;
  private final Map<String, Located<String>> owners = new HashMap<>();

  WorkloadReader(Problems problems) {
    this.problems = problems;
  }

  /** A container's port; its protocol is null where the file says none. */
  private record Port(int number, @Nullable String protocol, Position position) {
    boolean is(String wanted) {
      return protocol == null || protocol.equals(wanted);
    }
  }

  /**
   * Reads one container's.
   *
   * @param fields the container's
   * @param name its name, or the empty one where it starts if it has none
   * @param image its image; null if it has none
   */
  Workload read(Fields fields, Located<String> name, @Nullable Located<String> image) {
    List<Port> ports = ports(fields);
    List<String> argv = argv(fields);
    if (!argv.isEmpty()) {
      claim(name, ports);
      return new Workload.Command(argv);
    }
    return switch (repository(image)) {
      case IDLE -> {
        claim(name, ports);
        yield new Workload.Idle();
      }
      case ECHO -> {
        List<Port> open = ports.isEmpty() ? List.of(unsaid(ECHO_PORT, name)) : ports;
        warnOfSilent(open, List.of(TCP, UDP), "echoes over TCP and UDP");
        yield new Workload.Echo(take(name, open, TCP), take(name, open, UDP));
      }
      default -> {
        warnOfMisspelt(image);
        List<Port> open = ports.isEmpty() ? List.of(unsaid(HTTP_PORT, name)) : ports;
        warnOfSilent(open, List.of(TCP), "answers HTTP over TCP");
        yield new Workload.Http(take(name, open, TCP));
      }
    };
  }

  private static Port unsaid(int number, Located<String> container) {
    return new Port(number, null, container.position());
  }

  private List<Port> ports(Fields fields) {
    List<Port> ports = new ArrayList<>();
    for (Value item : fields.list("ports")) {
      Fields port = Fields.of(item, Kubernetes.CONTAINER_PORT, problems);
      port.text("name");
      Located<Integer> number = port.integer("containerPort", 1, 65535);
      port.require("containerPort");
      Located<String> protocol = port.text("protocol");
      if (protocol != null && !PROTOCOLS.contains(protocol.value())) {
        problems.error(
            protocol.position(),
            "'protocol' is TCP, UDP or SCTP, not '%s'".formatted(protocol.value()));
      } else if (number != null) {
        ports.add(
            new Port(
                number.value(), protocol == null ? null : protocol.value(), number.position()));
      }
    }
    return ports;
  }

  private List<String> argv(Fields fields) {
    List<Located<String>> words = new ArrayList<>(fields.texts("command"));
    List<Located<String>> arguments = fields.texts("args");
    if (words.isEmpty()) {
      if (!arguments.isEmpty()) {
        problems.warnOnce(
            fields.position("args"),
            "'args' without 'command' are for the image's own program, which the lab does not run");
      }
      return List.of();
    }
    if (words.getFirst().value().isEmpty()) {
      problems.error(words.getFirst().position(), "'command' starts with the program's name");
    }
    words.addAll(arguments);
    for (Located<String> word : words) {
      if (word.value().indexOf('\0') >= 0) {
        problems.error(word.position(), "an argument of a process has no NUL character in it");
      }
    }
    return words.stream().map(Located::value).toList();
  }

  /** An image's name without registry, tag and digest. */
  private static String repository(@Nullable Located<String> image) {
    return image == null
        ? ""
        : image.value().replaceFirst("^docker\\.io/", "").replaceFirst("[:@].*$", "");
  }

  private void warnOfMisspelt(@Nullable Located<String> image) {
    String suggestion = Suggestion.of(repository(image), List.of(ECHO, IDLE));
    if (image != null && !suggestion.isEmpty()) {
      problems.warn(image.position(), "'%s' answers HTTP%s".formatted(image.value(), suggestion));
    }
  }

  private void warnOfSilent(List<Port> ports, List<String> protocols, String does) {
    for (Port port : ports) {
      if (protocols.stream().noneMatch(port::is)) {
        problems.warn(
            port.position(),
            "nothing answers on %s port %d: this container %s"
                .formatted(port.protocol(), port.number(), does));
      }
    }
  }

  /** Takes ports that the file gives to a container, whether it listens there or not. */
  private void claim(Located<String> container, List<Port> ports) {
    for (Port port : ports) {
      take(container, List.of(port), port.protocol() == null ? TCP : port.protocol());
    }
  }

  /** The ports of one protocol, each once, taken by a container unless another one has them. */
  private List<Integer> take(Located<String> container, List<Port> ports, String protocol) {
    List<Integer> taken = new ArrayList<>();
    for (Port port : ports) {
      if (port.is(protocol) && !taken.contains(port.number())) {
        taken.add(port.number());
        take(container, port, protocol);
      }
    }
    return taken;
  }

  private void take(Located<String> container, Port port, String protocol) {
    Located<String> before = owners.putIfAbsent(protocol + port.number(), container);
    if (before != null && !before.equals(container)) {
      problems.error(
          port.position(),
          ("%s port %d belongs to container '%s' (line %d): containers of a Pod share its ports, "
                  + "so give this one others")
              .formatted(protocol, port.number(), before.value(), before.position().line()));
    }
  }
}
