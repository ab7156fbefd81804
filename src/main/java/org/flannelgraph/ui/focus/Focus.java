package org.flannelgraph.ui.focus;

import javafx.beans.value.ChangeListener;
import javafx.beans.value.ObservableValue;
import javafx.css.PseudoClass;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.TraversalDirection;
import javafx.scene.control.ScrollPane;
import org.jspecify.annotations.Nullable;

/** Gives the focus to nodes. */
public final class Focus {
  /**
   * Whoever has it was given the focus by a key that is not Tab, for which JavaFX has no {@code
   * :focus-visible}.
   */
  private static final PseudoClass RING = PseudoClass.getPseudoClass("ring");

  private Focus() {}

  /** Gives a node the focus because of a key: it is in sight, with its ring. */
  public static void give(Node node) {
    node.requestFocus();
    if (!node.isFocused()) {
      return;
    }
    node.pseudoClassStateChanged(RING, true);
    node.focusedProperty()
        .addListener(
            new ChangeListener<>() {
              @Override
              public void changed(
                  ObservableValue<? extends Boolean> at, Boolean before, Boolean now) {
                if (!now) {
                  node.focusedProperty().removeListener(this);
                  node.pseudoClassStateChanged(RING, false);
                }
              }
            });
    reveal(node);
  }

  /** Scrolls the pane that a node is in until the node is in sight. */
  private static void reveal(Node node) {
    for (Parent at = node.getParent(); at != null; at = at.getParent()) {
      if (at instanceof ScrollPane pane && pane.getContent() != null) {
        reveal(node, pane, pane.getContent());
        return;
      }
    }
  }

  private static void reveal(Node node, ScrollPane pane, Node content) {
    Bounds at = content.sceneToLocal(node.localToScene(node.getLayoutBounds()));
    double seen = pane.getViewportBounds().getHeight();
    double hidden = content.getLayoutBounds().getHeight() - seen;
    if (hidden > 0) {
      double top = pane.getVvalue() * hidden;
      double wanted = Math.max(Math.min(top, at.getMinY()), at.getMaxY() - seen);
      pane.setVvalue(Math.clamp(wanted / hidden, 0, 1));
    }
  }

  /**
   * Fills a pane anew. If one of its nodes had the focus, the new one of the same id gets it, or
   * else the pane's first.
   */
  public static void keep(Parent pane, Runnable fill) {
    Scene scene = pane.getScene();
    Node owner = scene == null ? null : scene.getFocusOwner();
    if (owner == null || !isIn(owner, pane)) {
      fill.run();
      return;
    }
    String id = owner.getId();
    fill.run();
    if (!isIn(owner, pane)) {
      Node same = id == null ? null : pane.lookup("#" + id);
      if (same != null && !same.isDisabled()) {
        give(same);
      } else {
        pane.requestFocusTraversal(TraversalDirection.NEXT);
      }
    }
  }

  /** Whether a node is a pane, or in it. */
  static boolean isIn(Node node, Node pane) {
    for (@Nullable Node at = node; at != null; at = at.getParent()) {
      if (at.equals(pane)) {
        return true;
      }
    }
    return false;
  }
}
