package org.flannelgraph.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import javafx.scene.control.Slider;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TabPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the window remembers from one time to the next. */
@Tag("window")
class RememberedTest {
  @TempDir private Path folder;

  @Test
  void theWindowOpensAsItWasClosed() {
    double speed;
    try (LabWindow lab = new LabWindow(folder.resolve("window.properties"))) {
      lab.window().on(() -> place(lab.window().stage()));
      lab.window().robot().clickOn("#theme");
      lab.window().robot().clickOn("Underlay");
      lab.window().robot().clickOn("#play-follow");
      Slider slider = lab.window().robot().lookup("#play-speed").queryAs(Slider.class);
      lab.window().robot().clickOn(slider);
      lab.type(KeyCode.RIGHT, KeyCode.RIGHT);
      speed = lab.window().on(slider::getValue);
      lab.window().robot().push(KeyCode.ALT, KeyCode.DIGIT2);
      lab.window().robot().clickOn("#packets-noise");
      lab.window().on(() -> divide(splits(lab)));
    }
    try (LabWindow lab = new LabWindow(folder.resolve("window.properties"))) {
      Stage stage = lab.window().stage();
      assertThat(lab.window().on(stage::getX)).isEqualTo(40, within(1.0));
      assertThat(lab.window().on(stage::getY)).isEqualTo(30, within(1.0));
      assertThat(lab.window().on(() -> stage.getScene().getWidth())).isEqualTo(1300, within(1.0));
      assertThat(lab.window().on(() -> stage.getScene().getHeight())).isEqualTo(820, within(1.0));
      assertThat(lab.window().on(() -> stage.getScene().getStylesheets().getFirst()))
          .endsWith("dark.css");
      assertThat(isOn(lab, "Underlay")).isTrue();
      assertThat(isOn(lab, "#play-follow")).isTrue();
      assertThat(isOn(lab, "#packets-noise")).isTrue();
      TabPane tabs = lab.window().robot().lookup(".tab-pane").queryAs(TabPane.class);
      assertThat(lab.window().on(() -> tabs.getSelectionModel().getSelectedIndex())).isEqualTo(1);
      assertThat(lab.window().on(() -> splits(lab).getDividerPositions()[0]))
          .isEqualTo(0.6, within(0.02));
      lab.window().robot().push(KeyCode.ALT, KeyCode.DIGIT1);
      Slider slider = lab.window().robot().lookup("#play-speed").queryAs(Slider.class);
      assertThat(lab.window().on(slider::getValue)).isEqualTo(speed, within(0.001));
    }
  }

  private static boolean place(Stage stage) {
    stage.setX(40);
    stage.setY(30);
    stage.setWidth(1300);
    stage.setHeight(820);
    return true;
  }

  private static SplitPane splits(LabWindow lab) {
    return lab.window().robot().lookup(".split-pane").queryAs(SplitPane.class);
  }

  private static boolean divide(SplitPane pane) {
    pane.setDividerPositions(0.6);
    return true;
  }

  private static boolean isOn(LabWindow lab, String query) {
    ToggleButton toggle = lab.window().robot().lookup(query).queryAs(ToggleButton.class);
    return lab.window().on(toggle::isSelected);
  }
}
