package org.flannelgraph.linux.iproute;

/** The names of the links of one namespace. */
public interface LinkNames {
  /** Nobody has a name. */
  LinkNames NONE = index -> "if" + index;

  /** The name of the link with this ifindex; {@code if7} if there is none, as iproute2 has it. */
  String name(int index);
}
