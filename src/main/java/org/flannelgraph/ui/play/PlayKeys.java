package org.flannelgraph.ui.play;

import java.util.Map;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;

/**
 * The player's keys. As accelerators of a scene they work wherever the focused control has no use
 * for them itself, as a text field has for all of them.
 */
public final class PlayKeys {
  private PlayKeys() {}

  /** Space plays and pauses, the arrows step, Home and End go to the ends. */
  public static Map<KeyCombination, Runnable> of(PlaybackModel model) {
    return Map.of(
        new KeyCodeCombination(KeyCode.SPACE), model::toggle,
        new KeyCodeCombination(KeyCode.LEFT), model::back,
        new KeyCodeCombination(KeyCode.RIGHT), model::forward,
        new KeyCodeCombination(KeyCode.HOME), model::home,
        new KeyCodeCombination(KeyCode.END), model::end);
  }
}
