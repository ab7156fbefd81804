package org.flannelgraph.ui.play;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import java.util.Map;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.flannelgraph.scene.Playback;
import org.flannelgraph.ui.model.Words;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** The player's buttons, the slider over hops, and the speed. */
public final class TransportBar extends HBox {
  private static final double FIRST = 0.99;

  private final PlaybackModel model;
  private final FontIcon playIcon = new FontIcon(Feather.PLAY);
  private final Button play = new Button(null, playIcon);
  private final Slider scrub = new Slider(0, 1, 0);
  private final Label position = new Label();
  private final Slider speed = new Slider(0, 1, 0);
  private final Label slowdown = new Label();
  private final Map<KeyCombination, Runnable> keys;
  private SpeedScale scale = SpeedScale.of(0, 0);

  /** Whether a slider moves because the model has. */
  private boolean isShowing;

  public TransportBar(PlaybackModel model) {
    this.model = model;
    keys = PlayKeys.of(model);
    getStyleClass().add("transport");
    setAccessibleRole(AccessibleRole.TOOL_BAR);
    setAccessibleText(Words.get("play.accessible"));
    Button home = button(Feather.SKIP_BACK, "home", model::home);
    Button back = button(Feather.CHEVRON_LEFT, "back", model::back);
    Button forward = button(Feather.CHEVRON_RIGHT, "forward", model::forward);
    Button end = button(Feather.SKIP_FORWARD, "end", model::end);
    dress(play, "play");
    play.getStyleClass().add("play");
    play.setOnAction(event -> model.toggle());
    slider(scrub, "scrub");
    scrub.setBlockIncrement(1);
    setHgrow(scrub, Priority.ALWAYS);
    scrub.valueProperty().addListener((at, before, now) -> scrubbed(now.doubleValue()));
    position.getStyleClass().add("position");
    position.setMinWidth(Region.USE_PREF_SIZE);
    Label speedWord = new Label(Words.get("play.speed.label"));
    speedWord.getStyleClass().add("word");
    speedWord.setMinWidth(Region.USE_PREF_SIZE);
    slider(speed, "speed");
    speed.setBlockIncrement(0.05);
    speed.valueProperty().addListener((at, before, now) -> speeded(now.doubleValue()));
    slowdown.getStyleClass().add("slowdown");
    slowdown.setMinWidth(Region.USE_PREF_SIZE);
    slowdown.setTooltip(new Tooltip(Words.get("play.slowdown")));
    ToggleButton loop = new ToggleButton(null, new FontIcon(Feather.REPEAT));
    dress(loop, "loop");
    loop.selectedProperty().bindBidirectional(model.loop());
    ToggleButton follow = new ToggleButton(null, new FontIcon(Feather.CROSSHAIR));
    dress(follow, "follow");
    follow.selectedProperty().bindBidirectional(model.follow());
    getChildren()
        .addAll(
            home, back, play, forward, end, scrub, position, speedWord, speed, slowdown, loop,
            follow);
    for (Region control : new Region[] {home, back, play, forward, end, scrub}) {
      control.disableProperty().bind(model.length().lessThanOrEqualTo(0));
    }
    addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
    model.playback().subscribe(this::show);
  }

  /** On a button, the arrows would move the focus. */
  private void pressed(KeyEvent event) {
    if (event.getTarget() instanceof ButtonBase && event.getCode() != KeyCode.SPACE) {
      keys.forEach(
          (key, action) -> {
            if (key.match(event)) {
              action.run();
              event.consume();
            }
          });
    }
  }

  private static Button button(Feather icon, String name, Runnable action) {
    Button button = new Button(null, new FontIcon(icon));
    dress(button, name);
    button.setOnAction(event -> action.run());
    return button;
  }

  private static void dress(ButtonBase button, String name) {
    String words = Words.get("play." + name);
    button.setId("play-" + name);
    button.getStyleClass().addAll("flat", "button-icon");
    button.setAccessibleText(words);
    button.setTooltip(new Tooltip(words));
  }

  private static void slider(Slider slider, String name) {
    String words = Words.get("play." + name);
    slider.setId("play-" + name);
    slider.setAccessibleText(words);
    slider.setTooltip(new Tooltip(words));
  }

  private void show(Playback playback) {
    isShowing = true;
    try {
      double length = playback.timeline().length();
      scrub.setMax(Math.max(1, length));
      scrub.setValue(Math.min(playback.position(), length));
      if (!speed.isValueChanging()) {
        scale = SpeedScale.of(length, playback.timeline().seconds());
        speed.setValue(scale.value(playback.speed()));
      }
    } finally {
      isShowing = false;
    }
    boolean isPlaying = playback.isPlaying();
    playIcon.setIconCode(isPlaying ? Feather.PAUSE : Feather.PLAY);
    String words = Words.get(isPlaying ? "play.pause" : "play.play");
    play.setAccessibleText(words);
    play.getTooltip().setText(words);
    position.setText(
        model.hops() == 0
            ? Words.get("play.nothing")
            : Words.get("play.position", model.hop(), model.hops()));
    slowdown.setText(slowdown(playback));
  }

  private void scrubbed(double value) {
    if (!isShowing) {
      model.scrub(value);
    }
  }

  private void speeded(double value) {
    if (!isShowing) {
      model.speed().set(scale.speed(value));
    }
  }

  /** How much slower than real it is, as in {@code 1/20 000}. */
  private static String slowdown(Playback playback) {
    if (playback.timeline().seconds() <= 0) {
      return Words.get("play.per-second", round(playback.speed()));
    }
    double times = playback.slowdown();
    if (times > 1 / FIRST) {
      return Words.get("play.slower", round(times));
    }
    return times < FIRST ? Words.get("play.faster", round(1 / times)) : Words.get("play.real-time");
  }

  /** Two digits that count, and groups of three. */
  private static String round(double value) {
    double unit = Math.pow(10, Math.floor(Math.log10(value)) - 1);
    DecimalFormatSymbols symbols = DecimalFormatSymbols.getInstance(Locale.ROOT);
    symbols.setGroupingSeparator('\u202f');
    return new DecimalFormat("#,##0.##", symbols).format(Math.round(value / unit) * unit);
  }
}
