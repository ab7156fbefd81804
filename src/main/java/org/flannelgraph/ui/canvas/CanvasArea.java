package org.flannelgraph.ui.canvas;

import java.util.Locale;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.flannelgraph.scene.Item.Stratum;
import org.flannelgraph.ui.model.Arranging;
import org.flannelgraph.ui.model.Words;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** The canvas with its tools, and with a message over it while there is nothing to draw. */
public final class CanvasArea extends StackPane {
  private final CanvasPane canvas;
  private final Notices notices = new Notices();
  private final ObjectProperty<Stratum> stratum = new SimpleObjectProperty<>(Stratum.BOTH);

  /**
   * @param arranging moves what is dragged, and puts it back
   */
  public CanvasArea(Arranging arranging) {
    canvas = new CanvasPane(arranging);
    VBox tools =
        new VBox(
            button(Feather.ZOOM_OUT, "canvas.zoom.out", () -> canvas.zoom(0.8)),
            button(Feather.ZOOM_IN, "canvas.zoom.in", () -> canvas.zoom(1.25)),
            button(Feather.MAXIMIZE, "canvas.fit", canvas::fit),
            button(Feather.GRID, "canvas.arrange", arranging::putAllBack));
    tools.getStyleClass().add("canvas-tools");
    tools.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
    setAlignment(tools, Pos.TOP_RIGHT);
    setMargin(tools, new Insets(10));
    setAlignment(notices.node(), Pos.BOTTOM_CENTER);
    setMargin(notices.node(), new Insets(12));
    getChildren().addAll(canvas, tools, notices.node());
    setMinSize(200, 150);
  }

  /** Lets one choose which of the two networks is looked at. */
  public Node strata() {
    ToggleGroup group = new ToggleGroup();
    HBox box = new HBox();
    for (Stratum each : new Stratum[] {Stratum.BOTH, Stratum.OVERLAY, Stratum.UNDERLAY}) {
      ToggleButton toggle =
          new ToggleButton(Words.get("canvas." + each.name().toLowerCase(Locale.ROOT)));
      toggle.setUserData(each);
      toggle.setToggleGroup(group);
      stratum.subscribe(now -> toggle.setSelected(each == now));
      toggle.getStyleClass().add("small");
      toggle.setOnAction(
          pressed -> {
            toggle.setSelected(true);
            stratum.set(each);
          });
      box.getChildren().add(toggle);
    }
    box.getChildren().getFirst().getStyleClass().add("left-pill");
    box.getChildren().get(1).getStyleClass().add("center-pill");
    box.getChildren().getLast().getStyleClass().add("right-pill");
    return box;
  }

  private static Button button(Feather icon, String words, Runnable action) {
    Button button = new Button(null, new FontIcon(icon));
    button.getStyleClass().addAll("flat", "button-icon", "small");
    name(button, words);
    button.setOnAction(pressed -> action.run());
    return button;
  }

  private static void name(ButtonBase button, String words) {
    button.setAccessibleText(Words.get(words));
    button.setTooltip(new Tooltip(Words.get(words)));
  }

  public CanvasPane canvas() {
    return canvas;
  }

  /** What has happened to what was asked for here. */
  public Notices notices() {
    return notices;
  }

  /** Which of the two networks is looked at. */
  public ObjectProperty<Stratum> stratum() {
    return stratum;
  }

  /** Says that something is under way. */
  public void showProgress(String words) {
    ProgressIndicator indicator = new ProgressIndicator();
    indicator.setPrefSize(36, 36);
    showMessage(indicator, new Label(words));
  }

  /** Says why there is nothing to see, and what to do. */
  public void showProblem(String title, String words) {
    Label head = new Label(title);
    head.getStyleClass().add("title");
    Label text = new Label(words);
    text.getStyleClass().add("words");
    text.setMaxWidth(640);
    showMessage(head, text);
  }

  /** Shows a page of what is wrong, in the place of all. */
  public void showProblem(Node page) {
    hideMessage();
    page.setId("message");
    getChildren().add(page);
  }

  private void showMessage(Node... nodes) {
    hideMessage();
    VBox message = new VBox(nodes);
    message.getStyleClass().add("message");
    message.setId("message");
    message.setPickOnBounds(false);
    getChildren().add(message);
  }

  /** Takes the message away. */
  public void hideMessage() {
    getChildren().removeIf(node -> "message".equals(node.getId()));
  }
}
