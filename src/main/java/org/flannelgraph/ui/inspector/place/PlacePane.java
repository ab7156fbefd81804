package org.flannelgraph.ui.inspector.place;

import java.util.Locale;
import java.util.Optional;
import javafx.animation.PauseTransition;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.flannelgraph.scene.ItemId;
import org.flannelgraph.topology.Topology;
import org.flannelgraph.ui.focus.Focus;
import org.flannelgraph.ui.inspector.CopyButton;
import org.flannelgraph.ui.inspector.place.PlaceView.Row;
import org.flannelgraph.ui.inspector.place.PlaceView.Section;
import org.flannelgraph.ui.inspector.place.PlaceView.State;
import org.flannelgraph.ui.model.LinkCounters;
import org.flannelgraph.ui.model.Words;
import org.jspecify.annotations.Nullable;

/** Shows a thing of the kernel's, live. */
public final class PlacePane extends VBox {
  private static final PseudoClass FRESH = PseudoClass.getPseudoClass("fresh");
  private static final PseudoClass GONE = PseudoClass.getPseudoClass("gone");

  private final PauseTransition fading = new PauseTransition(Duration.millis(500));
  private @Nullable ItemId item;
  private @Nullable PlaceChanges changes;
  private Optional<PlaceView> shown = Optional.empty();
  private @Nullable CounterHistory history;
  private @Nullable CountersBox counters;

  public PlacePane() {
    getStyleClass().add("place");
    fading.setOnFinished(event -> refresh());
  }

  /** Shows a thing as it is in the newest version. */
  public void show(ItemId what, Topology topology) {
    PlaceChanges known = changes;
    if (known == null || !what.equals(item)) {
      item = what;
      known = new PlaceChanges(what);
      changes = known;
      history = what instanceof ItemId.Device(var link) ? new CounterHistory(link) : null;
      counters = history == null ? null : new CountersBox(history);
      shown = Optional.empty();
      getChildren().clear();
    }
    known.take(topology, System.nanoTime());
    refresh();
  }

  /** Takes what was counted since. */
  public void take(LinkCounters counted) {
    if (history != null && counters != null) {
      boolean isFirst = history.isEmpty();
      history.take(counted);
      counters.update();
      if (isFirst && !history.isEmpty()) {
        shown.ifPresent(view -> Focus.keep(this, () -> fill(view)));
      }
    }
  }

  private void refresh() {
    if (changes == null) {
      return;
    }
    Optional<PlaceView> now = changes.view(System.nanoTime());
    if (!now.equals(shown) || getChildren().isEmpty()) {
      shown = now;
      Focus.keep(this, () -> now.ifPresentOrElse(this::fill, this::fillGone));
    }
    if (changes.isLit()) {
      fading.playFromStart();
    }
  }

  private void fillGone() {
    Label words = new Label(Words.get("inspector.place.gone", String.valueOf(item)));
    words.getStyleClass().add("note");
    words.setWrapText(true);
    getChildren().setAll(words);
  }

  private void fill(PlaceView view) {
    Label title = new Label(view.title());
    title.getStyleClass().add("inspector-title");
    title.setWrapText(true);
    title.setMinHeight(Region.USE_PREF_SIZE);
    Label about = new Label(view.about());
    about.getStyleClass().add("note");
    about.setWrapText(true);
    getChildren().setAll(new VBox(2, title, about));
    for (PlaceView.Fact fact : view.facts()) {
      Label name = new Label(fact.name());
      name.getStyleClass().add("fact-name");
      Label value = new Label(fact.value());
      value.getStyleClass().add("fact-value");
      value.setWrapText(true);
      HBox line = new HBox(name, value);
      line.getStyleClass().add("fact");
      getChildren().add(line);
    }
    if (counters != null && history != null && !history.isEmpty()) {
      Label heading = new Label(Words.get("inspector.counters"));
      heading.getStyleClass().add("inspector-heading");
      getChildren().addAll(heading, counters);
    }
    view.sections().forEach(section -> getChildren().add(section(section)));
  }

  private static VBox section(Section section) {
    Label heading = new Label(section.table().title());
    heading.getStyleClass().add("inspector-heading");
    Label count = new Label(Integer.toString(section.rows().size()));
    count.getStyleClass().add("place-count");
    Region space = new Region();
    HBox.setHgrow(space, Priority.ALWAYS);
    CopyButton copy = new CopyButton(section.command());
    copy.setId("copy-" + section.table().name().toLowerCase(Locale.ROOT));
    HBox head = new HBox(6, heading, count, space, copy);
    head.setAlignment(Pos.BOTTOM_LEFT);
    VBox rows = new VBox();
    rows.getStyleClass().add("place-rows");
    section.rows().forEach(row -> rows.getChildren().add(row(row)));
    if (section.rows().isEmpty()) {
      Label none = new Label(Words.get("inspector.place.empty"));
      none.getStyleClass().addAll("place-row", "note");
      rows.getChildren().add(none);
    }
    return new VBox(head, rows);
  }

  private static Label row(Row row) {
    Label label = new Label(row.text());
    label.getStyleClass().add("place-row");
    label.setWrapText(true);
    label.setMinHeight(Region.USE_PREF_SIZE);
    label.setMaxWidth(Double.MAX_VALUE);
    label.pseudoClassStateChanged(FRESH, row.state() == State.FRESH);
    label.pseudoClassStateChanged(GONE, row.state() == State.GONE);
    switch (row.state()) {
      case SAME -> label.setAccessibleText(row.text());
      case FRESH -> label.setAccessibleText(Words.get("inspector.place.row.fresh", row.text()));
      case GONE -> label.setAccessibleText(Words.get("inspector.place.row.gone", row.text()));
    }
    return label;
  }
}
