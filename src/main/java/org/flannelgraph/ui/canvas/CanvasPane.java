package org.flannelgraph.ui.canvas;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.geometry.Point2D;
import javafx.scene.AccessibleRole;
import javafx.scene.Cursor;
import javafx.scene.Node;
import javafx.scene.canvas.Canvas;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Region;
import org.flannelgraph.scene.Flight;
import org.flannelgraph.scene.Item;
import org.flannelgraph.scene.ItemId;
import org.flannelgraph.scene.Palette;
import org.flannelgraph.scene.Picture;
import org.flannelgraph.scene.Point;
import org.flannelgraph.scene.Rect;
import org.flannelgraph.scene.Stream;
import org.flannelgraph.scene.StreamArt;
import org.flannelgraph.scene.Track;
import org.flannelgraph.scene.TrackArt;
import org.flannelgraph.ui.model.Arranging;
import org.flannelgraph.ui.model.Words;
import org.jspecify.annotations.Nullable;

/**
 * The canvas with its layers: the still picture, the path of the selected journey, what is in
 * flight, and what has the focus. Here are pointer, keys and view; what is drawn it is given.
 */
public final class CanvasPane extends Region {
  private static final double WHEEL = 1.0015;
  private static final double STEP = 60;

  /** How far a key moves a thing, in scene pixels; with Shift by one. */
  private static final double NUDGE = 10;

  /** How large a thing is shown that one wants to see near. */
  private static final double MOST_NEAR = 2.5;

  private static final double MARGIN = 10;

  /** What the tools at the right side cover. */
  private static final double TOOLS = 44;

  private static final double MOST_AT_FIRST = 1.6;

  private final StillLayer still = new StillLayer();
  private final PromiseLayer promise = new PromiseLayer();
  private final FlightLayer flights = new FlightLayer();
  private final FocusLayer focus = new FocusLayer(this::focused);
  private final Minimap minimap = new Minimap(this::lookAt);
  private final ObjectProperty<Viewport> view = new SimpleObjectProperty<>(new Viewport(1, 0, 0));
  private final ObjectProperty<@Nullable ItemId> hovered = new SimpleObjectProperty<>();
  private Picture picture = new Picture(new Rect(0, 0, 1, 1), List.of());
  private List<Stream> streams = List.of();
  private @Nullable Track track;
  private Set<Integer> passed = Set.of();
  private List<Flight> inFlight = List.of();
  private Palette palette = Palette.LIGHT;
  private Consumer<Item> chosen = item -> {};
  private BiConsumer<Item, Point2D> asked = (item, at) -> {};
  private @Nullable ItemId current;
  private boolean isFitted = true;
  private final Drag drag = new Drag();
  private final Arranging arranging;

  /**
   * A canvas with nothing on it.
   *
   * @param arranging moves what is dragged
   */
  public CanvasPane(Arranging arranging) {
    this.arranging = arranging;
    getStyleClass().add("canvas");
    setAccessibleRole(AccessibleRole.LIST_VIEW);
    setAccessibleText(Words.get("canvas.accessible"));
    setFocusTraversable(true);
    getChildren()
        .addAll(still.node(), promise.node(), flights.node(), focus.node(), minimap.node());
    addEventHandler(MouseEvent.MOUSE_PRESSED, this::pressed);
    addEventHandler(MouseEvent.MOUSE_DRAGGED, this::dragged);
    addEventHandler(MouseEvent.MOUSE_RELEASED, released -> released());
    addEventHandler(MouseEvent.MOUSE_CLICKED, this::clicked);
    addEventHandler(MouseEvent.MOUSE_MOVED, moved -> hover(moved.getX(), moved.getY()));
    addEventHandler(MouseEvent.MOUSE_EXITED, left -> hovered.set(null));
    addEventHandler(ScrollEvent.SCROLL, this::scrolled);
    addEventHandler(KeyEvent.KEY_PRESSED, this::typed);
    addEventHandler(ContextMenuEvent.CONTEXT_MENU_REQUESTED, this::asked);
    view.subscribe(this::viewed);
  }

  /** Hears of an item that was clicked, or chosen by keyboard. */
  public void onChosen(Consumer<Item> consumer) {
    chosen = consumer;
  }

  /** Hears of an item whose menu is wanted, and where on the screen. */
  public void onMenu(BiConsumer<Item, Point2D> consumer) {
    asked = consumer;
  }

  /** What the pointer is over, or null. */
  public ReadOnlyObjectProperty<@Nullable ItemId> hovered() {
    return hovered;
  }

  /** Which part is seen. */
  public ReadOnlyObjectProperty<Viewport> view() {
    return view;
  }

  /**
   * Shows packets that are under way.
   *
   * @param track the way of the selected journey, or null
   * @param passed the indexes of the hops that its packet has come to
   * @param under what is in flight
   */
  public void show(@Nullable Track track, Set<Integer> passed, List<Flight> under) {
    inFlight = under;
    if (!isSame(track, passed)) {
      this.track = track;
      this.passed = passed;
      still.paint(withTrack(), view.get(), palette);
    }
    place();
  }

