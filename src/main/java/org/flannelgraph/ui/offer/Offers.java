package org.flannelgraph.ui.offer;

import java.util.List;
import java.util.function.Consumer;
import javafx.geometry.Bounds;
import javafx.scene.AccessibleRole;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyEvent;
import javafx.stage.Popup;
import javafx.util.Callback;

/**
 * A list under a text field of what one may mean: the arrows choose, Enter and Tab take, Escape
 * closes. The field keeps the focus.
 *
 * @param <T> what is offered
 */
public final class Offers<T> {
  private static final double ROW = 28;
  private static final double FRAME = 4;
  private static final int MOST_ROWS = 10;

  private final TextField field;
  private final Way way;
  private final Consumer<T> taker;
  private final ListView<T> list = new ListView<>();
  private final Popup popup = new Popup();

  /** What the keys do where fields differ. */
  public enum Way {
    /** It is a whole value: Enter takes the first, and Tab goes on to the next field. */
    VALUE,
    /** It is a part of what is written: Enter takes only what was chosen, and Tab stays. */
    PART
  }

  /**
   * Offers under a field.
   *
   * @param name for assistive technology
   * @param taker is given what was taken
   */
  public Offers(
      TextField field,
      Way way,
      String name,
      Callback<ListView<T>, ListCell<T>> cells,
      Consumer<T> taker) {
    this.field = field;
    this.way = way;
    this.taker = taker;
    list.getStyleClass().add("offers");
    list.setAccessibleRole(AccessibleRole.LIST_VIEW);
    list.setAccessibleText(name);
    list.setFixedCellSize(ROW);
    list.setFocusTraversable(false);
    list.setCellFactory(cells);
    list.setOnMouseClicked(event -> take());
    popup.setAutoHide(true);
    popup.getContent().add(list);
    field
        .focusedProperty()
        .subscribe(
            has -> {
              if (!has) {
                hide();
              }
            });
    field.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
  }

  /** Offers these; nothing if there are none, or while the field has not the focus. */
  public void offer(List<T> offered) {
    Bounds bounds = field.localToScreen(field.getBoundsInLocal());
    if (offered.isEmpty() || !field.isFocused() || bounds == null) {
      hide();
      return;
    }
    list.getItems().setAll(offered);
    list.getSelectionModel().clearSelection();
    list.setPrefHeight(ROW * Math.min(MOST_ROWS, offered.size()) + FRAME);
    if (!popup.isShowing()) {
      list.getStylesheets().setAll(field.getScene().getStylesheets());
      popup.show(field, bounds.getMinX(), bounds.getMaxY() + 2);
    }
  }

  public void hide() {
    popup.hide();
  }

  private void pressed(KeyEvent event) {
    if (!popup.isShowing()) {
      return;
    }
    int selected = list.getSelectionModel().getSelectedIndex();
    switch (event.getCode()) {
      case DOWN -> choose(Math.min(selected + 1, list.getItems().size() - 1));
      case UP -> choose(Math.max(selected - 1, 0));
      case ENTER -> {
        if (way == Way.PART && selected < 0) {
          hide();
          return;
        }
        takeOrFirst(selected);
      }
      case TAB -> {
        if (way == Way.PART || !field.getText().isEmpty()) {
          takeOrFirst(selected);
        }
        hide();
        if (way == Way.VALUE) {
          return;
        }
      }
      case ESCAPE -> hide();
      default -> {
        return;
      }
    }
    event.consume();
  }

  private void choose(int row) {
    list.getSelectionModel().select(row);
    list.scrollTo(Math.max(0, row - MOST_ROWS / 2));
  }

  private void takeOrFirst(int selected) {
    choose(Math.max(0, selected));
    take();
  }

  private void take() {
    T chosen = list.getSelectionModel().getSelectedItem();
    if (chosen != null) {
      taker.accept(chosen);
    }
    hide();
  }
}
