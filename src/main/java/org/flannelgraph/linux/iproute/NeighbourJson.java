package org.flannelgraph.linux.iproute;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.flannelgraph.address.Addresses;
import org.flannelgraph.linux.route.Neighbour;

/** A neighbour as {@code ip -j neighbour} has it. */
public final class NeighbourJson {
  private NeighbourJson() {}

  /** Writes one. */
  public static ObjectNode write(Neighbour neighbour, LinkNames names) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("dst", Addresses.format(neighbour.destination()));
    json.put("dev", names.name(neighbour.index()));
    neighbour.linkAddress().ifPresent(mac -> json.put("lladdr", mac.toString()));
    Bits.NEIGHBOUR.names(neighbour.flags()).forEach(json::putNull);
    if (neighbour.state() != 0) {
      json.putArray("state").add(Words.NEIGHBOUR_STATE.name(neighbour.state()));
    }
    if (neighbour.protocol() != 0) {
      json.put("protocol", Words.PROTOCOL.name(neighbour.protocol()));
    }
    return json;
  }

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException in words for the user, if it is none
   */
  public static Neighbour read(JsonNode json, LinkIndexes indexes) {
    Fields fields = new Fields(json);
    int flags = 0;
    for (Bits.Bit bit : Bits.NEIGHBOUR.names()) {
      flags |= fields.flag(bit.name()) ? bit.mask() : 0;
    }
    int state = 0;
    for (String word : fields.texts("state")) {
      state |=
          Words.NEIGHBOUR_STATE
              .number(word)
              .orElseThrow(
                  () -> new IllegalArgumentException("field 'state': unknown name '" + word + "'"));
    }
    return new Neighbour(
        indexes.index(fields.demandText("dev")),
        fields
            .address("dst")
            .orElseThrow(() -> new IllegalArgumentException("field 'dst' is missing")),
        fields.mac("lladdr"),
        state,
        flags,
        fields.word("protocol", Words.PROTOCOL, 0));
  }
}
