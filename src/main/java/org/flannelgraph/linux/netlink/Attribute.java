package org.flannelgraph.linux.netlink;

/**
 * One attribute that a family's messages may hold. It is a constant of its family, equal only to
 * itself: attributes are looked up by it all the time.
 *
 * @param <T> what its payload says
 */
public final class Attribute<T> {
  private final int type;
  private final String name;
  private final Format<T> format;

  /**
   * An attribute.
   *
   * @param type its number in the kernel's header, without the NLA_F_ bits
   * @param name its name in the kernel's header
   * @param format what its payload is
   */
  public Attribute(int type, String name, Format<T> format) {
    this.type = type;
    this.name = name;
    this.format = format;
  }

  /** Its number in the kernel's header, without the NLA_F_ bits. */
  public int type() {
    return type;
  }

  /** Its name in the kernel's header. */
  public String name() {
    return name;
  }

  /** What its payload is. */
  public Format<T> format() {
    return format;
  }

  @Override
  public String toString() {
    return name;
  }
}
