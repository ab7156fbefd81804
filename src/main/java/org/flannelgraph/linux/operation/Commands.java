package org.flannelgraph.linux.operation;

/** The beginnings that commands share. */
final class Commands {
  private Commands() {}

  static String ip(String namespace, String rest) {
    return "ip -n " + namespace + " " + rest;
  }

  static String ip6(String namespace, boolean ipv6, String rest) {
    return "ip " + (ipv6 ? "-6 " : "") + "-n " + namespace + " " + rest;
  }

  static String bridge(String namespace, String rest) {
    return "bridge -n " + namespace + " " + rest;
  }

  static String inside(String namespace, String rest) {
    return "ip netns exec " + namespace + " " + rest;
  }
}
