package org.flannelgraph.linux.netlink;

/**
 * One attribute that a family's messages may hold.
 *
 * @param type its number in the kernel's header, without the NLA_F_ bits
 * @param name its name in the kernel's header
 * @param format what its payload is
 */
public record Attribute<T>(int type, String name, Format<T> format) {
  @Override
  public String toString() {
    return name;
  }
}
