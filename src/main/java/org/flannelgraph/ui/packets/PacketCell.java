package org.flannelgraph.ui.packets;

import java.util.Locale;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.flannelgraph.journey.Journey;
import org.flannelgraph.journey.Outcome;
import org.flannelgraph.scene.Ink;
import org.flannelgraph.ui.model.Words;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** A cell of the list. Its row is its item, so no row needs a listener or a property. */
final class PacketCell extends TableCell<PacketRow, PacketRow> {
  private static final PseudoClass NESTED = PseudoClass.getPseudoClass("nested");
  private static final double NANOS = 1e9;

  private final PacketColumn column;
  private final PacketsTable table;
  private @Nullable Label chip;
  private @Nullable HBox disclosure;
  private @Nullable FontIcon icon;

  PacketCell(PacketColumn column, PacketsTable table) {
    this.column = column;
    this.table = table;
    getStyleClass().add("packet-" + column.name().toLowerCase(Locale.ROOT));
    setAlignment(column.isNumeric() ? Pos.CENTER_RIGHT : Pos.CENTER_LEFT);
  }

  @Override
  protected void updateItem(@Nullable PacketRow row, boolean empty) {
    super.updateItem(row, empty);
    if (empty || row == null) {
      setText(null);
      setGraphic(null);
      return;
    }
    pseudoClassStateChanged(NESTED, row.isNested());
    switch (column) {
      case NUMBER -> number(row);
      case TIME -> setText(time(row.time() - table.start()));
      case SOURCE -> setText(table.texts(row).source());
      case DESTINATION -> setText(table.texts(row).destination());
      case PROTOCOL -> protocol(table.texts(row));
      case LENGTH -> setText(Integer.toString(table.texts(row).length()));
      case WHERE -> setText(table.texts(row).where());
      case INFO -> setText(table.texts(row).info());
      case OUTCOME -> outcome(row);
    }
  }

  private static String time(long nanoseconds) {
    return String.format(Locale.ROOT, "%.6f", nanoseconds / NANOS);
  }

  private void number(PacketRow row) {
    if (!row.isJourney()) {
      setText(Long.toString(row.frame().ordinal()));
      setGraphic(null);
      return;
    }
    setText("#" + row.journey().id());
    boolean isOpen = table.isExpanded(row.journey().id());
    FontIcon arrow = icon(isOpen ? Feather.CHEVRON_DOWN : Feather.CHEVRON_RIGHT);
    HBox graphic = disclosure;
    if (graphic == null) {
      graphic = new HBox(arrow, new Region());
      graphic.getStyleClass().add("packet-disclosure");
      graphic.setAlignment(Pos.CENTER_LEFT);
      disclosure = graphic;
    }
    graphic.setOnMousePressed(
        event -> {
          table.expand(row.journey(), !isOpen);
          event.consume();
        });
    if (getGraphic() != graphic) {
      setGraphic(graphic);
    }
  }

  private void protocol(PacketTexts texts) {
    Label label = chip;
    if (label == null) {
      label = new Label();
      label.setMinWidth(Region.USE_PREF_SIZE);
      chip = label;
    }
    label.setText(texts.protocol());
    label.getStyleClass().setAll("label", "packet-chip", inkClass(texts.ink()));
    setText(null);
    setGraphic(label);
  }

  private static String inkClass(Ink ink) {
    return "ink-" + ink.name().toLowerCase(Locale.ROOT);
  }

  private void outcome(PacketRow row) {
    Journey journey = row.journey();
    if (!row.isJourney() && row.isNested()) {
      setText(null);
      setGraphic(null);
      return;
    }
    boolean isOpen = !journey.settled() && journey.outcome() == Outcome.UNKNOWN;
    String name = isOpen ? "open" : journey.outcome().label();
    FontIcon mark =
        icon(
            switch (journey.outcome()) {
              case DELIVERED -> Feather.CHECK;
              case LOST -> Feather.X;
              case PARTIAL -> Feather.ALERT_TRIANGLE;
              case UNKNOWN -> isOpen ? Feather.MORE_HORIZONTAL : Feather.HELP_CIRCLE;
            });
    mark.getStyleClass().setAll("ikonli-font-icon", "packet-icon", "outcome-" + name);
    setText(Words.get("packets.outcome." + name));
    setGraphic(mark);
  }

  private FontIcon icon(Feather which) {
    FontIcon shown = icon;
    if (shown == null) {
      shown = new FontIcon(which);
      shown.getStyleClass().add("packet-icon");
      icon = shown;
    }
    shown.setIconCode(which);
    return shown;
  }
}
