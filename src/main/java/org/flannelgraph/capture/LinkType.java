package org.flannelgraph.capture;

/**
 * What a frame begins with: LINKTYPE_ numbers, as capture files hold them (tcpdump.org/linktypes).
 */
public final class LinkType {
  /** An Ethernet header, without preamble; veth, bridge, VXLAN and loopback devices have it too. */
  public static final int ETHERNET = 1;

  /** An IPv4 or IPv6 header, told apart by its first four bits. */
  public static final int RAW = 101;

  /** A "cooked" header of 16 bytes in place of the link's own (libpcap's device "any"). */
  public static final int LINUX_SLL = 113;

  /** A cooked header of 20 bytes, with the interface's index. */
  public static final int LINUX_SLL2 = 276;

  private LinkType() {}
}
