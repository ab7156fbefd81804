package org.flannelgraph.scene;

/** How much is told, by how near one looks: always as much as can still be read. */
public enum Detail {
  /** Nodes, pods and devices by name, in large type. */
  FAR(26, 20, 19, 18),
  /** Addresses of nodes and pods too. */
  MIDDLE(19, 15, 14, 13),
  /** Addresses, MTUs, VNIs, MAC addresses, names of all ends. */
  NEAR(15, 12.5, 12, 10.5);

  private static final double NEAR_FROM = 0.92;
  private static final double MIDDLE_FROM = 0.7;

  private final double node;
  private final double pod;
  private final double device;
  private final double fact;

  Detail(double node, double pod, double device, double fact) {
    this.node = node;
    this.pod = pod;
    this.device = device;
    this.fact = fact;
  }

  /**
   * What can be read at a zoom.
   *
   * @param zoom 1 is 100%
   */
  public static Detail at(double zoom) {
    if (zoom >= NEAR_FROM) {
      return NEAR;
    }
    return zoom >= MIDDLE_FROM ? MIDDLE : FAR;
  }

  /** The size of a node's name, in scene pixels, as those below. */
  double node() {
    return node;
  }

  double pod() {
    return pod;
  }

  double device() {
    return device;
  }

  double fact() {
    return fact;
  }
}
