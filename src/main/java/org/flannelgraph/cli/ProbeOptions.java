package org.flannelgraph.cli;

import java.net.InetAddress;
import java.util.Optional;
import org.flannelgraph.address.Addresses;
import org.flannelgraph.address.Cidr;
import org.flannelgraph.cluster.Cluster;
import org.flannelgraph.cluster.Node;
import org.flannelgraph.cluster.Pod;
import org.flannelgraph.traffic.Probe;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** What is sent, and to which address of whom. */
final class ProbeOptions {
  @ArgGroup private What what = new What();

  /** What is sent: one of these. */
  static final class What {
    @Option(names = "--icmp", description = "Echo requests, as ping; so it is if nothing is said.")
    @SuppressWarnings("UnusedVariable") // it is what is sent if nothing else is said
    private boolean icmp;

    @Option(names = "--udp", paramLabel = "PORT", description = "Datagrams.")
    private @Nullable Integer udp;

    @Option(names = "--tcp", paramLabel = "PORT", description = "A connection without a byte.")
    private @Nullable Integer tcp;

    @Option(names = "--http", paramLabel = "PORT", description = "GET requests.")
    private @Nullable Integer http;
  }

  @Option(
      names = "--size",
      paramLabel = "BYTES",
      description = "Payload of echo requests and datagrams (default: 56).")
  private int size = 56;

  @Option(names = "--df", description = "Forbid fragments (DF).")
  private boolean dontFragment;

  @Option(names = "--path", paramLabel = "PATH", description = "Of HTTP requests (default: /).")
  private String path = "/";

  @Option(names = "-6", description = "To the IPv6 address of a pod or node.")
  private boolean ipv6;

  /**
   * What is sent.
   *
   * @throws Failure if a number is out of bounds
   */
  Probe probe() {
    try {
      if (what.udp != null) {
        return new Probe.Udp(what.udp, size, dontFragment);
      }
      if (what.tcp != null) {
        return new Probe.Tcp(what.tcp);
      }
      if (what.http != null) {
        return new Probe.Http(what.http, path);
      }
      return new Probe.Icmp(size, dontFragment);
    } catch (IllegalArgumentException bad) {
      throw new Failure(ExitCode.BAD_INPUT, String.valueOf(bad.getMessage()));
    }
  }

  /**
   * Holds the place that sends against the cluster.
   *
   * @throws Failure if it has none of that name
   */
  static void checkSource(Cluster cluster, String from) {
    if (!cluster.placeNames().contains(from)) {
      throw new Failure(ExitCode.BAD_INPUT, LabFolder.noSuchPlace(cluster.placeNames(), from));
    }
  }

  /**
   * The address of a pod, of a node, or that is written out.
   *
   * @throws Failure if it is none of them
   */
  InetAddress address(Cluster cluster, String to) {
    Optional<Pod> pod = cluster.pod(to);
    if (pod.isPresent()) {
      Cidr six = pod.get().address6();
      return ipv6 ? six(to, six == null ? null : six.address()) : pod.get().address().address();
    }
    Optional<Node> node = cluster.node(to);
    if (node.isPresent()) {
      return ipv6 ? six(to, node.get().address6()) : node.get().address();
    }
    try {
      return Addresses.parse(to);
    } catch (IllegalArgumentException noAddress) {
      throw new Failure(
          ExitCode.BAD_INPUT,
          LabFolder.noSuchPlace(cluster.placeNames(), to) + "; nor is it an IP address");
    }
  }

  private static InetAddress six(String to, @Nullable InetAddress address) {
    if (address == null) {
      throw new Failure(ExitCode.BAD_INPUT, to + " has no IPv6 address: the lab is not dual stack");
    }
    return address;
  }
}