  /** Shows the way that a packet would go; nothing for an empty list. */
  public void promise(List<List<Point>> ways) {
    promise.show(ways);
    promise.paint(view.get(), palette);
  }

  /** Shows streams of packets, and no others. */
  public void show(List<Stream> next) {
    if (!(streams.isEmpty() && next.isEmpty())) {
      streams = List.copyOf(next);
      still.paint(withTrack(), view.get(), palette);
    }
  }

  /** Whether it is the very track that is painted: to compare two would read every hop. */
  @SuppressWarnings("ReferenceEquality")
  private boolean isSame(@Nullable Track other, Set<Integer> hops) {
    return track == other && passed.equals(hops);
  }

  /** The picture with streams and the way of the selected journey in it. */
  private Picture withTrack() {
    Picture all = streams.isEmpty() ? picture : StreamArt.onto(picture, streams);
    return track == null ? all : TrackArt.onto(all, track, passed);
  }

  private void place() {
    boolean isShown = getScene() != null && getScene().getWindow() != null;
    double scale = isShown ? getScene().getWindow().getOutputScaleX() : 1;
    flights.show(inFlight, view.get(), palette, scale);
  }

  /** Shows a picture. While nobody has moved the view it is shown whole. */
  public void show(Picture next) {
    boolean isOther = !picture.bounds().equals(next.bounds());
    picture = next;
    if (!isOther || !isPaintedByFitting()) {
      still.paint(withTrack(), view.get(), palette);
      minimap.show(picture, palette, view.get(), getWidth(), getHeight());
    }
    focus.show(picture, view.get());
  }

  /** Shows all if nobody has moved the view; whether that has painted everything. */
  private boolean isPaintedByFitting() {
    Viewport before = view.get();
    if (isFitted) {
      fit();
    }
    return !before.equals(view.get());
  }

  /** Paints in the colours of another theme. */
  public void setPalette(Palette next) {
    palette = next;
    flights.forget();
    repaint();
  }

  /** Shows all. */
  public void fit() {
    isFitted = true;
    if (getWidth() > 0 && getHeight() > 0) {
      view.set(
          Viewport.fitting(
              picture.bounds().grow(MARGIN), getWidth() - TOOLS, getHeight(), MOST_AT_FIRST));
    }
  }

  /** Zooms about the middle. */
  public void zoom(double factor) {
    isFitted = false;
    view.set(view.get().zoomed(factor, getWidth() / 2, getHeight() / 2));
  }

  /** Moves the view so that a place of the scene is in its middle. */
  public void lookAt(Point scene) {
    isFitted = false;
    view.set(view.get().centered(scene, getWidth(), getHeight()));
  }

  /** Flies to an item and gives it the focus. */
  public void find(ItemId id) {
    for (Item item : picture.items()) {
      if (item.id().equals(id)) {
        Rect seen = view.get().seen(getWidth(), getHeight());
        if (!seen.contains(item.bounds())) {
          lookAt(item.bounds().center());
        }
        focus.find(id);
        return;
      }
    }
  }

  /** Shows an item near and in the middle, and gives it the focus. */
  public void zoomTo(ItemId id) {
    for (Item item : picture.items()) {
      if (item.id().equals(id)) {
        isFitted = false;
        Rect around = item.bounds().grow(Math.max(item.bounds().width(), STEP) / 2);
        view.set(Viewport.fitting(around, getWidth() - TOOLS, getHeight(), MOST_NEAR));
        focus.focus(id);
        return;
      }
    }
  }

  private void viewed(Viewport now) {
    repaint();
    focus.place(now);
  }

  private void repaint() {
    still.paint(withTrack(), view.get(), palette);
    promise.paint(view.get(), palette);
    place();
    minimap.show(picture, palette, view.get(), getWidth(), getHeight());
  }

  @Override
  protected void layoutChildren() {
    double width = getWidth();
    double height = getHeight();
    resize(still.node(), width, height);
    resize(promise.node(), width, height);
    for (Node layer : List.of(flights.node(), focus.node())) {
      layer.resizeRelocate(0, 0, width, height);
    }
    minimap.place(width, height);
    if (!isPaintedByFitting()) {
      repaint();
    }
  }

  private static void resize(Canvas canvas, double width, double height) {
    canvas.setWidth(width);
    canvas.setHeight(height);
  }

  private Optional<Item> at(double x, double y) {
    return picture.at(view.get().toScene(x, y));
  }

  private void hover(double x, double y) {
    ItemId item = at(x, y).map(Item::id).orElse(null);
    hovered.set(item);
    setCursor(item instanceof ItemId.Mend ? Cursor.HAND : Cursor.DEFAULT);
  }

