package org.flannelgraph.ui.packets;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import org.flannelgraph.journey.Journey;
import org.flannelgraph.packet.Dissection;
import org.flannelgraph.packet.Ports;
import org.flannelgraph.ui.model.Selection;
import org.flannelgraph.ui.model.Words;
import org.jspecify.annotations.Nullable;

/** The rows on the screen, and the selected one. */
final class PacketsTable extends TableView<PacketRow> {
  private static final double ROW_HEIGHT = 26;

  private final PacketListing listing;
  private final Selection selection;
  private Dissection dissection;
  private final ObservableList<PacketRow> rows = FXCollections.observableArrayList();
  private final Set<Long> expanded = new HashSet<>();
  private long start;

  /** While it shows what was selected elsewhere, it selects nothing itself. */
  private boolean isShowing;

  PacketsTable(PacketListing listing, Selection selection, Ports ports) {
    this.listing = listing;
    this.selection = selection;
    dissection = new Dissection(ports);
    setItems(rows);
    setFixedCellSize(ROW_HEIGHT);
    setPlaceholder(new Label(Words.get("packets.empty")));
    setAccessibleRole(AccessibleRole.TABLE_VIEW);
    setAccessibleText(Words.get("packets.accessible"));
    setColumnResizePolicy(CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
    for (PacketColumn column : PacketColumn.values()) {
      getColumns().add(column(column));
    }
    setSortPolicy(ignored -> order());
    getSelectionModel().selectedItemProperty().subscribe(row -> select(row));
    selection.journey().subscribe(ignored -> showSelected());
    selection.hop().subscribe(ignored -> showSelected());
    addEventHandler(KeyEvent.KEY_PRESSED, this::key);
    addEventHandler(MouseEvent.MOUSE_CLICKED, this::click);
  }

  private TableColumn<PacketRow, PacketRow> column(PacketColumn which) {
    TableColumn<PacketRow, PacketRow> column = new TableColumn<>(which.title());
    column.setId("packet-column-" + which.name().toLowerCase(Locale.ROOT));
    column.setUserData(which);
    column.setPrefWidth(which.width());
    if (which.isNumeric()) {
      column.getStyleClass().add("packet-numeric");
    }
    if (which == PacketColumn.INFO) {
      column.setMinWidth(140);
      column.setMaxWidth(4000);
    } else {
      // whether it arrived is never cut short
      column.setMinWidth(which == PacketColumn.OUTCOME ? which.width() : which.width() * 0.8);
      column.setMaxWidth(which.width() * 2);
    }
    column.setCellValueFactory(cell -> new ReadOnlyObjectWrapper<>(cell.getValue()));
    column.setCellFactory(ignored -> new PacketCell(which, this));
    return column;
  }

  /** Shows a page; the selected row stays selected, wherever it is now. */
  void show(PacketPage page) {
    start = page.start();
    isShowing = true;
    replace(page.rows());
    isShowing = false;
    showSelected();
  }

  /**
   * Most pages differ from the one before in their last rows only: to say that all rows are other
   * ones would have every cell on the screen filled anew.
   */
  private void replace(List<PacketRow> next) {
    int same = 0;
    int most = Math.min(rows.size(), next.size());
    while (same < most && isSame(rows.get(same), next.get(same))) {
      same++;
    }
    if (same == 0) {
      rows.setAll(next);
      return;
    }
    rows.remove(same, rows.size());
    rows.addAll(next.subList(same, next.size()));
  }

  /** By identity: a row is made anew when anything of it changes. */
  @SuppressWarnings("ReferenceEquality")
  private static boolean isSame(PacketRow one, PacketRow other) {
    return one == other;
  }

  /** Takes UDP ports for what they mean in the lab. */
  void read(Ports meaning) {
    dissection = new Dissection(meaning);
    listing.order(table -> table.read(meaning));
  }

  long start() {
    return start;
  }

  PacketTexts texts(PacketRow row) {
    return row.texts(dissection);
  }

  boolean isExpanded(long journey) {
    return expanded.contains(journey);
  }

  void expand(Journey journey, boolean shows) {
    boolean changes = shows ? expanded.add(journey.id()) : expanded.remove(journey.id());
    if (changes) {
      listing.order(table -> table.expand(journey.id(), shows));
    }
  }

  private boolean order() {
    List<TableColumn<PacketRow, ?>> order = getSortOrder();
    if (order.isEmpty()) {
      listing.order(table -> table.sort(null, true));
    } else {
      PacketColumn column = (PacketColumn) order.getFirst().getUserData();
      boolean ascending = order.getFirst().getSortType() == TableColumn.SortType.ASCENDING;
      listing.order(table -> table.sort(column, ascending));
    }
    return true;
  }

  private void select(@Nullable PacketRow row) {
    if (isShowing || row == null) {
      return;
    }
    Journey now = selection.journey().get();
    boolean isSame = now != null && now.id() == row.journey().id();
    if (!row.isJourney()) {
      selection.select(row.journey(), row.hop());
    } else if (!isSame || selection.item().get() != null) {
      selection.select(row.journey(), isSame ? Math.max(1, selection.hop().get()) : 1);
    }
  }

  private void showSelected() {
    if (isShowing) {
      return;
    }
    Journey journey = selection.journey().get();
    int found = journey == null ? -1 : index(journey.id(), selection.hop().get());
    isShowing = true;
    if (found < 0) {
      getSelectionModel().clearSelection();
    } else if (getSelectionModel().getSelectedIndex() != found) {
      getSelectionModel().clearAndSelect(found);
      if (!isFocused()) {
        scrollTo(Math.max(0, found - 3));
      }
    }
    isShowing = false;
  }

  /** The row of that hop, or else of its journey. */
  private int index(long journey, int hop) {
    int whole = -1;
    for (int i = 0; i < rows.size(); i++) {
      PacketRow row = rows.get(i);
      if (row.journey().id() == journey) {
        if (row.hop() == hop) {
          return i;
        }
        whole = row.isJourney() ? i : whole;
      }
    }
    return whole;
  }

  private void key(KeyEvent event) {
    PacketRow row = getSelectionModel().getSelectedItem();
    if (row == null || !row.isJourney() && !row.isNested()) {
      return;
    }
    if (event.getCode() == KeyCode.RIGHT || event.getCode() == KeyCode.LEFT) {
      expand(row.journey(), event.getCode() == KeyCode.RIGHT);
      event.consume();
    }
  }

  private void click(MouseEvent event) {
    PacketRow row = getSelectionModel().getSelectedItem();
    if (event.getClickCount() == 2 && row != null && row.isJourney()) {
      expand(row.journey(), !isExpanded(row.journey().id()));
    }
  }
}
