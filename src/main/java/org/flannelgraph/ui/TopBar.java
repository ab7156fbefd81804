package org.flannelgraph.ui;

import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.flannelgraph.ui.model.LabModel;
import org.flannelgraph.ui.model.Words;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** What is over all panes: which lab this is, and what can be done with it. */
final class TopBar extends HBox {
  TopBar(LabModel model, Panes panes, Runnable switchTheme) {
    getStyleClass().add("top-bar");
    Label brand = new Label("Flannelgraph");
    brand.getStyleClass().add("brand");
    brand.setMinWidth(Region.USE_PREF_SIZE);
    Label lab = new Label(Words.get("window.building"));
    lab.getStyleClass().add("lab");
    model
        .state()
        .subscribe(
            state -> {
              if (state instanceof LabModel.State.Running running) {
                lab.setText(running.lab().name());
              } else if (state instanceof LabModel.State.Failed) {
                lab.setText(Words.get("window.failed"));
              }
            });
    Region space = new Region();
    setHgrow(space, Priority.ALWAYS);
    Label promise = new Label(Words.get("window.rootless"));
    promise.getStyleClass().add("promise");
    promise.setTooltip(new Tooltip(Words.get("window.rootless.tip")));
    Button theme = new Button(null, new FontIcon(Feather.MOON));
    theme.getStyleClass().addAll("flat", "button-icon");
    theme.setId("theme");
    theme.setTooltip(new Tooltip(Words.get("window.theme")));
    theme.setAccessibleText(Words.get("window.theme"));
    theme.setOnAction(pressed -> switchTheme.run());
    getChildren()
        .addAll(
            brand,
            lab,
            space,
            panes.strata(),
            panes.searchBox(),
            panes.exportMenu(),
            theme,
            promise);
  }
}
