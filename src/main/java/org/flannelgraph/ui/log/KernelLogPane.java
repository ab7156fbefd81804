package org.flannelgraph.ui.log;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.ListChangeListener;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.flannelgraph.ui.model.Words;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** The kernel log as a table, with what filters it and copies from it. */
public final class KernelLogPane extends BorderPane {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneId.systemDefault());
  private static final KeyCombination COPY =
      new KeyCodeCombination(KeyCode.C, KeyCombination.SHORTCUT_DOWN);
  private static final Map<Origin, Feather> ICONS =
      new EnumMap<>(
          Map.of(
              Origin.OWN, Feather.TERMINAL,
              Origin.WAKE, Feather.CORNER_DOWN_RIGHT,
              Origin.KERNEL, Feather.CPU,
              Origin.OTHER, Feather.USER));

  private final KernelLog log;
  private final TableView<LogEntry> table = new TableView<>();
  private final TextField filter = new TextField();
  private final Map<Origin, ToggleButton> origins = new EnumMap<>(Origin.class);
  private final ToggleButton newest = new ToggleButton(null, new FontIcon(Feather.CHEVRONS_DOWN));
  private final Label count = new Label();
  private final TextArea detail = new TextArea();
  private final Button copy = new Button(Words.get("log.copy"), new FontIcon(Feather.COPY));

  public KernelLogPane(KernelLog log) {
    this.log = log;
    getStyleClass().add("kernel-log");
    setTop(bar());
    table();
    setCenter(table);
    setBottom(detail());
    log.shown().addListener((ListChangeListener<LogEntry>) change -> changed());
    log.dropped().addListener((at, before, now) -> changed());
    changed();
  }

  private HBox bar() {
    filter.setPromptText(Words.get("log.filter"));
    filter.setAccessibleText(Words.get("log.filter"));
    filter.textProperty().addListener((at, before, now) -> filter());
    HBox bar = new HBox(filter);
    for (Origin origin : Origin.values()) {
      ToggleButton toggle = new ToggleButton(word(origin), new FontIcon(ICONS.get(origin)));
      toggle.setId("log-" + origin.name().toLowerCase(Locale.ROOT));
      toggle.getStyleClass().addAll("origin", style(origin));
      toggle.setTooltip(new Tooltip(Words.get("log.origin." + key(origin) + ".tip")));
      toggle.setSelected(true);
      toggle.selectedProperty().addListener((at, before, now) -> filter());
      origins.put(origin, toggle);
      bar.getChildren().add(toggle);
    }
    Region space = new Region();
    HBox.setHgrow(space, Priority.ALWAYS);
    count.getStyleClass().add("count");
    count.setMinWidth(Region.USE_PREF_SIZE);
    newest.setSelected(true);
    newest.getStyleClass().add("button-icon");
    newest.setId("log-newest");
    newest.setAccessibleText(Words.get("log.newest"));
    newest.setTooltip(new Tooltip(Words.get("log.newest")));
    newest.selectedProperty().addListener((at, before, now) -> showNewest());
    bar.getChildren().addAll(space, count, newest);
    bar.getStyleClass().add("bar");
    return bar;
  }

  private void table() {
    table.getStyleClass().add("dense");
    table.setItems(log.shown());
    table.setAccessibleText(Words.get("log.accessible"));
    table.getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
    table.setPlaceholder(new Label(Words.get("log.empty")));
    table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_LAST_COLUMN);
    table.getColumns().add(fixed("time", 112, entry -> TIME.format(entry.time())));
    table.getColumns().add(originColumn());
    TableColumn<LogEntry, String> where = column("where", 90, LogEntry::namespace);
    where.setMinWidth(90);
    where.setMaxWidth(130);
    table.getColumns().add(where);
    table.getColumns().add(column("what", 430, LogEntry::value));
    table.getColumns().add(column("command", 430, LogEntry::command));
    table.getSelectionModel().selectedItemProperty().subscribe(entry -> select());
    MenuItem item = new MenuItem(Words.get("log.copy"));
    item.setOnAction(event -> copy());
    table.setContextMenu(new ContextMenu(item));
    table.addEventHandler(
        KeyEvent.KEY_PRESSED,
        event -> {
          if (COPY.match(event)) {
            copy();
            event.consume();
          }
        });
    table.addEventFilter(ScrollEvent.SCROLL, this::scrolled);
  }

  private static TableColumn<LogEntry, String> column(
      String name, double width, Function<LogEntry, String> text) {
    TableColumn<LogEntry, String> column = new TableColumn<>(Words.get("log.column." + name));
    column.setCellValueFactory(
        cell -> new ReadOnlyStringWrapper(text.apply(cell.getValue()).replace('\n', ' ')));
    column.setPrefWidth(width);
    column.setSortable(false);
    column.setReorderable(false);
    column.getStyleClass().add("mono");
    return column;
  }

  private static TableColumn<LogEntry, String> fixed(
      String name, double width, Function<LogEntry, String> text) {
    TableColumn<LogEntry, String> column = column(name, width, text);
    column.setMinWidth(width);
    column.setMaxWidth(width);
    return column;
  }

  private static TableColumn<LogEntry, String> originColumn() {
    TableColumn<LogEntry, String> column = fixed("who", 128, entry -> word(entry.origin()));
    column.getStyleClass().remove("mono");
    column.setCellFactory(ignored -> new OriginCell());
    return column;
  }

  /** An icon and a word. */
  private static final class OriginCell extends TableCell<LogEntry, String> {
    private final FontIcon icon = new FontIcon(Feather.CPU);

    @Override
    protected void updateItem(String word, boolean isEmpty) {
      super.updateItem(word, isEmpty);
      LogEntry entry = isEmpty ? null : getTableRow().getItem();
      getStyleClass().removeIf(style -> style.startsWith("origin-"));
      if (entry == null) {
        setText(null);
        setGraphic(null);
      } else {
        icon.setIconCode(ICONS.get(entry.origin()));
        getStyleClass().add(style(entry.origin()));
        setText(word);
        setGraphic(icon);
      }
    }
  }

  private HBox detail() {
    detail.setEditable(false);
    detail.setWrapText(true);
    detail.setPrefRowCount(2);
    detail.setAccessibleText(Words.get("log.detail"));
    HBox.setHgrow(detail, Priority.ALWAYS);
    copy.setId("log-copy");
    copy.setMinWidth(Region.USE_PREF_SIZE);
    copy.setOnAction(event -> copy());
    HBox box = new HBox(detail, copy);
    box.getStyleClass().add("detail");
    box.managedProperty().bind(box.visibleProperty());
    box.visibleProperty().bind(table.getSelectionModel().selectedItemProperty().isNotNull());
    return box;
  }

  private void select() {
    LogEntry entry = table.getSelectionModel().getSelectedItem();
    if (entry != null) {
      detail.setText(entry.value() + "\n$ " + entry.command());
      copy.setDisable(entry.command().isEmpty());
      if (table.getSelectionModel().getSelectedIndex() < log.shown().size() - 1) {
        newest.setSelected(false);
      }
    }
  }

  private void copy() {
    List<LogEntry> selected = table.getSelectionModel().getSelectedItems();
    String commands =
        selected.stream()
            .map(LogEntry::command)
            .filter(command -> !command.isEmpty())
            .collect(Collectors.joining("\n"));
    ClipboardContent content = new ClipboardContent();
    content.putString(commands);
    Clipboard.getSystemClipboard().setContent(content);
  }

  private void scrolled(ScrollEvent event) {
    if (event.getDeltaY() > 0) {
      newest.setSelected(false);
    }
  }

  private void filter() {
    Set<Origin> wanted = EnumSet.noneOf(Origin.class);
    origins.forEach(
        (origin, toggle) -> {
          if (toggle.isSelected()) {
            wanted.add(origin);
          }
        });
    log.filter(filter.getText(), wanted);
  }

  private void changed() {
    int shown = log.shown().size();
    int all = log.entries().size();
    String words =
        shown == all ? Words.get("log.count", all) : Words.get("log.count.of", shown, all);
    long dropped = log.dropped().get();
    count.setText(dropped == 0 ? words : words + " · " + Words.get("log.dropped", dropped));
    showNewest();
  }

  private void showNewest() {
    if (newest.isSelected() && !log.shown().isEmpty()) {
      table.scrollTo(log.shown().size() - 1);
    }
  }

  private static String word(Origin origin) {
    return Words.get("log.origin." + key(origin));
  }

  private static String key(Origin origin) {
    return origin.name().toLowerCase(Locale.ROOT);
  }

  private static String style(Origin origin) {
    return "origin-" + key(origin);
  }
}