  private void pressed(MouseEvent event) {
    requestFocus();
    boolean isPrimary = event.getButton() == MouseButton.PRIMARY;
    Point at = view.get().toScene(event.getX(), event.getY());
    drag.begin(event.getX(), event.getY(), isPrimary ? movableAt(at) : null);
  }

  /** Lines and dots lie over boxes: they are no handles, what is under them is. */
  private @Nullable ItemId movableAt(Point at) {
    return picture.items().reversed().stream()
        .filter(item -> item.isAt(at) && arranging.canMove(item.id()))
        .map(Item::id)
        .findFirst()
        .orElse(null);
  }

  private void dragged(MouseEvent event) {
    if (drag.reaches(event.getX(), event.getY())) {
      Point far = drag.come(event.getX(), event.getY());
      isFitted = false;
      ItemId held = drag.held();
      if (held == null) {
        view.set(view.get().panned(far.x(), far.y()));
      } else {
        setCursor(Cursor.CLOSED_HAND);
        double zoom = view.get().zoom();
        arranging.move(held, far.x() / zoom, far.y() / zoom);
      }
    }
  }

  private void released() {
    setCursor(null);
    ItemId held = drag.held();
    if (held != null && drag.isUnderWay()) {
      arranging.put();
      focus.focus(held);
    }
  }

  private void clicked(MouseEvent event) {
    if (event.getButton() == MouseButton.PRIMARY && !drag.isUnderWay()) {
      at(event.getX(), event.getY())
          .ifPresent(
              item -> {
                focus.focus(item.id());
                chosen.accept(item);
              });
    }
  }

  private void scrolled(ScrollEvent event) {
    if (event.getDeltaY() != 0) {
      isFitted = false;
      view.set(view.get().zoomed(Math.pow(WHEEL, event.getDeltaY()), event.getX(), event.getY()));
      event.consume();
    }
  }

  private void typed(KeyEvent event) {
    boolean isTaken = true;
    switch (event.getCode()) {
      case PLUS, EQUALS, ADD -> zoom(1.25);
      case MINUS, SUBTRACT -> zoom(0.8);
      case DIGIT0, NUMPAD0 -> fit();
      case ENTER -> withCurrent(chosen);
      case CONTEXT_MENU -> withCurrent(this::askAtItem);
      case F10 -> isTaken = menuKey(event);
      case UP -> isTaken = arrow(0, -1, event);
      case DOWN -> isTaken = arrow(0, 1, event);
      case LEFT -> isTaken = arrow(-1, 0, event);
      case RIGHT -> isTaken = arrow(1, 0, event);
      default -> isTaken = false;
    }
    if (isTaken) {
      event.consume();
    }
  }

  /**
   * Arrows alone step through the journey; with Ctrl they go from item to item, with Shift they
   * move the view, with Alt what has the focus, with both by a pixel.
   */
  private boolean arrow(int right, int down, KeyEvent event) {
    if (event.isAltDown()) {
      double far = event.isShiftDown() ? 1 : NUDGE;
      currentItem().ifPresent(item -> nudge(item.id(), right * far, down * far));
    } else if (event.isControlDown()) {
      focus.move(right, down);
    } else if (event.isShiftDown()) {
      isFitted = false;
      view.set(view.get().panned(-right * STEP, -down * STEP));
    }
    return event.isAltDown() || event.isControlDown() || event.isShiftDown();
  }

  private void nudge(ItemId item, double right, double down) {
    if (arranging.canMove(item)) {
      isFitted = false;
      arranging.move(item, right, down);
      arranging.put();
    }
  }

  /** JavaFX knows the keys for menus on other desktops, but not on those of Linux. */
  private boolean menuKey(KeyEvent event) {
    if (event.isShiftDown()) {
      withCurrent(this::askAtItem);
    }
    return event.isShiftDown();
  }

  private void asked(ContextMenuEvent event) {
    if (event.isKeyboardTrigger()) {
      withCurrent(this::askAtItem);
    } else {
      at(event.getX(), event.getY())
          .ifPresent(
              item -> {
                focus.focus(item.id());
                asked.accept(item, new Point2D(event.getScreenX(), event.getScreenY()));
              });
    }
    event.consume();
  }

  private void askAtItem(Item item) {
    Rect at = view.get().toWindow(item.bounds());
    double right = Math.clamp(at.x() + Math.min(at.width(), STEP) / 2, 0, getWidth());
    double down = Math.clamp(at.y() + Math.min(at.height(), STEP), 0, getHeight());
    asked.accept(item, localToScreen(right, down));
  }

  private void focused(ItemId id) {
    current = id;
    currentItem()
        .ifPresent(
            item -> {
              if (!view.get().seen(getWidth(), getHeight()).overlaps(item.bounds())) {
                lookAt(item.bounds().center());
              }
            });
  }

  private Optional<Item> currentItem() {
    return picture.items().stream().filter(item -> item.id().equals(current)).findFirst();
  }

  private void withCurrent(Consumer<Item> action) {
    currentItem().ifPresent(action);
  }
}
