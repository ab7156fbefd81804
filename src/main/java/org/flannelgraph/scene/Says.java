package org.flannelgraph.scene;

import java.util.ArrayList;
import java.util.List;
import org.flannelgraph.linux.route.Link;
import org.flannelgraph.linux.route.Vxlan;
import org.flannelgraph.topology.Namespace;

/** What items say to those who can't see them. */
final class Says {
  private Says() {}

  static String device(Namespace namespace, Link link) {
    List<String> facts = new ArrayList<>();
    facts.add(namespace.name() + "/" + link.name());
    if (!link.kind().name().isEmpty()) {
      facts.add(link.kind().name());
    }
    if (link.kind() instanceof Vxlan vxlan) {
      facts.add("vni " + vxlan.id());
    }
    facts.addAll(Facts.addresses(namespace, link));
    facts.add("mtu " + link.mtu());
    link.address().ifPresent(mac -> facts.add(mac.toString()));
    if (link.master() != 0) {
      facts.add("master " + namespace.names().name(link.master()));
    }
    Facts.trouble(link).ifPresent(facts::add);
    return String.join(", ", facts);
  }
}
