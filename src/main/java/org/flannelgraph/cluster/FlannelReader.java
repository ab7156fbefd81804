package org.flannelgraph.cluster;

import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import org.flannelgraph.address.Cidr;
import org.flannelgraph.cluster.RawLab.RawFlannel;
import org.flannelgraph.cluster.RawLab.RawSubnets;
import org.flannelgraph.cluster.Value.Entry;
import org.flannelgraph.cluster.Value.Mapping;
import org.flannelgraph.cluster.Value.Scalar;
import org.jspecify.annotations.Nullable;

/**
 * Reads Flannel's net-conf.json. Where Flannel itself refuses something, its own words come first
 * in the message, as that is what a user finds in its log.
 */
final class FlannelReader {
  /** What Flannel fills in. */
  static final Backend.Vxlan DEFAULT_BACKEND =
      new Backend.Vxlan(1, Backend.Vxlan.DEFAULT_PORT, null, false, false, false);

  private static final List<String> OWN_BACKENDS = List.of("vxlan", "host-gw");
  private static final int MOST_VNI = (1 << 24) - 1;

  private final SourceText source;
  private final Problems problems;

  FlannelReader(SourceText source, Problems problems) {
    this.source = source;
    this.problems = problems;
  }

  /** The configuration; null if it is no JSON object, which is told. */
  @Nullable RawFlannel read(Scalar json) {
    Value value = JsonTree.parse(json, source, problems).orElse(null);
    if (value == null) {
      return null;
    }
    Fields fields = Fields.of(value, Flannel.NET_CONF, problems);
    if (!(value instanceof Mapping)) {
      return null;
    }
    boolean dualStack = families(fields);
    Located<Cidr> network = network(fields, "Network", false, true);
    Located<Cidr> network6 = network(fields, "IPv6Network", true, dualStack);
    Fields backend = fields.object("Backend", backendType(fields.value("Backend")));
    Located<Integer> mtu = backend.integer("MTU", 0, Backend.MOST_MTU);
    return new RawFlannel(
        value.position(),
        network,
        dualStack ? network6 : null,
        dualStack,
        subnets(fields, "", 32),
        subnets(fields, "IPv6", 128),
        backend(fields, backend, mtu, dualStack),
        mtu != null && mtu.value() == 0 ? null : mtu,
        json.text());
  }

  /** Whether there is IPv6 beside IPv4. */
  private boolean families(Fields fields) {
    Located<Boolean> ipv4 = fields.bool("EnableIPv4");
    Located<Boolean> ipv6 = fields.bool("EnableIPv6");
    boolean dualStack = ipv6 != null && ipv6.value();
    if (ipv4 != null && !ipv4.value()) {
      problems.error(
          ipv4.position(),
          dualStack
              ? "the lab's nodes and pods always have IPv4, also beside IPv6"
              : "with EnableIPv4 and EnableIPv6 both off, flanneld ends at once");
    }
    Located<Boolean> nfTables = fields.bool("EnableNFTables");
    if (nfTables != null && !nfTables.value()) {
      problems.warn(nfTables.position(), "the lab's rules are nftables' all the same");
    }
    return dualStack;
  }

  private @Nullable Located<Cidr> network(
      Fields fields, String field, boolean ipv6, boolean needed) {
    Located<Cidr> network = fields.cidr(field, ipv6);
    if (!needed) {
      if (network != null) {
        problems.warn(
            network.position(), "'" + field + "' is not used without \"EnableIPv6\": true");
      }
      return null;
    }
    boolean isEmpty = network == null ? !fields.has(field) : network.value().prefixLength() == 0;
    if (isEmpty) {
      problems.error(
          network == null ? fields.position() : network.position(),
          "please define a correct %s parameter in the flannel config, such as \"%s\""
              .formatted(field, ipv6 ? Networks.DEFAULT_PODS6 : Networks.DEFAULT_PODS));
    }
    if (network == null || isEmpty) {
      return null;
    }
    if (network.value().hasHostBits()) {
      problems.warn(
          network.position(),
          "%s has host bits set, which Flannel masks off: %s"
              .formatted(network.value(), network.value().masked()));
    }
    return new Located<>(network.value().masked(), network.position());
  }

