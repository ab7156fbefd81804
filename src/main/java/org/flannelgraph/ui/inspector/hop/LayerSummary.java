package org.flannelgraph.ui.inspector.hop;

import java.util.List;
import java.util.StringJoiner;
import org.flannelgraph.packet.FieldValue;
import org.flannelgraph.packet.Protocol;

/** What a header says, in a line. */
final class LayerSummary {
  private static final String ARROW = " → ";

  private final List<FieldValue> fields;
  private final StringJoiner line = new StringJoiner("  ");

  private LayerSummary(List<FieldValue> fields) {
    this.fields = fields;
  }

  static String of(Protocol protocol, List<FieldValue> fields) {
    LayerSummary summary = new LayerSummary(fields);
    switch (protocol) {
      case ETHERNET -> summary.between("source", "destination");
      case IPV4 ->
          summary
              .between("source", "destination")
              .named("ttl", "ttl")
              .flag("DF", "dontFragment")
              .flag("MF", "moreFragments");
      case IPV6 -> summary.between("source", "destination").named("hop limit", "hopLimit");
      case UDP -> summary.between("sourcePort", "destinationPort").named("len", "length");
      case TCP ->
          summary
              .between("sourcePort", "destinationPort")
              .named("", "flags")
              .named("mss", "mss")
              .named("win", "window");
      case VXLAN, GENEVE -> summary.named("vni", "vni").named("flags", "flags");
      case ARP ->
          summary.named("", "operation").between("senderIp", "targetIp").named("", "senderMac");
      case ICMP, ICMPV6 ->
          summary.named("", "type").named("id", "identifier").named("seq", "sequence");
      case HTTP ->
          summary
              .named("", "method")
              .named("", "requestTarget")
              .named("", "statusCode")
              .named("", "reasonPhrase");
      default ->
          fields.stream()
              .limit(3)
              .forEach(it -> summary.named(FieldRow.words(it.name()), it.name()));
    }
    return summary.line.toString();
  }

  private LayerSummary between(String source, String destination) {
    if (!text(source).isEmpty()) {
      line.add(text(source) + ARROW + text(destination));
    }
    return this;
  }

  private LayerSummary named(String words, String name) {
    String text = text(name);
    if (!text.isEmpty()) {
      line.add(words.isEmpty() ? text : words + " " + text);
    }
    return this;
  }

  private LayerSummary flag(String words, String name) {
    if (text(name).equals("1")) {
      line.add(words);
    }
    return this;
  }

  private String text(String name) {
    return text(fields, name);
  }

  private static String text(List<FieldValue> fields, String name) {
    for (FieldValue field : fields) {
      if (field.name().equals(name) && field.inside().isEmpty()) {
        return field.text();
      }
      String inside = text(field.inside(), name);
      if (!inside.isEmpty()) {
        return inside;
      }
    }
    return "";
  }
}
