package org.flannelgraph.ui.inspector.hop;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.VBox;
import org.flannelgraph.ui.focus.Focus;
import org.flannelgraph.ui.model.Words;

/**
 * The layers of a packet with their fields. The keys are a tree's: up and down go from line to
 * line, right opens a layer and left shuts it, or goes from a field to its layer.
 */
final class LayerTree extends VBox {
  private final List<LayerCard> cards = new ArrayList<>();

  LayerTree() {
    getStyleClass().add("layers");
    setAccessibleRole(AccessibleRole.TREE_VIEW);
    setAccessibleText(Words.get("inspector.layers"));
    addEventHandler(KeyEvent.KEY_PRESSED, this::pressed);
  }

  void add(LayerCard card) {
    cards.add(card);
    getChildren().add(card);
  }

  private void pressed(KeyEvent event) {
    if (!(event.getTarget() instanceof Node at)) {
      return;
    }
    boolean isTaken =
        switch (event.getCode()) {
          case DOWN -> move(at, 1);
          case UP -> move(at, -1);
          case LEFT, RIGHT -> at instanceof FieldLine && turn(at, event.getCode());
          default -> false;
        };
    if (isTaken) {
      event.consume();
    }
  }

  private boolean move(Node from, int by) {
    List<Node> lines = cards.stream().flatMap(card -> card.lines().stream()).toList();
    int to = lines.indexOf(from) + by;
    boolean isThere = to >= 0 && to < lines.size();
    if (isThere) {
      Focus.give(lines.get(to));
    }
    return isThere;
  }

  /** To the right of a field there is nothing. */
  private boolean turn(Node field, KeyCode code) {
    if (code == KeyCode.LEFT) {
      cards.stream().filter(card -> card.lines().contains(field)).forEach(Focus::give);
    }
    return true;
  }
}
