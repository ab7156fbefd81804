package org.flannelgraph.ui.focus;

import java.util.Optional;
import java.util.function.Predicate;
import javafx.beans.value.ChangeListener;
import javafx.beans.value.ObservableValue;
import javafx.css.PseudoClass;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
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
    Scene scene = node.getScene();
    if (scene == null || !node.equals(scene.getFocusOwner())) {
      return;
    }
    node.pseudoClassStateChanged(RING, true);
    scene
        .focusOwnerProperty()
        .addListener(
            new ChangeListener<@Nullable Node>() {
              @Override
              public void changed(
                  ObservableValue<? extends @Nullable Node> at,
                  @Nullable Node before,
                  @Nullable Node now) {
                scene.focusOwnerProperty().removeListener(this);
                node.pseudoClassStateChanged(RING, false);
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
      find(pane, node -> id != null && id.equals(node.getId()))
          .or(() -> first(pane))
          .ifPresent(Focus::give);
    }
  }

  /** The first in a pane, or the pane itself, that Tab stops at. */
  static Optional<Node> first(Node pane) {
    return find(pane, Node::isFocusTraversable);
  }

  private static Optional<Node> find(Node at, Predicate<Node> wanted) {
    if (!at.isVisible() || at.isDisabled()) {
      return Optional.empty();
    }
    if (wanted.test(at)) {
      return Optional.of(at);
    }
    return at instanceof Parent parent
        ? parent.getChildrenUnmodifiable().stream()
            .flatMap(child -> find(child, wanted).stream())
            .findFirst()
        : Optional.empty();
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
