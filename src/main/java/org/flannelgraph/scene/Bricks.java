package org.flannelgraph.scene;

import java.util.ArrayList;
import java.util.List;
import org.flannelgraph.capture.Frame;
import org.flannelgraph.packet.Dissection;
import org.flannelgraph.packet.Field;
import org.flannelgraph.packet.Ipv4;
import org.flannelgraph.packet.Ports;
import org.flannelgraph.packet.Protocol;
import org.flannelgraph.packet.Stop;
import org.flannelgraph.packet.Summary;
import org.flannelgraph.packet.Tcp;

/** Says of a frame, header by header, what a person should read of it. For one thread. */
public final class Bricks {
  private static final String ARROW = " → ";

  private final Dissection dissection;

  /** With the ports that the lab's tunnels have. */
  public Bricks(Ports ports) {
    dissection = new Dissection(ports);
  }

  /** The bricks of a frame, the outermost first. What an ICMP error quotes has none. */
  public List<Brick> of(Frame frame) {
    frame.dissect(dissection);
    int layers = 0;
    while (layers < dissection.layers() && !dissection.isQuoted(layers)) {
      layers++;
    }
    List<Brick> bricks = new ArrayList<>();
    for (int layer = 0; layer < layers; layer++) {
      bricks.add(brick(layer, layer == layers - 1));
    }
    if (layers > 0 && layers == dissection.layers()) {
      payload(layers - 1, bricks);
    }
    return List.copyOf(bricks);
  }

  private Brick brick(int layer, boolean isLast) {
    Protocol protocol = dissection.protocol(layer);
    if (!dissection.isWhole(layer)) {
      String words = dissection.stop().words() + " " + protocol.title();
      return dissection.stop() == Stop.MALFORMED
          ? brick(layer, words, words, "", "", Ink.BAD, Ink.BAD_FILL)
          : brick(layer, words, words, "", "", Ink.PAYLOAD, Ink.PAYLOAD_FILL);
    }
    String words = name(protocol);
    String spoken = protocol.title();
    String state = "";
    String note = "";
    switch (protocol) {
      case ETHERNET -> {
        state = text(layer, "source") + ARROW + text(layer, "destination");
        spoken = "Ethernet " + state;
        note = "new MACs";
      }
      case VLAN, SERVICE_VLAN -> words += " " + text(layer, "id");
      case IPV4, IPV6 -> {
        String source = text(layer, "source");
        String destination = text(layer, "destination");
        words += " " + source + ARROW + shortened(source, destination);
        spoken = protocol.title() + " " + source + ARROW + destination;
        note =
            protocol == Protocol.IPV4
                ? "ttl " + text(layer, "ttl")
                : "hop limit " + text(layer, "hopLimit");
        state = spoken + note;
      }
      case UDP -> {
        words += " " + port(layer);
        state = ports(layer);
        spoken = "UDP " + state;
      }
      case TCP -> {
        String flags = Tcp.flagNames(Tcp.flags(dissection.bytes(), dissection.index(layer)));
        words += " " + flags + " " + port(layer);
        state = ports(layer);
        spoken = "TCP " + flags + " " + state;
      }
      case VXLAN, GENEVE -> {
        words += " " + text(layer, "vni");
        spoken = protocol.title() + " VNI " + text(layer, "vni");
      }
      default -> {
        if (isLast && Summary.protocol(dissection).equals(protocol.label())) {
          spoken = Summary.text(dissection);
          words = spoken.replaceFirst("\\? tell .*", "?");
        }
      }
    }
    return brick(layer, words, spoken, state, note, LayerInk.of(protocol), LayerInk.fill(protocol));
  }

  private Brick brick(
      int layer, String words, String spoken, String state, String note, Ink ink, Ink fill) {
    Protocol protocol = dissection.protocol(layer);
    return new Brick(
        protocol.label(),
        dissection.level(layer),
        name(protocol),
        words,
        spoken.replace(ARROW, " to "),
        state,
        note,
        dissection.headerLength(layer),
        ink,
        fill);
  }

  /** What the innermost header carries and nobody reads. */
  private void payload(int layer, List<Brick> bricks) {
    int bytes = dissection.payloadLength(layer);
    boolean isRead =
        switch (dissection.protocol(layer)) {
          case ARP, LLC, STP, ICMPV6, IGMP, DNS, DHCP -> true;
          default -> !dissection.isWhole(layer);
        };
    if (bytes > 0 && !isRead) {
      String words = bytes + " B" + fragment(layer);
      bricks.add(
          new Brick(
              Brick.PAYLOAD,
              dissection.level(layer),
              "data",
              words,
              words.replace(" B", bytes == 1 ? " byte" : " bytes"),
              "",
              "",
              bytes,
              Ink.PAYLOAD,
              Ink.PAYLOAD_FILL));
    }
  }

  private String fragment(int layer) {
    if (dissection.protocol(layer) != Protocol.IPV4
        && dissection.protocol(layer) != Protocol.FRAGMENT) {
      return "";
    }
    int offset =
        dissection.protocol(layer) == Protocol.IPV4
            ? Ipv4.fragmentOffset(dissection.bytes(), dissection.index(layer))
            : Integer.parseInt(text(layer, "fragmentOffset"));
    return offset == 0 ? "" : " from byte " + offset;
  }

  private String ports(int layer) {
    return "port " + text(layer, "sourcePort") + " to port " + text(layer, "destinationPort");
  }

  /** The server's: the smaller of the two. */
  private int port(int layer) {
    return Math.min(
        Integer.parseInt(text(layer, "sourcePort")),
        Integer.parseInt(text(layer, "destinationPort")));
  }

  private String text(int layer, String name) {
    for (Field field : dissection.protocol(layer).fields()) {
      if (field.name().equals(name) && field.isPresent(dissection, layer)) {
        return field.text(dissection, layer);
      }
    }
    return "";
  }

  /** An address without the groups that it shares with another: {@code .12}, {@code …:2}. */
  static String shortened(String other, String address) {
    int same = 0;
    for (int i = 0; i < Math.min(other.length(), address.length()); i++) {
      if (other.charAt(i) != address.charAt(i)) {
        break;
      }
      if (address.charAt(i) == '.' || address.charAt(i) == ':') {
        same = i;
      }
    }
    if (same == 0 || address.equals(other)) {
      return address;
    }
    return address.charAt(same) == ':' ? "…" + address.substring(same) : address.substring(same);
  }

  private static String name(Protocol protocol) {
    return switch (protocol) {
      case ETHERNET -> "Eth";
      case IPV4 -> "IP";
      case IPV6 -> "IP6";
      default -> protocol.title();
    };
  }
}
