package org.flannelgraph.linux.iproute;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.flannelgraph.address.Addresses;
import org.flannelgraph.linux.route.Address;
import org.flannelgraph.linux.route.Address.Lifetime;

/** An address as an element of {@code addr_info} of {@code ip -j address}. */
public final class AddressJson {
  private AddressJson() {}

  /** Writes one. */
  public static ObjectNode write(Address address) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("family", Addresses.isIpv6(address.address()) ? "inet6" : "inet");
    json.put("local", Addresses.format(address.address()));
    address.peer().ifPresent(peer -> json.put("address", Addresses.format(peer)));
    json.put("prefixlen", address.prefixLength());
    if (address.metric() != 0) {
      json.put("metric", Integer.toUnsignedLong(address.metric()));
    }
    address.broadcast().ifPresent(all -> json.put("broadcast", Addresses.format(all)));
    json.put("scope", Words.SCOPE.name(address.scope()));
    Lines.addressFlags(address).forEach(flag -> json.put(flag, true));
    address.label().ifPresent(label -> json.put("label", label));
    json.put("valid_life_time", address.lifetime().valid());
    json.put("preferred_life_time", address.lifetime().preferred());
    return json;
  }

  /**
   * Reads one.
   *
   * @param index the ifindex of the link whose it is
   * @throws IllegalArgumentException in words for the user, if it is none
   */
  public static Address read(JsonNode json, int index) {
    Fields fields = new Fields(json);
    int flags = 0;
    for (Bits.Bit bit : Bits.ADDRESS.names()) {
      boolean on =
          switch (bit.mask()) {
            case Address.IFA_F_PERMANENT -> !fields.flag("dynamic");
            case Address.IFA_F_SECONDARY -> fields.flag("secondary") || fields.flag("temporary");
            default -> fields.flag(bit.name());
          };
      flags |= on ? bit.mask() : 0;
    }
    return new Address(
        index,
        fields
            .address("local")
            .orElseThrow(() -> new IllegalArgumentException("field 'local' is missing")),
        fields.address("address"),
        fields.number("prefixlen", 0),
        fields.address("broadcast"),
        fields.word("scope", Words.SCOPE, 0),
        flags,
        fields.text("label"),
        fields.number("metric", 0),
        new Lifetime(
            fields.number("valid_life_time").orElse(Lifetime.UNENDING),
            fields.number("preferred_life_time").orElse(Lifetime.UNENDING)));
  }
}
