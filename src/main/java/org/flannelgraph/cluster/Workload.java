package org.flannelgraph.cluster;

import java.util.List;

/** What a container does. */
public sealed interface Workload {

  /**
   * Answers HTTP with a JSON of its pod, node, address and client.
   *
   * @param ports TCP ports, each once
   */
  record Http(List<Integer> ports) implements Workload {
    public Http {
      ports = List.copyOf(ports);
    }
  }

  /**
   * Sends back what it gets (RFC 862).
   *
   * @param tcpPorts each once
   * @param udpPorts each once
   */
  record Echo(List<Integer> tcpPorts, List<Integer> udpPorts) implements Workload {
    public Echo {
      tcpPorts = List.copyOf(tcpPorts);
      udpPorts = List.copyOf(udpPorts);
    }
  }

  /** Does nothing, as Kubernetes' pause container. */
  record Idle() implements Workload {}

  /**
   * A real process in the pod's namespaces.
   *
   * @param argv the program and its arguments: the container's command, then its args
   */
  record Command(List<String> argv) implements Workload {
    public Command {
      argv = List.copyOf(argv);
    }
  }
}
