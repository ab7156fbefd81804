package org.flannelgraph.linux.route;

import org.flannelgraph.linux.netlink.Attributes;

/**
 * A kind that this program does not make, or none at all, as lo and a physical card.
 *
 * @param name the kernel's name, or empty
 */
public record OtherKind(String name) implements LinkKind {
  @Override
  public Attributes data() {
    return new Attributes();
  }

  @Override
  public String words() {
    return "";
  }
}
