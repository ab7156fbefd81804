package org.flannelgraph.linux.operation;

import java.util.List;
import org.flannelgraph.linux.iproute.Lines;
import org.flannelgraph.linux.iproute.LinkNames;
import org.flannelgraph.linux.netlink.Request;
import org.flannelgraph.linux.route.Family;
import org.flannelgraph.linux.route.Rule;

/** Adds a routing rule. */
public record AddRule(String namespace, Rule rule) implements NetlinkOperation {
  @Override
  public String command() {
    return words("add");
  }

  @Override
  public String undoCommand() {
    return words("del");
  }

  private String words(String verb) {
    return Commands.ip6(
        namespace,
        rule.family() == Family.AF_INET6,
        "rule "
            + verb
            + " pref "
            + Integer.toUnsignedString(rule.priority())
            + " "
            + new Lines(LinkNames.NONE).ruleWithoutPriority(rule));
  }

  /** A rule may name a link that is not there yet. */
  @Override
  public List<KernelObject> needs() {
    return List.of(KernelObject.namespace(namespace));
  }

  @Override
  public Request request(Resolver resolver) {
    return rule.add(Request.NLM_F_CREATE | Request.NLM_F_EXCL, this::command);
  }

  @Override
  public Request undoRequest(Resolver resolver) {
    return rule.delete(this::undoCommand);
  }
}
