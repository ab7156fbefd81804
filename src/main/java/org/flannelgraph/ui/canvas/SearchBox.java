package org.flannelgraph.ui.canvas;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.geometry.Side;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.flannelgraph.scene.ItemId;
import org.flannelgraph.ui.model.Search.Match;
import org.flannelgraph.ui.model.Words;

/** Where one types what to find on the canvas. */
public final class SearchBox extends TextField {
  private final ContextMenu matches = new ContextMenu();
  private final Consumer<ItemId> found;
  private List<Match> current = List.of();

  /**
   * @param search finds what was typed
   * @param found is told what was chosen
   */
  public SearchBox(Function<String, List<Match>> search, Consumer<ItemId> found) {
    this.found = found;
    setPromptText(Words.get("canvas.search"));
    setAccessibleText(Words.get("canvas.search"));
    setPrefColumnCount(16);
    setId("search");
    getStyleClass().add("small");
    textProperty().subscribe(words -> show(search.apply(words)));
    addEventFilter(
        KeyEvent.KEY_PRESSED,
        event -> {
          if (event.getCode() == KeyCode.ENTER && !current.isEmpty()) {
            choose(current.getFirst());
            event.consume();
          } else if (event.getCode() == KeyCode.ESCAPE) {
            clear();
          }
        });
  }

  private void show(List<Match> now) {
    current = now;
    matches.getItems().clear();
    for (Match match : now) {
      String why = match.why().equals(match.name()) ? "" : "   " + match.why();
      MenuItem item = new MenuItem(match.name() + why);
      item.setMnemonicParsing(false);
      item.setOnAction(chosen -> choose(match));
      matches.getItems().add(item);
    }
    if (now.isEmpty()) {
      matches.hide();
    } else if (getScene() != null && !matches.isShowing()) {
      matches.show(this, Side.BOTTOM, 0, 2);
    }
  }

  private void choose(Match match) {
    matches.hide();
    found.accept(match.item());
  }
}
