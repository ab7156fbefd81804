package org.flannelgraph.scene;

import java.util.List;
import org.flannelgraph.topology.Topology;

/** Draws the picture of a network: what the kernel has, and what it lacks of what is wanted. */
public final class Pictures {
  private Pictures() {}

  /**
   * The picture of the topology that a layout was made for.
   *
   * @param places what its namespaces are, as the layout was told
   */
  public static Picture of(Places places, Layout layout, View view) {
    Sketch sketch = new Sketch(layout, places, view);
    new UnderlayArt(sketch).draw();
    new NodeArt(sketch).draw();
    new CellArt(sketch).draw();
    new TunnelArt(sketch).draw();
    new WireArt(sketch).draw();
    new DeviceArt(sketch).draw();
    new PodArt(sketch).draw();
    Topology wanted = view.wanted();
    if (wanted != null) {
      new MissingArt(sketch, wanted).draw();
    }
    List<Item> items = sketch.items();
    return new Picture(layout.bounds(), items);
  }
}
