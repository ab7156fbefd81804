package org.flannelgraph.ui.packets;

import java.util.List;
import java.util.function.Consumer;
import javafx.animation.PauseTransition;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.flannelgraph.capture.filter.Completion;
import org.flannelgraph.capture.filter.DisplayFilter;
import org.flannelgraph.capture.filter.InvalidDisplayFilterException;
import org.flannelgraph.ui.model.Words;
import org.flannelgraph.ui.offer.OfferCell;
import org.flannelgraph.ui.offer.Offers;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/**
 * Where a display filter is written. It takes effect while it is written; one that is wrong says
 * where, and the one before stays in effect.
 */
final class FilterBar extends VBox {
  private static final PseudoClass WRONG = PseudoClass.getPseudoClass("wrong");
  private static final PseudoClass GOOD = PseudoClass.getPseudoClass("good");
  private static final Duration PAUSE = Duration.millis(300);

  private final TextField field = new TextField();
  private final Button clear = new Button(null, new FontIcon(Feather.X));
  private final Label problem = new Label();
  private final PauseTransition pause = new PauseTransition(PAUSE);
  private final Offers<Completion.Suggestion> offers;
  private Completion completion = new Completion(0, 0, List.of());
  private final Consumer<DisplayFilter> taker;

  FilterBar(Consumer<DisplayFilter> taker) {
    this.taker = taker;
    getStyleClass().add("filter-bar");
    field.setId("packet-filter");
    field.getStyleClass().add("filter-field");
    field.setPromptText(Words.get("packets.filter.prompt"));
    field.setAccessibleText(Words.get("packets.filter"));
    clear.getStyleClass().addAll("filter-clear", "flat", "button-icon");
    clear.setAccessibleText(Words.get("packets.filter.clear"));
    clear.setTooltip(new Tooltip(Words.get("packets.filter.clear")));
    clear.setFocusTraversable(false);
    clear.visibleProperty().bind(field.textProperty().isNotEmpty());
    clear.setOnAction(event -> field.clear());
    StackPane line = new StackPane(field, clear);
    StackPane.setAlignment(clear, Pos.CENTER_RIGHT);
    problem.setId("packet-filter-problem");
    problem.getStyleClass().add("filter-problem");
    problem.setWrapText(true);
    problem.managedProperty().bind(problem.visibleProperty());
    problem.setVisible(false);
    getChildren().setAll(line, problem);
    HBox.setHgrow(this, Priority.ALWAYS);
    offers =
        new Offers<>(
            field,
            Offers.Way.PART,
            Words.get("packets.completion"),
            list -> new OfferCell<>(FilterBar::texts),
            this::complete);
    pause.setOnFinished(event -> parse());
    field.textProperty().subscribe(text -> pause.playFromStart());
    field.caretPositionProperty().subscribe(caret -> offer());
    field.setOnAction(event -> parse());
  }

  private static OfferCell.Texts texts(Completion.Suggestion suggestion) {
    return new OfferCell.Texts(suggestion.name(), "", suggestion.type().words());
  }

  /** Offers what could stand where the caret is. */
  private void offer() {
    completion = Completion.at(field.getText(), field.getCaretPosition());
    offers.offer(completion.suggestions());
  }

  private void complete(Completion.Suggestion chosen) {
    int from = completion.from();
    field.replaceText(from, completion.to(), chosen.name());
    field.positionCaret(from + chosen.name().length());
  }

  private void parse() {
    pause.stop();
    try {
      DisplayFilter filter = DisplayFilter.parse(field.getText());
      tell(true, "");
      field.pseudoClassStateChanged(GOOD, !filter.isEmpty());
      taker.accept(filter);
    } catch (InvalidDisplayFilterException wrong) {
      tell(false, words(wrong));
    }
  }

  private void tell(boolean isRight, String words) {
    field.pseudoClassStateChanged(WRONG, !isRight);
    field.pseudoClassStateChanged(GOOD, false);
    problem.setText(words);
    problem.setVisible(!isRight);
    field.setAccessibleHelp(words);
  }

  /** What was written up to the wrong piece, the piece in marks, and what is wrong with it. */
  private String words(InvalidDisplayFilterException wrong) {
    String text = field.getText();
    String before = text.substring(Math.max(0, wrong.from() - 24), wrong.from());
    String piece = text.substring(wrong.from(), Math.min(wrong.to(), wrong.from() + 40));
    String cut = wrong.from() > 24 ? "…" : "";
    return Words.get(
        "packets.filter.wrong", wrong.from() + 1, cut + before, piece, wrong.problem());
  }
}
