package org.flannelgraph.ui.inspector;

import java.util.Objects;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.scene.control.Label;
import javafx.scene.layout.StackPane;
import org.flannelgraph.topology.Topology;
import org.flannelgraph.ui.model.Selection;
import org.flannelgraph.ui.model.Words;

/** Shows what is selected: a packet at a hop, or a thing of the kernel's. */
public final class InspectorPane extends StackPane {
  /**
   * @param topology the newest version; {@link Topology#EMPTY} before there is one
   */
  public InspectorPane(Selection selection, ReadOnlyObjectProperty<Topology> topology) {
    getStyleClass().add("inspector");
    getStylesheets()
        .add(
            Objects.requireNonNull(
                    InspectorPane.class.getResource("/org/flannelgraph/ui/inspector.css"))
                .toExternalForm());
    getChildren().setAll(new Label(Words.get("inspector.nothing")));
  }
}
