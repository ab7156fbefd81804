package org.flannelgraph.ui.model;

import java.nio.file.Path;
import org.flannelgraph.scene.ArrangementFile;
import org.flannelgraph.session.Session;

/**
 * A lab that runs, as the window gets it.
 *
 * @param name the lab's name
 * @param file its cluster.yaml
 * @param session what runs
 */
public record OpenedLab(String name, Path file, Session session) {
  /** Where it is kept what was dragged. */
  public ArrangementFile arrangement() {
    return new ArrangementFile(file, ConfigFolder.path());
  }
}
