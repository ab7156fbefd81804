package org.flannelgraph.ui.send;

import java.util.List;
import java.util.function.Function;
import javafx.beans.property.StringProperty;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.flannelgraph.cluster.Destinations.Destination;
import org.flannelgraph.ui.model.Words;
import org.flannelgraph.ui.offer.OfferCell;
import org.flannelgraph.ui.offer.Offers;

/** A field for a pod or node, which offers those that one may mean, by name and by address. */
final class PlaceField extends TextField {
  private static final int MOST = 10;

  private final Function<String, List<Destination>> search;
  private final Function<Destination, String> written;
  private final Offers<Destination> offers;

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
    offers =
        new Offers<>(
            this,
            Offers.Way.VALUE,
            Words.get("send.places"),
            list -> new OfferCell<>(PlaceField::texts),
            this::take);
    textProperty().addListener((at, before, now) -> typed());
    addEventHandler(
        KeyEvent.KEY_PRESSED,
        event -> {
          if (event.getCode() == KeyCode.DOWN) {
            offers.offer(search.apply(getText()));
            event.consume();
          }
        });
  }

  private static OfferCell.Texts texts(Destination one) {
    String where = one.where().isEmpty() ? "" : Words.get("send.on", one.where());
    return new OfferCell.Texts(one.place(), one.addressText(), where);
  }

  /** Offers what may be meant, unless that is clear already. */
  private void typed() {
    if (isFocused() && !isTaking) {
      List<Destination> found = search.apply(getText());
      boolean isClear = !found.isEmpty() && written.apply(found.getFirst()).equals(getText());
      offers.offer(isClear ? List.of() : found);
    }
  }

  private void take(Destination chosen) {
    isTaking = true;
    setText(written.apply(chosen));
    positionCaret(getText().length());
    isTaking = false;
  }

  /** How many are offered at most. */
  static int most() {
    return MOST;
  }
}
