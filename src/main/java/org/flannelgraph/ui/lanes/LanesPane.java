package org.flannelgraph.ui.lanes;

import javafx.beans.property.LongProperty;
import javafx.beans.property.SimpleLongProperty;
import javafx.geometry.HPos;
import javafx.geometry.Orientation;
import javafx.geometry.VPos;
import javafx.scene.AccessibleRole;
import javafx.scene.Cursor;
import javafx.scene.canvas.Canvas;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.flannelgraph.journey.Cause;
import org.flannelgraph.journey.Hop;
import org.flannelgraph.journey.Journey;
import org.flannelgraph.scene.Palette;
import org.flannelgraph.scene.Point;
import org.flannelgraph.scene.Rect;
import org.flannelgraph.ui.model.Microseconds;
import org.flannelgraph.ui.model.Selection;
import org.flannelgraph.ui.model.Words;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/**
 * The selected journey as time against interfaces. Click a dot to select its hop; the wheel with
 * Ctrl, + and - zoom, 0 shows all, dragging moves.
 */
public final class LanesPane extends Region {
  private static final double CLOSER = 1.5;

  private final Selection selection;
  private final Canvas canvas = new Canvas();
  private final LanesPainter painter = new LanesPainter(canvas.getGraphicsContext2D());
  private final ScrollBar scrollBar = new ScrollBar();
  private final ScrollBar timeBar = new ScrollBar();
  private final Label none = new Label(Words.get("lanes.none"));
  private final HBox buttons = new HBox();
  private final Tooltip tooltip = new Tooltip();
  private final LongProperty playhead = new SimpleLongProperty(this, "playhead", 0);

  private Lanes lanes = Lanes.EMPTY;
  private LanesLayout layout =
      LanesLayout.of(Lanes.EMPTY, TimeScale.fit(0, 1), new Rect(0, 0, 1, 1), 0);

  /** Null while all is shown, however the journey grows. */
  private @Nullable TimeScale zoomed;

  private long shownJourney;
  private double dragX;
  private double dragY;
  private boolean dragged;

  /** Whether a scroll bar moves because the lanes have. */
  private boolean isPlacing;

  public LanesPane(Selection selection) {
    this.selection = selection;
    getStyleClass().add("lanes");
    setFocusTraversable(true);
    setAccessibleRole(AccessibleRole.LIST_VIEW);
    none.getStyleClass().add("lanes-none");
    none.setWrapText(true);
    scrollBar.setOrientation(Orientation.VERTICAL);
    scrollBar.valueProperty().addListener((at, before, now) -> requestLayout());
    scrollBar.setAccessibleText(Words.get("lanes.scroll"));
    timeBar.setAccessibleText(Words.get("lanes.scroll-time"));
    timeBar.valueProperty().addListener((at, before, now) -> scrollTime(now.doubleValue()));
    buttons.getStyleClass().add("lanes-buttons");
    buttons
        .getChildren()
        .addAll(
            button(Feather.ZOOM_OUT, "lanes.zoom-out", () -> zoomCentre(1 / CLOSER)),
            button(Feather.ZOOM_IN, "lanes.zoom-in", () -> zoomCentre(CLOSER)),
            button(Feather.MAXIMIZE_2, "lanes.fit", this::fit));
    focusedProperty().addListener((at, before, now) -> requestLayout());
    getChildren().addAll(canvas, scrollBar, timeBar, none, buttons);
    selection.journey().addListener((at, before, now) -> journeyChanged());
    selection.hop().addListener((at, before, now) -> hopChanged());
    playhead.addListener((at, before, now) -> requestLayout());
    listenToMouse();
    addEventHandler(KeyEvent.KEY_PRESSED, this::pressed);
    journeyChanged();
  }

  /** The time that a player shows, in nanoseconds since 1970; 0 if nothing plays. */
  public LongProperty playhead() {
    return playhead;
  }

  /** Paints in the colours of another theme. */
  public void setPalette(Palette palette) {
    painter.setPalette(palette);
    requestLayout();
  }

  /** Where all is now. */
  LanesLayout shown() {
    return layout;
  }