  private RawSubnets subnets(Fields fields, String prefix, int bits) {
    boolean ipv6 = bits == 128;
    Located<Integer> length = fields.integer(prefix + "SubnetLen", 0, bits);
    Located<InetAddress> min = fields.address(prefix + "SubnetMin", ipv6);
    Located<InetAddress> max = fields.address(prefix + "SubnetMax", ipv6);
    return new RawSubnets(length != null && length.value() == 0 ? null : length, min, max);
  }

  /** Which fields a Backend may have depends on one of them. */
  private static ObjectType backendType(@Nullable Value backend) {
    String type = "";
    if (backend instanceof Mapping mapping) {
      for (Entry entry : mapping.entries()) {
        if (entry.key().text().equalsIgnoreCase("Type") && entry.value() instanceof Scalar word) {
          type = word.text().toLowerCase(Locale.ROOT);
        }
      }
    }
    return switch (type) {
      case "vxlan" -> Flannel.VXLAN;
      case "host-gw" -> Flannel.HOST_GW;
      default -> Flannel.BACKEND;
    };
  }

  private Backend backend(
      Fields fields, Fields backend, @Nullable Located<Integer> mtu, boolean dualStack) {
    if (!fields.has("Backend")) {
      problems.warn(
          fields.position(),
          "there is no Backend: the lab takes vxlan, but Flannel would take udp, which is not for "
              + "use");
      return DEFAULT_BACKEND;
    }
    Located<String> type = backend.text("Type");
    String word = type == null ? "" : type.value().toLowerCase(Locale.ROOT);
    return switch (word) {
      case "host-gw" -> new Backend.HostGw();
      case "vxlan" -> vxlan(backend, mtu, dualStack);
      default -> {
        if (type != null || (fields.value("Backend") instanceof Mapping && !backend.has("Type"))) {
          refuse(word, type == null ? backend.position() : type.position());
        }
        yield DEFAULT_BACKEND;
      }
    };
  }

  private void refuse(String word, Position position) {
    problems.error(
        position,
        Flannel.OTHER_BACKENDS.contains(word)
            ? "Flannel has the backend " + word + ", but the lab has only vxlan and host-gw"
            : "unknown backend type: "
                + word
                + (word.isEmpty()
                    ? "; a Backend has a Type, vxlan or host-gw"
                    : Suggestion.of(word, OWN_BACKENDS)));
  }

  private Backend vxlan(Fields backend, @Nullable Located<Integer> mtu, boolean dualStack) {
    Located<Integer> vni = backend.integer("VNI", 0, MOST_VNI);
    Located<Integer> port = backend.integer("Port", 0, 65535);
    Backend.Vxlan vxlan =
        new Backend.Vxlan(
            vni == null ? DEFAULT_BACKEND.vni() : vni.value(),
            port == null || port.value() == 0 ? Backend.Vxlan.DEFAULT_PORT : port.value(),
            mtu == null || mtu.value() == 0 ? null : mtu.value(),
            isTrue(backend.bool("GBP")),
            isTrue(backend.bool("Learning")),
            isTrue(backend.bool("DirectRouting")));
    String device = dualStack ? vxlan.device6() : vxlan.device();
    if (vni != null && device.length() > Names.LONGEST_LINK) {
      problems.error(
          vni.position(),
          ("the tunnel would be called %s, but a link's name has at most %d characters: take a VNI "
                  + "of at most %d digits")
              .formatted(device, Names.LONGEST_LINK, Names.LONGEST_LINK - device.indexOf('.') - 1));
    }
    return vxlan;
  }

  private static boolean isTrue(@Nullable Located<Boolean> value) {
    return value != null && value.value();
  }
}
