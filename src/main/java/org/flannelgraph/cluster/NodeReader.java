package org.flannelgraph.cluster;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.flannelgraph.address.Addresses;
import org.flannelgraph.address.Cidr;
import org.flannelgraph.cluster.RawLab.RawNode;
import org.jspecify.annotations.Nullable;

/** Reads a {@code Node}. */
final class NodeReader {
  /** A node's name is its host name, and Linux allows these so many characters (uname(2)). */
  private static final int LONGEST_HOST_NAME = 64;

  private static final String INTERNAL_IP = "InternalIP";
  private static final Set<String> OTHER_TYPES =
      Set.of("ExternalIP", "Hostname", "InternalDNS", "ExternalDNS");

  private final Problems problems;

  NodeReader(Problems problems) {
    this.problems = problems;
  }

  /** The node; null if it has no name, which is told. */
  @Nullable RawNode read(Value document) {
    int errors = problems.errorCount();
    Fields fields = Fields.of(document, Kubernetes.NODE, problems);
    Located<String> name = name(fields.object("metadata", Kubernetes.METADATA));
    List<Located<InetAddress>> addresses =
        addresses(fields.object("status", Kubernetes.NODE_STATUS));
    List<Located<Cidr>> podCidrs = podCidrs(fields.object("spec", Kubernetes.NODE_SPEC));
    if (name == null) {
      return null;
    }
    return new RawNode(
        name,
        family(addresses, false),
        family(addresses, true),
        LabReader.family(podCidrs, false),
        LabReader.family(podCidrs, true),
        problems.errorCount() == errors);
  }

  private @Nullable Located<String> name(Fields metadata) {
    Located<String> name = metadata.required("name");
    if (name != null && name.value().length() > LONGEST_HOST_NAME) {
      problems.error(
          name.position(),
          "a Node's name is its host name, which has at most %d characters, not %d"
              .formatted(LONGEST_HOST_NAME, name.value().length()));
    } else if (name != null) {
      Names.checkSubdomain(name, "a Node's name", problems);
    }
    Located<String> namespace = metadata.text("namespace");
    if (namespace != null) {
      problems.warnOnce(
          namespace.position(), "a Node is in no namespace: Kubernetes would not take this");
    }
    return name;
  }

  private List<Located<InetAddress>> addresses(Fields status) {
    List<Located<InetAddress>> addresses = new ArrayList<>();
    for (Value item : status.list("addresses")) {
      Fields entry = Fields.of(item, Kubernetes.NODE_ADDRESS, problems);
      Located<String> type = entry.required("type");
      if (type == null) {
        continue;
      }
      if (type.value().equals(INTERNAL_IP)) {
        entry.require("address");
        internal(entry.address("address"), addresses);
      } else if (OTHER_TYPES.contains(type.value())) {
        problems.warnOnce(
            type.position(), "the lab does not use a Node's address of type " + type.value());
      } else {
        List<String> known = new ArrayList<>(OTHER_TYPES);
        known.add(INTERNAL_IP);
        problems.error(
            type.position(),
            "a Node has no address of type '%s'%s"
                .formatted(type.value(), Suggestion.of(type.value(), known)));
      }
    }
    return addresses;
  }

  private void internal(
      @Nullable Located<InetAddress> address, List<Located<InetAddress>> addresses) {
    if (address == null) {
      return;
    }
    boolean ipv6 = Addresses.isIpv6(address.value());
    if (family(addresses, ipv6) == null) {
      addresses.add(address);
    } else {
      problems.error(
          address.position(),
          "this is the Node's second %s InternalIP; the lab's nodes have one of each family"
              .formatted(ipv6 ? "IPv6" : "IPv4"));
    }
  }

  private static @Nullable Located<InetAddress> family(
      List<Located<InetAddress>> addresses, boolean ipv6) {
    return addresses.stream()
        .filter(address -> Addresses.isIpv6(address.value()) == ipv6)
        .findFirst()
        .orElse(null);
  }

  private List<Located<Cidr>> podCidrs(Fields spec) {
    List<Located<Cidr>> networks = new ArrayList<>();
    for (Located<String> text : spec.texts("podCIDRs")) {
      Located<Cidr> network = spec.parsed(text, LabReader::network);
      if (network != null && LabReader.family(networks, network.value().isIpv6()) != null) {
        problems.error(text.position(), "'podCIDRs' has at most one network of each family");
      } else if (network != null) {
        networks.add(network);
      }
    }
    Located<Cidr> single = spec.parsed(spec.text("podCIDR"), LabReader::network);
    if (single == null) {
      return networks;
    }
    if (networks.isEmpty()) {
      networks.add(single);
    } else if (!networks.getFirst().value().equals(single.value())) {
      problems.error(
          single.position(),
          "podCIDR is the first of podCIDRs, %s, not %s"
              .formatted(networks.getFirst().value(), single.value()));
    }
    return networks;
  }
}