  private static Button button(Feather icon, String words, Runnable action) {
    Button button = new Button(null, new FontIcon(icon));
    button.getStyleClass().addAll("flat", "button-icon");
    button.setFocusTraversable(false);
    button.setAccessibleText(Words.get(words));
    button.setTooltip(new Tooltip(Words.get(words)));
    button.setOnAction(event -> action.run());
    return button;
  }

  private void journeyChanged() {
    Journey journey = selection.journey().get();
    lanes = journey == null ? Lanes.EMPTY : Lanes.of(journey);
    long id = journey == null ? 0 : journey.id();
    if (id != shownJourney) {
      shownJourney = id;
      zoomed = null;
      scrollBar.setValue(0);
    }
    none.setVisible(journey == null);
    buttons.setVisible(journey != null);
    describe();
    requestLayout();
  }

  private void hopChanged() {
    int hop = selection.hop().get();
    if (hop >= 1 && hop <= lanes.dots().size()) {
      Lanes.Dot dot = lanes.dot(hop);
      if (zoomed != null) {
        zoomed = zoomed.show(dot.nanos(), layout.plot().width());
      }
      double top = dot.lane() * layout.row();
      double scroll = scrollBar.getValue();
      double lowest = top + layout.row() - layout.plot().height();
      scrollBar.setValue(Math.max(Math.min(scroll, top), lowest));
    }
    describe();
    requestLayout();
  }

  private void describe() {
    Journey journey = selection.journey().get();
    Hop hop = selection.selectedHop();
    setAccessibleText(
        journey == null
            ? Words.get("lanes.none")
            : Words.get("lanes.accessible", journey.hops().size(), journey.summary())
                + (hop == null ? "" : ". " + words(journey, hop)));
  }

  private String words(Journey journey, Hop hop) {
    return Words.get(
        "lanes.hop",
        hop.index(),
        journey.hops().size(),
        hop.place(),
        hop.action().label(),
        Microseconds.text(lanes.dot(hop.index()).nanos()));
  }

  /** The player's moment if it plays, else that of the selected hop. */
  private @Nullable Long cursor(@Nullable Journey journey) {
    if (journey != null && playhead.get() != 0) {
      return playhead.get() - lanes.start();
    }
    int hop = selection.hop().get();
    return hop < 1 || hop > lanes.dots().size() ? null : (Long) lanes.dot(hop).nanos();
  }

  private String footer(@Nullable Cause cause) {
    if (cause != null) {
      return Words.get("lanes.lost", cause.namespace() + " " + cause.device(), cause.text());
    }
    return lanes.backwards() > 0 ? Words.get("lanes.reversed", lanes.backwards()) : "";
  }

  @Override
  protected void layoutChildren() {
    double width = getWidth();
    double height = getHeight();
    canvas.setWidth(width);
    canvas.setHeight(height);
    Journey journey = selection.journey().get();
    Cause cause = journey == null ? null : journey.cause();
    String footer = footer(cause);
    Rect plot = LanesLayout.plot(lanes, width, height, !footer.isEmpty());
    TimeScale scale =
        zoomed == null
            ? TimeScale.fit(lanes.span(), plot.width())
            : zoomed.within(lanes.span(), plot.width());
    layout = LanesLayout.of(lanes, scale, plot, scrollBar.getValue());
    painter.paint(
        layout,
        new LanesPainter.Marks(selection.hop().get(), cursor(journey), footer, cause != null),
        width,
        height);
    if (isFocused()) {
      painter.focus(width, height);
    }
    double bar = scrollBar.prefWidth(-1);
    scrollBar.resizeRelocate(width - bar, plot.y(), bar, plot.height());
    place(scrollBar, layout.scroll(), layout.mostScroll(), plot.height());
    double low = timeBar.prefHeight(-1);
    timeBar.resizeRelocate(plot.x(), plot.bottom() - low, plot.width(), low);
    double hidden = scale.hidden(lanes.span(), plot.width());
    place(timeBar, scale.scrolled(), zoomed == null ? 0 : hidden, plot.width());
    double buttonsWidth = buttons.prefWidth(-1);
    double buttonsHeight = buttons.prefHeight(-1);
    buttons.resizeRelocate(width - buttonsWidth - 4, 0, buttonsWidth, buttonsHeight);
    layoutInArea(none, 24, 0, width - 48, height, 0, HPos.CENTER, VPos.CENTER);
  }

