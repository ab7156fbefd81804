package org.flannelgraph.ui.canvas;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.flannelgraph.scene.ItemId;
import org.flannelgraph.ui.model.Search.Match;
import org.flannelgraph.ui.model.Words;
import org.flannelgraph.ui.offer.OfferCell;
import org.flannelgraph.ui.offer.Offers;

/** Where one types what to find on the canvas: Enter flies to it, Escape clears. */
public final class SearchBox extends TextField {
  /**
   * @param search finds what was typed
   * @param found is told what was chosen
   */
  public SearchBox(Function<String, List<Match>> search, Consumer<ItemId> found) {
    setPromptText(Words.get("canvas.search"));
    setAccessibleText(Words.get("canvas.search"));
    setPrefColumnCount(18);
    setId("search");
    getStyleClass().add("small");
    Offers<Match> offers =
        new Offers<>(
            this,
            Offers.Way.VALUE,
            Words.get("canvas.matches"),
            list -> new OfferCell<>(SearchBox::texts),
            match -> found.accept(match.item()));
    textProperty().subscribe(words -> offers.offer(search.apply(words)));
    addEventHandler(
        KeyEvent.KEY_PRESSED,
        event -> {
          if (event.getCode() == KeyCode.ESCAPE) {
            clear();
          } else if (event.getCode() == KeyCode.DOWN || event.getCode() == KeyCode.ENTER) {
            offers.offer(search.apply(getText()));
            event.consume();
          }
        });
  }

  private static OfferCell.Texts texts(Match match) {
    boolean isName = match.name().endsWith(match.why());
    return new OfferCell.Texts(match.name(), isName ? "" : match.why(), "");
  }
}
