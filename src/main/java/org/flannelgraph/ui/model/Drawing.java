package org.flannelgraph.ui.model;

import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.flannelgraph.scene.Arrangement;
import org.flannelgraph.scene.Layout;
import org.flannelgraph.scene.Picture;
import org.flannelgraph.scene.Pictures;
import org.flannelgraph.scene.Places;
import org.flannelgraph.scene.View;
import org.flannelgraph.topology.Topology;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the picture of the lab up to date. Layout and drawing list are made on a thread of their
 * own, of the newest topology and the newest wishes; what came in between is skipped.
 */
public final class Drawing {
  /** A finished picture with the layout that it was drawn by. */
  public record Drawn(Layout layout, Places places, Picture picture) {}

  private record Wish(Topology topology, Places places, View view, Arrangement arrangement) {}

  private final Latest<Wish, Drawn> work;
  private final ObjectProperty<@Nullable Drawn> drawn = new SimpleObjectProperty<>();
  private final double ratio;
  private Topology topology = Topology.EMPTY;
  private @Nullable Places places;
  private View view = View.PLAIN;
  private Arrangement arrangement = Arrangement.NONE;

  /** The drawing thread's. */
  private @Nullable Layout layout;

  /**
   * @param worker runs a task on the drawing thread
   * @param fx runs a task on the FX thread
   * @param ratio the width of the canvas divided by its height, for the first layout
   */
  public Drawing(Executor worker, Executor fx, double ratio) {
    this.ratio = ratio;
    work = new Latest<>(worker, fx, this::draw, drawn::set);
  }

  private Drawn draw(Wish wish) {
    Layout next =
        layout == null
            ? Layout.of(wish.topology, wish.places, ratio)
            : layout.next(wish.topology, wish.places);
    layout = next.with(wish.arrangement);
    return new Drawn(layout, wish.places, Pictures.of(wish.places, layout, wish.view));
  }

  /** The newest picture; null until there is one. */
  public ReadOnlyObjectProperty<@Nullable Drawn> drawn() {
    return drawn;
  }

  /** Draws what the kernel holds now. */
  public void show(Topology next, Places what) {
    topology = next;
    places = what;
    ask();
  }

  /** Draws it in another way. */
  public void change(UnaryOperator<View> wish) {
    View next = wish.apply(view);
    if (!next.equals(view)) {
      view = next;
      ask();
    }
  }

  /** Draws things where that says; {@link Arrangement#NONE} undoes all dragging. */
  public void arrange(Arrangement other) {
    arrangement = other;
    ask();
  }

  /** How it is drawn. */
  public View view() {
    return view;
  }

  /** What was dragged where; the newest picture may not have it yet. */
  public Arrangement arrangement() {
    return arrangement;
  }

  private void ask() {
    if (places != null) {
      work.ask(new Wish(topology, places, view, arrangement));
    }
  }
}
