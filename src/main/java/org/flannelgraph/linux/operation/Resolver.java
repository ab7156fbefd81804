package org.flannelgraph.linux.operation;

/** What an operation must know of the kernel to become a message: names as numbers. */
public interface Resolver {
  /** The ifindex of a link. */
  int index(String namespace, String device);

  /** A descriptor of a namespace. */
  int namespaceDescriptor(String namespace);
}
