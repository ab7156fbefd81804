package org.flannelgraph.ui.packets;

import java.util.Objects;
import javafx.scene.control.Label;
import javafx.scene.layout.StackPane;
import org.flannelgraph.ui.model.Journeys;
import org.flannelgraph.ui.model.Selection;
import org.flannelgraph.ui.model.Words;

/** The list of packets: journeys with their hops, or every frame for itself. */
public final class PacketsPane extends StackPane {
  /**
   * @param journeys what is listed
   * @param selection is shown and set
   */
  public PacketsPane(Journeys journeys, Selection selection) {
    getStyleClass().add("packets");
    getStylesheets()
        .add(
            Objects.requireNonNull(
                    PacketsPane.class.getResource("/org/flannelgraph/ui/packets.css"))
                .toExternalForm());
    getChildren().setAll(new Label(Words.get("packets.empty")));
  }
}
