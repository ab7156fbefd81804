package org.flannelgraph.ui.canvas;

import java.util.List;
import javafx.geometry.Point2D;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.CustomMenuItem;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.layout.VBox;
import org.flannelgraph.scene.Item;
import org.flannelgraph.ui.menu.Action;
import org.flannelgraph.ui.menu.Actions;

/** Shows what can be done with a thing on the canvas, where it was asked for. */
public final class ItemMenu {
  private final CanvasPane canvas;
  private final Actions actions;
  private final ContextMenu menu = new ContextMenu();

  /** A menu for all things on a canvas. */
  public ItemMenu(CanvasPane canvas, Actions actions) {
    this.canvas = canvas;
    this.actions = actions;
    menu.setId("item-menu");
    menu.getStyleClass().add("item-menu");
    canvas.onMenu(this::show);
  }

  private void show(Item item, Point2D at) {
    menu.hide();
    List<Action> can = actions.of(item.id());
    menu.getItems().clear();
    Action before = null;
    for (Action action : can) {
      if (before != null && before.group() != action.group()) {
        menu.getItems().add(new SeparatorMenuItem());
      }
      menu.getItems().add(entry(action));
      before = action;
    }
    if (!can.isEmpty()) {
      menu.show(canvas, at.getX(), at.getY());
    }
  }

  private static MenuItem entry(Action action) {
    MenuItem entry = action.note().isEmpty() ? new MenuItem() : noted(action);
    entry.setMnemonicParsing(false);
    entry.setText(action.text());
    entry.setOnAction(chosen -> action.run().run());
    return entry;
  }

  /** With more to say on a second line. */
  private static MenuItem noted(Action action) {
    Label text = new Label(action.text());
    Label note = new Label(action.note());
    note.getStyleClass().add("item-menu-note");
    VBox lines = new VBox(text, note);
    lines.setAccessibleText(action.text() + ": " + action.note());
    return new CustomMenuItem(lines);
  }
}
