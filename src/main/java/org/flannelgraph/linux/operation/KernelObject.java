package org.flannelgraph.linux.operation;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Optional;

/**
 * Something in the kernel that one operation makes and others build on. When it goes, all that was
 * built on it goes too, whether or not anybody asked for that: a link's addresses with the link, a
 * link's routes with its last address.
 *
 * @param namespace the network namespace that it is in
 * @param name what it is there, in the words of {@code ip}; empty for the namespace itself
 */
public record KernelObject(String namespace, String name) {
  private static final String LINK = "dev ";

  /** A network namespace. */
  public static KernelObject namespace(String namespace) {
    return new KernelObject(namespace, "");
  }

  /** A link. */
  public static KernelObject link(String namespace, String device) {
    return new KernelObject(namespace, LINK + device);
  }

  /** The link's name, if it is one. */
  public Optional<String> device() {
    return name.startsWith(LINK) ? Optional.of(name.substring(LINK.length())) : Optional.empty();
  }

  /** A link's addresses of one family. */
  static KernelObject addresses(String namespace, String device, InetAddress family) {
    String word = family instanceof Inet6Address ? "inet6" : "inet";
    return new KernelObject(namespace, word + " dev " + device);
  }
}
