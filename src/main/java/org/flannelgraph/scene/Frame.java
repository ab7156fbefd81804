package org.flannelgraph.scene;

import java.util.ArrayList;
import java.util.List;

/**
 * The measures of a layout, chosen once for what there was at first. They stay, so that nothing
 * jumps when more comes.
 *
 * @param gridColumns nodes beside each other
 * @param gridRows nodes over each other, at first
 * @param podColumns pods beside each other in a node
 * @param podRows pods over each other in a node, at first
 * @param tunnels places for tunnels in a node
 * @param uplinks places for uplinks in a node
 * @param podWidth of a pod, in scene pixels, as all below
 * @param podHeight of a pod
 * @param stretch of the tiers below the pods, 1 or more
 */
record Frame(
    int gridColumns,
    int gridRows,
    int podColumns,
    int podRows,
    int tunnels,
    int uplinks,
    double podWidth,
    double podHeight,
    double stretch) {
  static final double HEADER = 42;
  static final double ROW_GAP = 32;
  static final double BRIDGE = 28;
  static final double DIAMOND_WIDTH = 108;
  static final double DIAMOND = 42;
  static final double DEVICE = 50;
  static final double SHELF = 26;
  static final double LANE = 4;
  static final double TAB_WIDTH = 38;
  static final double TAB = 15;
  static final double SWITCH = 30;
  static final double CELL_HEIGHT = 104;
  static final double CELL_GAP = 16;

  /** As many rows of pods as may be added above the first ones. */
  static final int MORE_ROWS = 2;

  /** Of pods. */
  static final double NARROWEST = 98;

  private static final double WIDEST = 150;
  private static final double NARROWEST_DEVICE = 100;
  private static final double DEVICE_GAP = 16;
  private static final double GRID_GAP = 34;
  private static final double MOST_STRETCH = 1.5;

  /**
   * What is known when the measures are chosen.
   *
   * @param nodes how many, at least 1
   * @param pods how many on the node with the most, at least 1
   * @param rows address lines of a pod
   * @param containers whether any pod is known to have some
   * @param ratio the wished width by height of the whole
   */
  record Need(
      int nodes, int pods, int tunnels, int uplinks, int rows, boolean containers, double ratio) {}

  /** The measures with which the whole is seen largest in a window of that shape. */
  static Frame choose(Need need) {
    Frame best = new Frame(need, 1, 1);
    for (int columns = 1; columns <= need.nodes(); columns++) {
      for (int across = 1; across <= Math.min(10, need.pods()); across++) {
        Frame frame = new Frame(need, columns, across);
        if (frame.worth(need) > best.worth(need)) {
          best = frame;
        }
      }
    }
    return best.filling(need.ratio());
  }

  private Frame(Need need, int columns, int across) {
    this(
        columns,
        (need.nodes() + columns - 1) / columns,
        across,
        (need.pods() + across - 1) / across,
        need.tunnels(),
        need.uplinks(),
        need.rows() > 1 ? NARROWEST + 12 : NARROWEST,
        (need.containers() ? 66 : 48) + 13 * need.rows(),
        1);
  }

  /** How large it is seen; less if pods stand in many rows, or leave the last one half empty. */
  private double worth(Need need) {
    double zoom = Math.min(need.ratio() / gridWidth(), 1 / gridHeight());
    double full = (double) need.pods() / (podRows * podColumns);
    return zoom * (1 - 0.02 * Math.min(4, podRows - 1)) * (0.85 + 0.15 * full);
  }

  /** The same, stretched to fill a window of a shape, as far as looks well. */
  private Frame filling(double ratio) {
    double wished = gridHeight() * ratio;
    double spare = (wished - gridWidth()) / (gridColumns * podColumns);
    double width = Math.clamp(podWidth + spare, podWidth, Math.max(podWidth, WIDEST));
    Frame wide = with(width, 1);
    double missing = wide.gridWidth() / ratio - wide.gridHeight();
    double elastic = wide.with(width, 2).gridHeight() - wide.gridHeight();
    return with(width, Math.clamp(1 + missing / elastic, 1, MOST_STRETCH));
  }

  private Frame with(double width, double more) {
    return new Frame(
        gridColumns, gridRows, podColumns, podRows, tunnels, uplinks, width, podHeight, more);
  }

  /** Between two columns of pods; the wires of the upper rows run down in it. */
  double gutter() {
    return LANE * (podRows + MORE_ROWS) + 2;
  }

  /** Left and right of what is in a node. */
  double padding() {
    return gutter() + 8;
  }

  int devices() {
    return tunnels + uplinks;
  }

  /** The width of what is in a node. */
  double innerWidth() {
    double pods = podColumns * podWidth + (podColumns - 1) * gutter();
    double row = devices() * (NARROWEST_DEVICE + DEVICE_GAP) - DEVICE_GAP;
    return Math.max(Math.max(pods, row), 290);
  }

  double deviceWidth() {
    return Math.min(124, innerWidth() / Math.max(1, devices()) - DEVICE_GAP);
  }

  double nodeWidth() {
    return innerWidth() + 2 * padding();
  }

  double bridgeTop() {
    return HEADER + podRows * podHeight + (podRows - 1) * ROW_GAP + 52 * stretch;
  }

  double diamondTop() {
    return bridgeTop() + BRIDGE + 22 * stretch;
  }

  double deviceTop() {
    return diamondTop() + DIAMOND + 24 * stretch;
  }

  double shelfTop() {
    return deviceTop() + DEVICE + (tunnels == 0 ? 0 : loop(tunnels - 1)) + 12 * stretch;
  }

  /** How deep a tunnel's line to its uplink hangs; 0 is the nearest tunnel. */
  double loop(int rank) {
    return 18 + 6 * stretch + 11 * rank;
  }

  /** Where in a node the places of its shelf are, beside the ways down from its uplinks. */
  List<Rect> shelf() {
    List<Rect> places = new ArrayList<>();
    double width = NARROWEST_DEVICE - 4;
    double end = padding() + innerWidth();
    for (double x = padding(); x + width <= end; x += width + 8) {
      for (int uplink = 0; uplink < uplinks; uplink++) {
        double way = trunk(uplink);
        if (x < way + 10 && way - 10 < x + width) {
          x = way + 10;
        }
      }
      if (x + width <= end) {
        places.add(new Rect(x, shelfTop(), width, SHELF));
      }
    }
    return places;
  }

  /** Where in a node a device is; tunnels are counted first, then uplinks. */
  Rect device(int index) {
    double pitch = innerWidth() / Math.max(1, devices());
    double width = deviceWidth();
    return new Rect(padding() + pitch * (index + 0.5) - width / 2, deviceTop(), width, DEVICE);
  }

  /** Where under an uplink the line of a tunnel ends; after those of all tunnels, its own wire. */
  double landing(Rect uplink, int rank) {
    double step = Math.min(12, uplink.width() * 0.6 / (tunnels + 1));
    return uplink.centerX() + (rank - tunnels / 2.0) * step;
  }

  private double trunk(int uplink) {
    return landing(device(tunnels + uplink), tunnels);
  }

  double nodeHeight() {
    return shelfTop() + SHELF + 12;
  }

  /** From one row of nodes to the next. */
  double rowPitch() {
    return nodeHeight() + switchGap() + SWITCH + 44;
  }

  /** Between a node and the switch under it. */
  double switchGap() {
    return 30 + 8 * stretch;
  }

  double columnPitch() {
    return nodeWidth() + GRID_GAP;
  }

  double gridWidth() {
    return gridColumns * columnPitch() - GRID_GAP;
  }

  double gridHeight() {
    return gridRows * rowPitch() - 44;
  }

  double cellWidth() {
    return Math.max(168, podWidth + 16);
  }

  /** Cells over each other beside the nodes. */
  int cellRows() {
    return Math.max(1, (int) ((gridHeight() + CELL_GAP) / (CELL_HEIGHT + CELL_GAP)));
  }
}
