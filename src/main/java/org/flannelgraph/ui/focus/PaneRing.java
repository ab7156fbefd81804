package org.flannelgraph.ui.focus;

import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.jspecify.annotations.Nullable;

/**
 * F6 goes to the next pane and Shift+F6 to the one before, whatever has the focus: to what had it
 * last there, else to the pane's first control.
 */
public final class PaneRing {
  private final Scene scene;
  private final List<Node> panes;
  private final Map<Node, Node> last = new WeakHashMap<>();

  /**
   * @param panes in their order; none is in another
   */
  public PaneRing(Scene scene, List<Node> panes) {
    this.scene = scene;
    this.panes = List.copyOf(panes);
    scene.focusOwnerProperty().subscribe(this::remember);
    scene.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
  }

  private void remember(@Nullable Node owner) {
    if (owner != null) {
      panes.stream().filter(pane -> Focus.isIn(owner, pane)).forEach(pane -> last.put(pane, owner));
    }
  }

  private void pressed(KeyEvent event) {
    if (event.getCode() == KeyCode.F6 && !event.isControlDown() && !event.isAltDown()) {
      move(event.isShiftDown() ? -1 : 1);
      event.consume();
    }
  }

  private void move(int by) {
    Node owner = scene.getFocusOwner();
    int here = by > 0 ? -1 : 0; // from nowhere it goes to the first, or the last
    for (int i = 0; owner != null && i < panes.size(); i++) {
      here = Focus.isIn(owner, panes.get(i)) ? i : here;
    }
    for (int i = 1; i <= panes.size(); i++) {
      Node pane = panes.get(Math.floorMod(here + i * by, panes.size()));
      if (enter(pane)) {
        return;
      }
    }
  }

  private boolean enter(Node pane) {
    Node before = last.get(pane);
    if (before != null && isThere(before, pane)) {
      Focus.give(before);
    } else {
      Focus.first(pane).ifPresent(Focus::give);
    }
    Node owner = scene.getFocusOwner();
    return owner != null && Focus.isIn(owner, pane);
  }

  private static boolean isThere(Node node, Node pane) {
    boolean isVisible = !node.isDisabled() && Focus.isIn(node, pane);
    for (@Nullable Node at = node; at != null; at = at.getParent()) {
      isVisible &= at.isVisible();
    }
    return isVisible;
  }
}
