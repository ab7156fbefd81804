package org.flannelgraph.scene;

import java.util.Locale;

/**
 * The colours, by what they mean. Their values are in the theme's style sheet, where each is a
 * looked-up colour: {@code ETHERNET_FILL} is {@code -fg-ethernet-fill}.
 *
 * <p>A layer has a dark colour for its edge and text, and a light one to fill it. Layers that stand
 * beside each other in a packet differ in lightness too, and each bears its name, so nobody needs
 * to tell them by hue.
 */
public enum Ink {
  /** Behind everything. */
  CANVAS,
  /** The dots of the canvas's grid. */
  GRID,
  /** What a node, a card or a pane is made of. */
  SURFACE,
  /** A surface that stands back. */
  SUBTLE,
  /** Outlines of surfaces. */
  BORDER,
  /** Wires at rest. */
  WIRE,
  TEXT,
  /** Text that stands back; still readable (WCAG AA). */
  MUTED,
  /** Text on a strong colour. */
  ON_STRONG,
  /** The selected, the focused, the path of the journey. */
  ACCENT,
  ACCENT_FILL,
  /** What went well. */
  GOOD,
  GOOD_FILL,
  /** What was lost, what is down. */
  BAD,
  BAD_FILL,
  /** What is wanted and not there; what to look at. */
  WARN,
  WARN_FILL,
  ETHERNET,
  ETHERNET_FILL,
  /** ARP, and 802.1Q tags: what belongs to the link alone. */
  LINK,
  LINK_FILL,
  /** IPv4 and IPv6. */
  IP,
  IP_FILL,
  UDP,
  UDP_FILL,
  TCP,
  TCP_FILL,
  /** ICMP, ICMPv6 and IGMP. */
  ICMP,
  ICMP_FILL,
  /** VXLAN, GENEVE, GRE: what carries another packet. */
  TUNNEL,
  TUNNEL_FILL,
  /** HTTP, DNS, DHCP, and bytes that are nobody's header. */
  PAYLOAD,
  PAYLOAD_FILL,
  /** The colours of pods, in turn. */
  POD_1,
  POD_1_FILL,
  POD_2,
  POD_2_FILL,
  POD_3,
  POD_3_FILL,
  POD_4,
  POD_4_FILL,
  POD_5,
  POD_5_FILL,
  POD_6,
  POD_6_FILL;

  /** Its name in a style sheet. */
  public String css() {
    return "-fg-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