  private void place(ScrollBar bar, double value, double hidden, double seen) {
    isPlacing = true;
    bar.setVisible(hidden > 0);
    bar.setMax(hidden);
    bar.setVisibleAmount(hidden * seen / (seen + hidden));
    bar.setUnitIncrement(seen / 10);
    bar.setBlockIncrement(seen / 2);
    bar.setValue(Math.clamp(value, 0, hidden));
    isPlacing = false;
  }

  private void scrollTime(double value) {
    if (!isPlacing) {
      zoomed = layout.scale().pan(value - layout.scale().scrolled());
      requestLayout();
    }
  }

  private void listenToMouse() {
    canvas.setOnMousePressed(
        event -> {
          requestFocus();
          dragX = event.getX();
          dragY = event.getY();
          dragged = false;
        });
    canvas.setOnMouseDragged(this::dragged);
    canvas.setOnMouseReleased(
        event -> {
          if (!dragged && event.getButton() == MouseButton.PRIMARY) {
            layout.hopAt(new Point(event.getX(), event.getY())).ifPresent(selection::select);
          }
        });
    canvas.setOnMouseMoved(this::hover);
    canvas.setOnMouseExited(event -> tooltip.hide());
    canvas.setOnScroll(this::scrolled);
  }

  private void dragged(MouseEvent event) {
    double right = event.getX() - dragX;
    double down = event.getY() - dragY;
    if (!dragged && Math.hypot(right, down) < 4) {
      return;
    }
    dragged = true;
    dragX = event.getX();
    dragY = event.getY();
    zoomed = layout.scale().pan(-right);
    scrollBar.setValue(Math.clamp(layout.scroll() - down, 0, layout.mostScroll()));
    requestLayout();
  }

  private void hover(MouseEvent event) {
    Journey journey = selection.journey().get();
    var hop = layout.hopAt(new Point(event.getX(), event.getY()));
    canvas.setCursor(hop.isPresent() ? Cursor.HAND : Cursor.DEFAULT);
    if (journey == null || hop.isEmpty()) {
      tooltip.hide();
      return;
    }
    String words = words(journey, journey.hop(hop.get()));
    if (!tooltip.isShowing() || !words.equals(tooltip.getText())) {
      tooltip.setText(words);
      tooltip.show(canvas, event.getScreenX() + 12, event.getScreenY() + 16);
    }
  }

  private void scrolled(ScrollEvent event) {
    double turned = event.getDeltaY() == 0 ? event.getDeltaX() : event.getDeltaY();
    if (event.isControlDown()) {
      zoom(Math.pow(CLOSER, turned / 40), event.getX());
    } else if (event.isShiftDown() || event.getDeltaX() != 0) {
      zoomed = layout.scale().pan(-turned);
      requestLayout();
    } else {
      scrollBar.setValue(Math.clamp(layout.scroll() - turned, 0, layout.mostScroll()));
    }
    event.consume();
  }

  private void pressed(KeyEvent event) {
    int hop = selection.hop().get();
    switch (event.getCode()) {
      case LEFT, UP -> selection.select(Math.max(1, hop - 1));
      case RIGHT, DOWN -> selection.select(hop + 1);
      case HOME -> selection.select(1);
      case END -> selection.select(lanes.dots().size());
      case PLUS, EQUALS, ADD -> zoomCentre(CLOSER);
      case MINUS, SUBTRACT -> zoomCentre(1 / CLOSER);
      case DIGIT0, NUMPAD0 -> fit();
      default -> {
        return;
      }
    }
    event.consume();
  }

  /** Around the selected hop if it is in sight, else around the middle. */
  private void zoomCentre(double factor) {
    int hop = selection.hop().get();
    boolean isSeen =
        hop >= 1 && hop <= layout.points().size() && layout.isVisible(layout.point(hop));
    zoom(factor, isSeen ? layout.point(hop).x() : layout.plot().centerX());
  }

  private void zoom(double factor, double x) {
    zoomed = layout.scale().zoom(factor, x - layout.plot().x());
    requestLayout();
  }

  private void fit() {
    zoomed = null;
    requestLayout();
  }
}
