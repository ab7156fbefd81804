package org.flannelgraph.cluster;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.flannelgraph.address.Addresses;
import org.flannelgraph.address.Cidr;
import org.flannelgraph.cluster.RawLab.RawNode;
import org.jspecify.annotations.Nullable;

/** Reads a {@code Node}. */
final class NodeReader {
  private final Problems problems;

  NodeReader(Problems problems) {
    this.problems = problems;
  }

  /** The node; null if it has no name, which is told. */
  @Nullable RawNode read(Value document) {
    Fields fields = Fields.of(document, Kubernetes.NODE, problems);
    Fields metadata = fields.object("metadata", Kubernetes.METADATA);
    Located<String> name = metadata.text("name");
    List<Located<InetAddress>> addresses =
        addresses(fields.object("status", Kubernetes.NODE_STATUS));
    List<Located<Cidr>> podCidrs = podCidrs(fields.object("spec", Kubernetes.NODE_SPEC));
    if (name == null) {
      if (!metadata.has("name")) {
        problems.error(fields.position("metadata"), "a Node has a metadata.name");
      }
      return null;
    }
    return new RawNode(
        name,
        first(addresses, false),
        first(addresses, true),
        LabReader.family(podCidrs, false),
        LabReader.family(podCidrs, true));
  }

  private List<Located<InetAddress>> addresses(Fields status) {
    List<Located<InetAddress>> addresses = new ArrayList<>();
    for (Value item : status.list("addresses")) {
      Fields entry = Fields.of(item, Kubernetes.NODE_ADDRESS, problems);
      Located<String> type = entry.text("type");
      if (type != null && type.value().equals("InternalIP")) {
        Located<InetAddress> address = entry.address("address");
        if (address != null) {
          addresses.add(address);
        }
      }
    }
    return addresses;
  }

  private static @Nullable Located<InetAddress> first(
      List<Located<InetAddress>> addresses, boolean ipv6) {
    return addresses.stream()
        .filter(address -> Addresses.isIpv6(address.value()) == ipv6)
        .findFirst()
        .orElse(null);
  }

  private List<Located<Cidr>> podCidrs(Fields spec) {
    List<Located<Cidr>> networks = new ArrayList<>();
    for (Located<String> text : spec.texts("podCIDRs")) {
      Located<Cidr> network = spec.parsed(text, Cidr::parse);
      if (network != null) {
        networks.add(network);
      }
    }
    Located<Cidr> single = spec.cidr("podCIDR");
    if (single != null && networks.isEmpty()) {
      networks.add(single);
    }
    return networks;
  }
}
