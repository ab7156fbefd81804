package org.flannelgraph.journey;

import java.util.Locale;
import java.util.Map;
import org.flannelgraph.capture.CapturedFrame;
import org.flannelgraph.packet.Checksum;
import org.flannelgraph.packet.Dissection;
import org.flannelgraph.packet.Ports;
import org.flannelgraph.packet.Protocol;

/** A frame's headers as short words in a row, the outermost first, flush to the right. */
final class HeaderStack {
  private static final String RESET = "\u001b[0m";

  /** One colour for each layer, the same everywhere. */
  private static final Map<Protocol, Integer> COLOURS =
      Map.ofEntries(
          Map.entry(Protocol.ETHERNET, 36),
          Map.entry(Protocol.VLAN, 36),
          Map.entry(Protocol.ARP, 33),
          Map.entry(Protocol.IPV4, 34),
          Map.entry(Protocol.IPV6, 34),
          Map.entry(Protocol.UDP, 32),
          Map.entry(Protocol.TCP, 32),
          Map.entry(Protocol.ICMP, 33),
          Map.entry(Protocol.ICMPV6, 33),
          Map.entry(Protocol.VXLAN, 35),
          Map.entry(Protocol.GENEVE, 35),
          Map.entry(Protocol.GRE, 35),
          Map.entry(Protocol.WIREGUARD, 35));

  private final Dissection dissection;
  private final boolean colour;

  HeaderStack(Ports ports, boolean colour) {
    dissection = new Dissection(ports);
    this.colour = colour;
  }

  /** The stack of a hop's frame; what has no room is cut off on the left. */
  String of(Hop hop, int width) {
    decode(hop.frame());
    StringBuilder plain = new StringBuilder();
    StringBuilder painted = new StringBuilder();
    for (int layer = 0; layer < dissection.layers(); layer++) {
      if (!dissection.isQuoted(layer) && !isApplication(dissection.protocol(layer))) {
        String name = shortName(dissection.protocol(layer));
        plain.append(plain.isEmpty() ? "" : " ").append(name);
        painted
            .append(painted.isEmpty() ? "" : " ")
            .append(paint(dissection.protocol(layer), name));
      }
    }
    if (plain.length() > width) {
      return "~" + plain.substring(plain.length() - width + 1);
    }
    return " ".repeat(width - plain.length()) + (colour ? painted : plain);
  }

  /**
   * What there is to say of a frame's innermost checksum; nothing if it is correct or not there.
   */
  String checksum(Hop hop) {
    decode(hop.frame());
    for (int layer = dissection.layers() - 1; layer >= 0; layer--) {
      Checksum checksum =
          dissection.isQuoted(layer) ? Checksum.ABSENT : Checksum.of(dissection, layer);
      if (checksum == Checksum.PARTIAL || checksum == Checksum.WRONG) {
        return shortName(dissection.protocol(layer)) + " checksum " + checksum.words();
      }
    }
    return "";
  }

  private void decode(CapturedFrame frame) {
    frame.dissect(dissection);
  }

  private static boolean isApplication(Protocol protocol) {
    return switch (protocol) {
      case DNS, DHCP, HTTP -> true;
      default -> false;
    };
  }

  private static String shortName(Protocol protocol) {
    return switch (protocol) {
      case ETHERNET -> "eth";
      case IPV4 -> "ip";
      case IPV6 -> "ip6";
      case ICMPV6 -> "icmp6";
      default -> protocol.label().toLowerCase(Locale.ROOT);
    };
  }

  private static String paint(Protocol protocol, String name) {
    Integer number = COLOURS.get(protocol);
    return number == null ? name : "\u001b[" + number + "m" + name + RESET;
  }
}
