package org.flannelgraph.cluster;

import java.util.Locale;
import org.flannelgraph.address.Cidr;
import org.flannelgraph.cluster.RawLab.RawFlannel;
import org.flannelgraph.cluster.RawLab.RawSubnets;
import org.flannelgraph.cluster.Value.Scalar;
import org.jspecify.annotations.Nullable;

/** Reads Flannel's net-conf.json. */
final class FlannelReader {
  private static final Backend.Vxlan DEFAULT =
      new Backend.Vxlan(1, Backend.Vxlan.DEFAULT_PORT, null, false, false, false);

  private final SourceText source;
  private final Problems problems;

  FlannelReader(SourceText source, Problems problems) {
    this.source = source;
    this.problems = problems;
  }

  /** The configuration; null if it is no JSON, which is told. */
  @Nullable RawFlannel read(Scalar json) {
    Value value = JsonTree.parse(json, source, problems).orElse(null);
    if (value == null) {
      return null;
    }
    Fields fields = Fields.of(value, Flannel.NET_CONF, problems);
    Located<Boolean> ipv6 = fields.bool("EnableIPv6");
    boolean dualStack = ipv6 != null && ipv6.value();
    Fields backend = fields.object("Backend", Flannel.ANY_BACKEND);
    Located<Integer> mtu = backend.integer("MTU", 0, 65535);
    return new RawFlannel(
        value.position(),
        network(fields, "Network"),
        dualStack ? network(fields, "IPv6Network") : null,
        dualStack,
        new RawSubnets(
            fields.integer("SubnetLen", 0, 32),
            fields.address("SubnetMin"),
            fields.address("SubnetMax")),
        new RawSubnets(
            fields.integer("IPv6SubnetLen", 0, 128),
            fields.address("IPv6SubnetMin"),
            fields.address("IPv6SubnetMax")),
        backend(fields, backend, mtu),
        mtu,
        json.text());
  }

  private @Nullable Located<Cidr> network(Fields fields, String field) {
    Located<Cidr> network = fields.cidr(field);
    if (network == null) {
      if (!fields.has(field)) {
        problems.error(
            fields.position(),
            "please define a correct " + field + " parameter in the flannel config");
      }
      return null;
    }
    if (network.value().hasHostBits()) {
      problems.warn(
          network.position(),
          network.value() + " has host bits; Flannel takes " + network.value().masked());
    }
    return new Located<>(network.value().masked(), network.position());
  }

  private Backend backend(Fields fields, Fields backend, @Nullable Located<Integer> mtu) {
    if (!fields.has("Backend")) {
      problems.warn(
          fields.position(), "there is no Backend: the lab takes vxlan, Flannel would take udp");
      return DEFAULT;
    }
    Located<String> type = backend.text("Type");
    String word = type == null ? "" : type.value().toLowerCase(Locale.ROOT);
    switch (word) {
      case "host-gw" -> {
        return new Backend.HostGw();
      }
      case "vxlan" -> {
        Located<Integer> vni = backend.integer("VNI", 0, (1 << 24) - 1);
        Located<Integer> port = backend.integer("Port", 0, 65535);
        return new Backend.Vxlan(
            vni == null ? DEFAULT.vni() : vni.value(),
            port == null || port.value() == 0 ? DEFAULT.port() : port.value(),
            mtu == null || mtu.value() == 0 ? null : mtu.value(),
            isTrue(backend.bool("GBP")),
            isTrue(backend.bool("Learning")),
            isTrue(backend.bool("DirectRouting")));
      }
      default -> {
        problems.error(
            type == null ? backend.position() : type.position(),
            "unknown backend type: " + word + "; the lab knows vxlan and host-gw");
        return DEFAULT;
      }
    }
  }

  private static boolean isTrue(@Nullable Located<Boolean> value) {
    return value != null && value.value();
  }
}
