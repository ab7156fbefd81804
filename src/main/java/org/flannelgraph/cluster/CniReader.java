package org.flannelgraph.cluster;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.flannelgraph.cluster.RawLab.RawCni;
import org.flannelgraph.cluster.Value.Mapping;
import org.flannelgraph.cluster.Value.Scalar;
import org.flannelgraph.cluster.Value.Sequence;
import org.jspecify.annotations.Nullable;

/**
 * Reads the CNI configuration that Flannel installs on its nodes: a list of plugins, the first of
 * which is flannel's, with what it hands to the bridge plugin.
 */
final class CniReader {
  private static final String FLANNEL = "flannel";
  private static final String PORTMAP = "portmap";
  private static final Set<String> CHAINED =
      Set.of("bandwidth", "firewall", "sbr", "tuning", "vrf", "dummy");
  private static final List<String> VERSIONS =
      List.of("0.1.0", "0.2.0", "0.3.0", "0.3.1", "0.4.0", "1.0.0", "1.1.0");
  private static final Pattern NETWORK_NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]*");
  private static final Pattern LINK_NAME = Pattern.compile("[a-zA-Z0-9_-][a-zA-Z0-9_.-]*");
  private static final Pattern TAKEN_LINK =
      Pattern.compile("lo|eth0|all|default|flannel(-v6)?\\.\\d+|veth[0-9a-f]{8}");

  private final SourceText source;
  private final Problems problems;

  CniReader(SourceText source, Problems problems) {
    this.source = source;
    this.problems = problems;
  }

  /** The configuration; null if it can't be read, which is told. */
  @Nullable RawCni read(Scalar json) {
    Value value = JsonTree.parse(json, source, problems).orElse(null);
    if (value == null) {
      return null;
    }
    int errors = problems.errorCount();
    Fields list = Fields.of(value, Flannel.CONF_LIST, problems);
    if (!(value instanceof Mapping)) {
      return null;
    }
    Located<String> name = list.required("name");
    if (name != null && !isFileName(name.value())) {
      problems.error(
          name.position(),
          "'name' has letters, digits, '_', '.' and '-', first a letter or digit, and at most "
              + Names.LONGEST_FILE
              + " of them");
    }
    version(list);
    Fields plugin = plugin(list);
    if (plugin == null) {
      return null;
    }
    checkPlugin(plugin);
    Fields delegate = plugin.object("delegate", Flannel.DELEGATE);
    refuse(delegate);
    Located<Integer> mtu = mtu(delegate);
    CniConfig config =
        config(name == null ? "" : name.value(), delegate, mtu == null ? null : mtu.value(), json);
    return problems.errorCount() > errors ? null : new RawCni(config, mtu);
  }

  private static boolean isFileName(String name) {
    return NETWORK_NAME.matcher(name).matches() && name.length() <= Names.LONGEST_FILE;
  }

  private void version(Fields list) {
    Located<String> version = list.text("cniVersion");
    if (version != null && !VERSIONS.contains(version.value())) {
      problems.error(
          version.position(),
          "the CNI specification has no version '%s', only %s"
              .formatted(version.value(), String.join(", ", VERSIONS)));
    }
  }

  /** The flannel plugin's entry; null if there is none, which is told. */
  private @Nullable Fields plugin(Fields list) {
    Fields found = null;
    boolean refused = !list.has("plugins") || !(list.value("plugins") instanceof Sequence);
    list.require("plugins");
    for (Value item : list.list("plugins")) {
      Located<String> type = type(item);
      if (type == null) {
        refused = true;
      } else if (found == null && type.value().equals(FLANNEL)) {
        found = Fields.of(item, Flannel.FLANNEL_PLUGIN, problems);
      } else if (found != null && CHAINED.contains(type.value())) {
        problems.warn(
            type.position(), "the lab does not do what the plugin " + type.value() + " does");
      } else if (!type.value().equals(PORTMAP)) {
        refused = true;
        problems.error(
            type.position(),
            "the lab has no plugin '%s' here: the first is flannel, and portmap may follow%s"
                .formatted(type.value(), Suggestion.of(type.value(), List.of(FLANNEL, PORTMAP))));
      }
    }
    if (found == null && !refused) {
      problems.error(list.position("plugins"), "'plugins' has none of type flannel");
    }
    return found;
  }

  private @Nullable Located<String> type(Value plugin) {
    if (plugin instanceof Mapping mapping) {
      for (Value.Entry entry : mapping.entries()) {
        if (entry.key().text().equalsIgnoreCase("type")
            && entry.value() instanceof Scalar type
            && type.type() == Scalar.Type.STRING) {
          return new Located<>(type.text(), type.position());
        }
      }
    }
    problems.error(plugin.position(), "a plugin is a mapping with a 'type'");
    return null;
  }

  private void checkPlugin(Fields plugin) {
    for (String field : List.of("subnetFile", "dataDir")) {
      if (plugin.text(field) != null) {
        problems.warn(
            plugin.position(field),
            "the lab does not use '" + field + "': its files are where they are by default");
      }
    }
    Located<String> type = plugin.object("ipam", Flannel.IPAM).text("type");
    if (type != null && !type.value().equals("host-local")) {
      problems.error(
          type.position(), "pods get their addresses from host-local, not from " + type.value());
    }
  }

  /** Tells of what the flannel plugin refuses and of what the lab's bridge can't do. */
  private void refuse(Fields delegate) {
    Located<String> type = delegate.text("type");
    if (type != null && !type.value().equals("bridge")) {
      problems.error(
          type.position(), "the lab's pods are plugged in by bridge, not by " + type.value());
    }
    for (String field : List.of("name", "ipam")) {
      if (delegate.has(field)) {
        problems.error(
            delegate.position(field),
            "'delegate' dictionary must not have '%s' field, it'll be set by flannel"
                .formatted(field));
      }
    }
    Located<Integer> vlan = delegate.integer("vlan", 0, 4094);
    if ((vlan != null && vlan.value() != 0) || !delegate.list("vlanTrunk").isEmpty()) {
      String field = delegate.has("vlan") ? "vlan" : "vlanTrunk";
      problems.error(delegate.position(field), "the lab's bridge has no VLANs: leave it out");
    }
    for (String field : List.of("macspoofchk", "portIsolation", "disableContainerInterface")) {
      if (isTrue(delegate, field, false)) {
        problems.error(
            delegate.position(field), "the lab's bridge can't do '" + field + "': leave it out");
      }
    }
  }

  private @Nullable Located<Integer> mtu(Fields delegate) {
    Located<Integer> mtu = delegate.integer("mtu", 0, Backend.MOST_MTU);
    if (mtu == null || mtu.value() == 0) {
      return null;
    }
    if (mtu.value() < Backend.LEAST_MTU) {
      problems.error(mtu.position(), "an interface's MTU is at least " + Backend.LEAST_MTU);
    }
    return mtu;
  }

  private CniConfig config(String name, Fields delegate, @Nullable Integer mtu, Scalar json) {
    Located<String> bridge = delegate.text("bridge");
    if (bridge != null) {
      checkLinkName(bridge);
    }
    boolean isDefaultGateway = isTrue(delegate, "isDefaultGateway", false);
    boolean isGateway = isTrue(delegate, "isGateway", true) || isDefaultGateway;
    boolean hairpin = isTrue(delegate, "hairpinMode", false);
    boolean promiscuous = isTrue(delegate, "promiscMode", false);
    boolean masquerade = isTrue(delegate, "ipMasq", false);
    if (masquerade) {
      problems.warn(
          delegate.position("ipMasq"),
          "in the lab only Flannel masquerades, and not the bridge plugin once more");
    }
    if (promiscuous) {
      problems.warn(
          delegate.position("promiscMode"), "in the lab no bridge is in promiscuous mode");
    }
    if (hairpin && promiscuous) {
      problems.error(
          delegate.position("promiscMode"),
          "cannot set hairpin mode and promiscuous mode at the same time");
    }
    return new CniConfig(
        name,
        bridge == null ? CniConfig.STOCK.bridge() : bridge.value(),
        hairpin,
        isGateway,
        isDefaultGateway,
        masquerade,
        promiscuous,
        mtu,
        json.text());
  }

  private void checkLinkName(Located<String> link) {
    String name = link.value();
    if (name.length() > Names.LONGEST_LINK) {
      problems.error(
          link.position(),
          "'%s' has %d characters, and a link's name has at most %d"
              .formatted(name, name.length(), Names.LONGEST_LINK));
    } else if (!LINK_NAME.matcher(name).matches()) {
      problems.error(
          link.position(),
          "'%s' is no name for a link: take letters, digits, '_', '-' and '.'".formatted(name));
    } else if (TAKEN_LINK.matcher(name).matches()) {
      problems.error(link.position(), "a node has another link of the name '" + name + "'");
    }
  }

  private static boolean isTrue(Fields fields, String field, boolean unsaid) {
    Located<Boolean> value = fields.bool(field);
    return value == null ? unsaid : value.value();
  }
}
