package org.flannelgraph.ui;

import java.util.Map;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import org.flannelgraph.ui.play.PlayKeys;

/** The keys that work everywhere in the window. */
final class Keys {
  Keys(Scene scene, Panes panes) {
    scene
        .getAccelerators()
        .putAll(
            Map.of(
                new KeyCodeCombination(KeyCode.F, KeyCombination.CONTROL_DOWN),
                panes::search,
                new KeyCodeCombination(KeyCode.DIGIT1, KeyCombination.ALT_DOWN),
                () -> panes.showTab(0),
                new KeyCodeCombination(KeyCode.DIGIT2, KeyCombination.ALT_DOWN),
                () -> panes.showTab(1),
                new KeyCodeCombination(KeyCode.DIGIT3, KeyCombination.ALT_DOWN),
                () -> panes.showTab(2)));
    scene.getAccelerators().putAll(PlayKeys.of(panes.playback()));
  }
}
