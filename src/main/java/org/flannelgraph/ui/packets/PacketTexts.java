package org.flannelgraph.ui.packets;

import java.util.Locale;
import java.util.StringJoiner;
import org.flannelgraph.capture.Direction;
import org.flannelgraph.journey.Endpoint;
import org.flannelgraph.journey.Hop;
import org.flannelgraph.journey.Journey;
import org.flannelgraph.packet.Dissection;
import org.flannelgraph.packet.Field;
import org.flannelgraph.packet.Protocol;
import org.flannelgraph.packet.Summary;
import org.flannelgraph.scene.Ink;
import org.flannelgraph.scene.LayerInk;
import org.flannelgraph.ui.model.Words;
import org.jspecify.annotations.Nullable;

/**
 * What a row says.
 *
 * @param source who sent it: of a tunnelled packet, the inner one
 * @param destination likewise
 * @param protocol the innermost that is known, for people
 * @param ink the protocol's colour
 * @param length on the wire, in bytes
 * @param where it was seen; of a journey, at how many places
 * @param info in a line
 */
record PacketTexts(
    String source,
    String destination,
    String protocol,
    Ink ink,
    int length,
    String where,
    String info) {

  static PacketTexts of(PacketRow row, Dissection dissection) {
    row.frame().dissect(dissection);
    String label = Summary.protocol(dissection);
    Protocol protocol = protocol(dissection, label);
    String name = protocol == null ? label.toUpperCase(Locale.ROOT) : protocol.title();
    Ink ink = protocol == null ? Ink.PAYLOAD : LayerInk.of(protocol);
    return row.isJourney() ? ofJourney(row, name, ink) : ofHop(row, dissection, name, ink);
  }

  private static PacketTexts ofJourney(PacketRow row, String protocol, Ink ink) {
    Journey journey = row.journey();
    return new PacketTexts(
        host(journey.source()),
        host(journey.destination()),
        protocol,
        ink,
        row.frame().wireLength(),
        Words.get("packets.hops", journey.hops().size()),
        journey.summary());
  }

  private static PacketTexts ofHop(PacketRow row, Dissection d, String protocol, Ink ink) {
    int layer = d.innermost();
    if (layer >= 0 && d.protocol(layer).isLink()) {
      int arp = d.find(Protocol.ARP, layer);
      layer = arp < 0 ? layer : arp;
    }
    Hop hop = row.sighting();
    Direction direction = hop.direction();
    String where = hop.place().toString();
    return new PacketTexts(
        field(d, layer, "source", "senderIp"),
        field(d, layer, "destination", "targetIp"),
        protocol,
        ink,
        hop.frame().wireLength(),
        direction == null ? where : where + " " + direction.name().toLowerCase(Locale.ROOT),
        row.isNested() ? hop.action().label() + ": " + stack(d) : Summary.text(d));
  }

  private static @Nullable Protocol protocol(Dissection d, String label) {
    for (int layer = d.layers() - 1; layer >= 0; layer--) {
      if (d.protocol(layer).label().equals(label)) {
        return d.protocol(layer);
      }
    }
    return null;
  }

  private static String host(Endpoint endpoint) {
    String host = endpoint.pod() == null ? endpoint.address() : endpoint.pod();
    if (endpoint.port() == null) {
      return host;
    }
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + endpoint.port();
  }

  private static String field(Dissection d, int layer, String name, String orName) {
    if (layer >= 0) {
      for (Field field : d.protocol(layer).fields()) {
        if ((field.name().equals(name) || field.name().equals(orName))
            && field.isPresent(d, layer)) {
          return field.text(d, layer);
        }
      }
    }
    return "";
  }

  private static String stack(Dissection d) {
    StringJoiner names = new StringJoiner(" ");
    for (int layer = 0; layer < d.layers() && !d.isQuoted(layer); layer++) {
      names.add(d.protocol(layer).title());
    }
    return names.toString();
  }
}
