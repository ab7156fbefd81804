package org.flannelgraph.ui.inspector.hop;

import java.util.HashSet;
import java.util.Set;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.flannelgraph.journey.Cause;
import org.flannelgraph.journey.Hop;
import org.flannelgraph.journey.Journey;
import org.flannelgraph.packet.Ports;
import org.flannelgraph.ui.focus.Focus;
import org.flannelgraph.ui.inspector.Inks;
import org.flannelgraph.ui.model.Selection;
import org.flannelgraph.ui.model.Words;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/**
 * Shows a packet at a hop. Its bytes stay at the bottom, in sight of whichever field lights them.
 */
public final class HopPane extends BorderPane {
  private final Selection selection;
  private final VBox content = new VBox();
  private final Set<String> open = new HashSet<>();

  public HopPane(Selection selection) {
    this.selection = selection;
    content.getStyleClass().add("hop");
    ScrollPane scroll = new ScrollPane(content);
    scroll.setFitToWidth(true);
    scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    setCenter(scroll);
  }

  /** Shows this hop; layers that were open at the hop before are open. */
  public void show(Journey journey, Hop hop, Ports ports) {
    Focus.keep(this, () -> fill(journey, hop, ports));
  }

  private void fill(Journey journey, Hop hop, Ports ports) {
    HopView view = HopView.of(journey, hop, ports);
    Highlight highlight = new Highlight();
    content.getChildren().setAll(head(view, journey, hop));
    view.cause().ifPresent(cause -> content.getChildren().add(loss(cause)));
    view.parted()
        .ifPresent(
            place ->
                content
                    .getChildren()
                    .add(note(Words.get("inspector.parted", place.toString()), "parted")));
    LayerTree layers = new LayerTree();
    for (LayerRow layer : view.layers()) {
      boolean isOpen = open.contains(layer.key());
      layers.add(new LayerCard(layer, isOpen, highlight, shows -> keep(layer, shows)));
    }
    content.getChildren().add(layers);
    reasons(view);
    changes(view);
    bytes(view, highlight);
  }

  private void keep(LayerRow layer, boolean shows) {
    if (shows) {
      open.add(layer.key());
    } else {
      open.remove(layer.key());
    }
  }

  private VBox head(HopView view, Journey journey, Hop hop) {
    Label title = new Label(view.title());
    title.getStyleClass().add("inspector-title");
    title.setMinWidth(Region.USE_PREF_SIZE);
    Region space = new Region();
    HBox.setHgrow(space, Priority.ALWAYS);
    Label since = new Label(view.since());
    since.getStyleClass().add("hop-since");
    since.setMinWidth(Region.USE_PREF_SIZE);
    since.setTooltip(new Tooltip(Words.get("inspector.hop.since")));
    HBox first =
        new HBox(
            4,
            title,
            space,
            since,
            step(Feather.CHEVRON_LEFT, "inspector.hop.previous", hop.index() - 1, journey),
            step(Feather.CHEVRON_RIGHT, "inspector.hop.next", hop.index() + 1, journey));
    first.setAlignment(Pos.CENTER_LEFT);
    Label place = new Label(view.place());
    place.getStyleClass().add("hop-place");
    Label about = new Label(view.about());
    about.getStyleClass().add("hop-about");
    about.setWrapText(true);
    about.setMinHeight(Region.USE_PREF_SIZE);
    return new VBox(2, first, place, about);
  }

  private Button step(Feather icon, String key, int to, Journey journey) {
    Button button = new Button(null, new FontIcon(icon));
    button.getStyleClass().addAll("hop-step", "flat", "button-icon");
    button.setId(key.replace('.', '-'));
    button.setAccessibleText(Words.get(key));
    button.setTooltip(new Tooltip(Words.get(key)));
    button.setDisable(to < 1 || to > journey.hops().size());
    button.setOnAction(event -> selection.select(to));
    return button;
  }

  private static VBox loss(Cause cause) {
    FontIcon icon = new FontIcon(Feather.ALERT_OCTAGON);
    icon.getStyleClass().add("loss-icon");
    Label title =
        new Label(
            Words.get(
                "inspector.lost", cause.namespace() + "/" + cause.device(), cause.id().label()),
            icon);
    title.getStyleClass().add("loss-title");
    title.setWrapText(true);
    title.setMinHeight(Region.USE_PREF_SIZE);
    Label text = new Label(cause.text());
    text.setWrapText(true);
    text.setMinHeight(Region.USE_PREF_SIZE);
    VBox card = new VBox(4, title, text);
    card.getStyleClass().add("loss");
    cause.evidence().forEach(evidence -> card.getChildren().add(new EvidenceLine(evidence)));
    return card;
  }

  private void reasons(HopView view) {
    content.getChildren().add(heading(Words.get("inspector.why")));
    if (view.evidence().isEmpty()) {
      content.getChildren().add(note(Words.get("inspector.why.none"), "note"));
    }
    view.evidence().forEach(evidence -> content.getChildren().add(new EvidenceLine(evidence)));
  }

  private void changes(HopView view) {
    if (view.previous() == 0) {
      return;
    }
    content.getChildren().add(heading(Words.get("inspector.changed", view.previous())));
    if (view.changes().isEmpty()) {
      content.getChildren().add(note(Words.get("inspector.changed.none"), "note"));
    }
    for (ChangeRow change : view.changes()) {
      Region bullet = new Region();
      bullet.getStyleClass().addAll("change-bullet", Inks.styleClass(change.ink()));
      Label what = new Label(change.what());
      what.setWrapText(true);
      what.setMinHeight(Region.USE_PREF_SIZE);
      Label values = new Label(change.values());
      values.getStyleClass().add("change-values");
      values.setWrapText(true);
      values.setMinHeight(Region.USE_PREF_SIZE);
      VBox texts = change.values().isEmpty() ? new VBox(what) : new VBox(what, values);
      HBox.setHgrow(texts, Priority.ALWAYS);
      HBox line = new HBox(bullet, texts);
      line.getStyleClass().add("change");
      content.getChildren().add(line);
    }
  }

  private void bytes(HopView view, Highlight highlight) {
    int captured = view.bytes().length;
    String words =
        captured < view.wireLength()
            ? Words.get("inspector.bytes.cut", captured, view.wireLength())
            : Words.get("inspector.bytes", captured);
    VBox bytes = new VBox(4, heading(words), new BytesPane(view, highlight));
    bytes.getStyleClass().add("hop-bytes");
    setBottom(bytes);
  }

  private static Label heading(String words) {
    Label heading = new Label(words);
    heading.getStyleClass().add("inspector-heading");
    return heading;
  }

  private static Node note(String words, String style) {
    Label note = new Label(words);
    note.getStyleClass().add(style);
    note.setWrapText(true);
    note.setMinHeight(Region.USE_PREF_SIZE);
    return note;
  }
}
