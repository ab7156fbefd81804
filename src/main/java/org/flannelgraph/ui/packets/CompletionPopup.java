package org.flannelgraph.ui.packets;

import java.util.List;
import javafx.geometry.Bounds;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.stage.Popup;
import org.flannelgraph.capture.filter.Completion;
import org.flannelgraph.ui.model.Words;
import org.jspecify.annotations.Nullable;

/** Field names under a filter while it is written: arrows choose, Tab or Enter takes. */
final class CompletionPopup {
  private static final double ROW_HEIGHT = 26;
  private static final int MOST_ROWS = 8;

  private final TextField field;
  private final ListView<Completion.Suggestion> list = new ListView<>();
  private final Popup popup = new Popup();
  private Completion completion = new Completion(0, 0, List.of());

  CompletionPopup(TextField field, List<String> stylesheets) {
    this.field = field;
    list.setFixedCellSize(ROW_HEIGHT);
    list.setFocusTraversable(false);
    list.setPrefWidth(340);
    list.getStyleClass().add("filter-completion");
    list.getStylesheets().setAll(stylesheets);
    list.setAccessibleText(Words.get("packets.completion"));
    list.setCellFactory(ignored -> new SuggestionCell());
    list.setOnMouseClicked(event -> take());
    popup.setAutoHide(true);
    popup.getContent().add(list);
    field.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
    field.focusedProperty().subscribe(focused -> hideUnless(focused));
  }

  /** Offers what could stand where the caret is. */
  void update() {
    completion = Completion.at(field.getText(), field.getCaretPosition());
    if (completion.suggestions().isEmpty() || !field.isFocused()) {
      popup.hide();
      return;
    }
    list.getItems().setAll(completion.suggestions());
    list.getSelectionModel().clearSelection();
    list.setPrefHeight(ROW_HEIGHT * Math.min(MOST_ROWS, list.getItems().size()) + 4);
    Bounds bounds = field.localToScreen(field.getBoundsInLocal());
    if (bounds != null && !popup.isShowing()) {
      popup.show(field, bounds.getMinX(), bounds.getMaxY() + 2);
    }
  }

  boolean isShowing() {
    return popup.isShowing();
  }

  private void hideUnless(boolean focused) {
    if (!focused) {
      popup.hide();
    }
  }

  private void key(KeyEvent event) {
    if (!popup.isShowing()) {
      return;
    }
    int selected = list.getSelectionModel().getSelectedIndex();
    switch (event.getCode()) {
      case DOWN -> choose(Math.min(selected + 1, list.getItems().size() - 1));
      case UP -> choose(Math.max(selected - 1, 0));
      case TAB -> {
        choose(Math.max(selected, 0));
        take();
      }
      case ENTER -> {
        if (selected < 0) {
          popup.hide();
          return;
        }
        take();
      }
      case ESCAPE -> popup.hide();
      default -> {
        return;
      }
    }
    event.consume();
  }

  private void choose(int index) {
    list.getSelectionModel().select(index);
    list.scrollTo(Math.max(0, index - MOST_ROWS / 2));
  }

  private void take() {
    Completion.Suggestion chosen = list.getSelectionModel().getSelectedItem();
    if (chosen != null) {
      field.replaceText(completion.from(), completion.to(), chosen.name());
      field.positionCaret(completion.from() + chosen.name().length());
    }
    popup.hide();
  }

  /** A name, and what it holds. */
  private static final class SuggestionCell extends ListCell<Completion.Suggestion> {
    private final Label name = new Label();
    private final Label type = new Label();
    private final HBox row = new HBox(8, name, new Region(), type);

    SuggestionCell() {
      name.getStyleClass().add("filter-name");
      type.getStyleClass().add("filter-type");
      HBox.setHgrow(row.getChildren().get(1), Priority.ALWAYS);
    }

    @Override
    protected void updateItem(Completion.@Nullable Suggestion item, boolean empty) {
      super.updateItem(item, empty);
      if (empty || item == null) {
        setGraphic(null);
        return;
      }
      name.setText(item.name());
      type.setText(item.type().words());
      setGraphic(row);
    }
  }
}
