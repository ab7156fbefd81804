package org.flannelgraph.ui.log;

/** Where an entry of the kernel log comes from. */
public enum Origin {
  /** The program did it. */
  OWN,
  /** The kernel announced it just after the program had done something. */
  WAKE,
  /** The kernel did it by itself: it learned from packets, or followed a link's state. */
  KERNEL,
  /** The kernel announced it, and neither the program nor a packet was its cause. */
  OTHER
}
