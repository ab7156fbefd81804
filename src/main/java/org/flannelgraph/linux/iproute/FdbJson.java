package org.flannelgraph.linux.iproute;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.flannelgraph.address.Addresses;
import org.flannelgraph.linux.route.FdbEntry;
import org.flannelgraph.linux.route.FdbEntry.Remote;
import org.flannelgraph.linux.route.Neighbour;

/** An entry of a forwarding database as {@code bridge -j fdb} has it. */
public final class FdbJson {
  private FdbJson() {}

  /** Writes one. */
  public static ObjectNode write(FdbEntry entry, LinkNames names) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("mac", entry.linkAddress().toString());
    json.put("ifname", names.name(entry.index()));
    entry.remote().ifPresent(far -> json.put("dst", Addresses.format(far.destination())));
    if (entry.vlan() != 0) {
      json.put("vlan", entry.vlan());
    }
    entry.remote().ifPresent(far -> tunnel(json, far, names));
    if (entry.sourceVni() != 0) {
      json.put("src_vni", entry.sourceVni());
    }
    if (entry.nextHop() != 0) {
      json.put("nhid", entry.nextHop());
    }
    ArrayNode flags = json.putArray("flags");
    Bits.FDB.names(entry.flags()).forEach(flags::add);
    if (entry.master() != 0) {
      json.put("master", names.name(entry.master()));
    }
    return json.put("state", Lines.fdbState(entry.state()));
  }

  private static void tunnel(ObjectNode json, Remote remote, LinkNames names) {
    if (remote.port() != 0) {
      json.put("port", remote.port());
    }
    if (remote.vni() != 0) {
      json.put("vni", Integer.toUnsignedLong(remote.vni()));
    }
    if (remote.index() != 0) {
      json.put("viaIf", names.name(remote.index()));
    }
  }

  /**
   * Reads one. Whether a learned entry was in use lately is not written: it is read as in use.
   *
   * @throws IllegalArgumentException in words for the user, if it is none
   */
  public static FdbEntry read(JsonNode json, LinkIndexes indexes) {
    Fields fields = new Fields(json);
    return new FdbEntry(
        fields.mac("mac").orElseThrow(() -> new IllegalArgumentException("field 'mac' is missing")),
        indexes.index(fields.demandText("ifname")),
        fields.text("master").map(indexes::index).orElse(0),
        fields.number("vlan", 0),
        state(fields.text("state").orElse("")),
        fields.bits("flags", Bits.FDB),
        fields
            .address("dst")
            .map(
                destination ->
                    new Remote(
                        destination,
                        fields.number("port", 0),
                        fields.number("vni", 0),
                        fields.text("viaIf").map(indexes::index).orElse(0))),
        fields.number("src_vni", 0),
        fields.number("nhid", 0));
  }

  private static int state(String word) {
    return switch (word) {
      case "permanent" -> Neighbour.NUD_PERMANENT;
      case "static" -> Neighbour.NUD_NOARP;
      case "stale" -> Neighbour.NUD_STALE;
      case "" -> Neighbour.NUD_REACHABLE;
      default ->
          Words.NEIGHBOUR_STATE
              .number(word.startsWith("state=") ? word.substring(6) : word)
              .orElseThrow(
                  () -> new IllegalArgumentException("field 'state': unknown name '" + word + "'"));
    };
  }
}
