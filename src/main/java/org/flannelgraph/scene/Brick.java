package org.flannelgraph.scene;

/**
 * One header of a packet, or what it carries.
 *
 * @param layer what it is, by its name in the JSON: {@code ipv4}; {@code payload} for what is
 *     nobody's header
 * @param level inside of how many tunnels it is
 * @param name in a word: {@code IP}
 * @param words in a few: {@code IP 10.244.1.2 → .2.2}
 * @param spoken the same for those who can't see it, nothing left out
 * @param state what routers write anew: MAC addresses, TTL, addresses and ports; empty if nothing
 * @param note what of that is worth a word where it was written anew: {@code ttl 63}; or empty
 * @param bytes its length
 * @param ink of its edge and text
 * @param fill of its inside
 */
public record Brick(
    String layer,
    int level,
    String name,
    String words,
    String spoken,
    String state,
    String note,
    int bytes,
    Ink ink,
    Ink fill) {
  /** What stands in for a layer's name where there is no header. */
  static final String PAYLOAD = "payload";

  /** Of what tells bricks apart; stacks of them are looked up for each packet of each frame. */
  @Override
  public int hashCode() {
    return 31 * spoken.hashCode() + state.hashCode();
  }
}
