package org.flannelgraph.scene;

/** Where in the picture something has its place; each lies in one of those before it, if in any. */
enum Tier {
  /** In the grid of nodes. */
  NODE,
  /** In the rows of what lives on a node. */
  POD,
  /** Beside the nodes: a box for a namespace that has no place, or for what overflows. */
  CELL,
  /** The bar under the pods. */
  BRIDGE,
  /** Left under the route lookup. */
  TUNNEL,
  /** Right under the route lookup. */
  UPLINK,
  /** The row at the bottom of a node, for what has no place of its own. */
  SHELF,
  /** The tab at the bottom of a pod: the end of the wire to its node. */
  TAB,
  /** The tabs at the top of a pod, for what else it has. */
  EXTRA,
  /** The node's end of a pod's wire; its owner is the tab at the other end. */
  HOST_END,
  /** The bar under the nodes. */
  SWITCH,
  /** The switch's end of a node's wire; its owner is the uplink at the other end. */
  PORT,
  /** In such a box. */
  CHIP
}
