package org.flannelgraph.ui.send;

import java.util.List;
import java.util.function.Function;
import javafx.beans.property.StringProperty;
import javafx.geometry.Bounds;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.stage.Popup;
import org.flannelgraph.ui.model.Words;
import org.flannelgraph.ui.send.Destinations.Destination;

/**
 * A field for a pod or node, which offers those that one may mean while one types, by name and by
 * address: the arrows choose, Enter takes, Escape closes.
 */
final class PlaceField extends TextField {
  private static final int MOST = 10;
  private static final double ROW = 28;
  private static final double FRAME = 4;

  private final Function<String, List<Destination>> search;
  private final Function<Destination, String> written;
  private final ListView<Destination> list = new ListView<>();
  private final Popup popup = new Popup();

  /** Whether the text changes because one was taken. */
  private boolean isTaking;

  /**
   * A field.
   *
   * @param value what is in it
   * @param words the key of its name
   * @param search what one may mean by a text
   * @param written what is written for the one that was taken
   */
  PlaceField(
      StringProperty value,
      String words,
      Function<String, List<Destination>> search,
      Function<Destination, String> written) {
    this.search = search;
    this.written = written;
    setId(words.replace('.', '-'));
    getStyleClass().add("place");
    setPromptText(Words.get(words));
    setAccessibleText(Words.get(words + ".help"));
    setTooltip(new Tooltip(Words.get(words + ".help")));
    textProperty().bindBidirectional(value);
    list.getStyleClass().add("places");
    list.setAccessibleRole(AccessibleRole.LIST_VIEW);
    list.setAccessibleText(Words.get("send.places"));
    list.setFixedCellSize(ROW);
    list.setFocusTraversable(false);
    list.setCellFactory(ignored -> new DestinationCell());
    list.setOnMouseClicked(event -> take());
    popup.setAutoHide(true);
    popup.getContent().add(list);
    textProperty().addListener((at, before, now) -> typed());
    focusedProperty()
        .subscribe(
            has -> {
              if (!has) {
                popup.hide();
              }
            });
    addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
  }

  private void typed() {
    if (isFocused() && !isTaking) {
      offer(false);
    }
  }

  /** Offers what may be meant; what is clear already only if asked. */
  private void offer(boolean isAsked) {
    List<Destination> found = search.apply(getText());
    Bounds bounds = localToScreen(getBoundsInLocal());
    boolean isClear = !found.isEmpty() && written.apply(found.getFirst()).equals(getText());
    if (found.isEmpty() || bounds == null || isClear && !isAsked) {
      popup.hide();
      return;
    }
    list.getItems().setAll(found);
    list.getSelectionModel().clearSelection();
    list.setPrefHeight(ROW * found.size() + FRAME);
    if (!popup.isShowing()) {
      list.getStylesheets().setAll(getScene().getStylesheets());
      popup.show(this, bounds.getMinX(), bounds.getMaxY() + 2);
    }
  }

  private void pressed(KeyEvent event) {
    if (!popup.isShowing()) {
      if (event.getCode() == KeyCode.DOWN) {
        offer(true);
        event.consume();
      }
      return;
    }
    int selected = list.getSelectionModel().getSelectedIndex();
    switch (event.getCode()) {
      case DOWN -> list.getSelectionModel().select(Math.min(selected + 1, lastRow()));
      case UP -> list.getSelectionModel().select(Math.max(selected - 1, 0));
      case ENTER -> takeOrFirst(selected);
      case TAB -> {
        if (!getText().isEmpty()) {
          takeOrFirst(selected);
        }
        popup.hide();
        return; // and the focus moves on
      }
      case ESCAPE -> popup.hide();
      default -> {
        return;
      }
    }
    event.consume();
  }

  private int lastRow() {
    return list.getItems().size() - 1;
  }

  private void takeOrFirst(int selected) {
    list.getSelectionModel().select(Math.max(0, selected));
    take();
  }

  private void take() {
    Destination chosen = list.getSelectionModel().getSelectedItem();
    if (chosen != null) {
      isTaking = true;
      setText(written.apply(chosen));
      positionCaret(getText().length());
      isTaking = false;
    }
    popup.hide();
  }

  /** How many are offered at most. */
  static int most() {
    return MOST;
  }

  /** A name, its address, and the node that it is on. */
  private static final class DestinationCell extends ListCell<Destination> {
    private final Label place = new Label();
    private final Label address = new Label();
    private final Label where = new Label();
    private final HBox row;

    DestinationCell() {
      place.getStyleClass().add("place-name");
      address.getStyleClass().add("place-address");
      where.getStyleClass().add("place-where");
      Region space = new Region();
      HBox.setHgrow(space, Priority.ALWAYS);
      row = new HBox(place, address, space, where);
      row.getStyleClass().add("place-row");
    }

    @Override
    protected void updateItem(Destination item, boolean isEmpty) {
      super.updateItem(item, isEmpty);
      if (isEmpty || item == null) {
        setGraphic(null);
        return;
      }
      place.setText(item.place());
      address.setText(item.addressText());
      where.setText(item.where().isEmpty() ? "" : Words.get("send.on", item.where()));
      setGraphic(row);
    }
  }
}
