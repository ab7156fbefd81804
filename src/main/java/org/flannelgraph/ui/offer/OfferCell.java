package org.flannelgraph.ui.offer;

import java.util.function.Function;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/**
 * What is offered, in a line: its name, what more there is to say of it, and to the right where or
 * what kind it is.
 *
 * @param <T> what is offered
 */
public final class OfferCell<T> extends ListCell<T> {
  private final Function<T, Texts> texts;
  private final Label name = new Label();
  private final Label more = new Label();
  private final Label kind = new Label();
  private final HBox row;

  /**
   * The words of a line.
   *
   * @param more empty if there is nothing more
   * @param kind empty if there is nothing to say
   */
  public record Texts(String name, String more, String kind) {}

  public OfferCell(Function<T, Texts> texts) {
    this.texts = texts;
    name.getStyleClass().add("offer-name");
    more.getStyleClass().add("offer-more");
    kind.getStyleClass().add("offer-kind");
    Region space = new Region();
    HBox.setHgrow(space, Priority.ALWAYS);
    row = new HBox(name, more, space, kind);
    row.getStyleClass().add("offer-row");
  }

  @Override
  protected void updateItem(@Nullable T item, boolean isEmpty) {
    super.updateItem(item, isEmpty);
    if (isEmpty || item == null) {
      setGraphic(null);
      return;
    }
    Texts words = texts.apply(item);
    name.setText(words.name());
    more.setText(words.more());
    kind.setText(words.kind());
    setAccessibleText(String.join(" ", words.name(), words.more(), words.kind()).strip());
    setGraphic(row);
  }
}
