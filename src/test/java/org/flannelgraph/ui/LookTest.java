package org.flannelgraph.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.geometry.BoundingBox;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Cell;
import javafx.scene.control.Control;
import javafx.scene.control.Labeled;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.text.Text;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole window with a packet under way, at the sizes that screens and scaling leave for it: no
 * text is cut short, and nothing stands out of the window.
 */
@Tag("window")
class LookTest {
  /** Of a window, in pixels as the program sees them. */
  private record Size(String screen, double width, double height) {}

  private static final List<Size> SIZES =
      List.of(
          new Size("1280x800", 1280, 800),
          new Size("1600x1000", 1600, 1000),
          new Size("1600x1000-125", 1280, 800),
          new Size("4k-200", 1920, 1080),
          new Size("4k-300", 1280, 720));

  @TempDir private Path folder;

  @Test
  void nothingIsCutAtAnySizeInAnyTheme() {
    try (LabWindow lab = new LabWindow(folder.resolve("window.properties"))) {
      lab.send("red", "green");
      lab.window()
          .await(
              "the kernel's reasons are told",
              () ->
                  lab.model().selection().journey().get().hops().stream()
                      .noneMatch(hop -> hop.evidence().isEmpty()));
      lab.type(KeyCode.HOME, KeyCode.RIGHT, KeyCode.RIGHT, KeyCode.RIGHT, KeyCode.RIGHT);
      for (Theme theme : Theme.values()) {
        for (Size size : SIZES) {
          resize(lab, size);
          for (KeyCode tab : new KeyCode[] {KeyCode.DIGIT1, KeyCode.DIGIT2, KeyCode.DIGIT3}) {
            lab.window().robot().push(KeyCode.ALT, tab);
            String name =
                "look-"
                    + size.screen()
                    + "-"
                    + theme.name().toLowerCase(Locale.ROOT)
                    + "-"
                    + tab.getName();
            lab.window().picture(name);
            assertThat(lab.window().on(() -> flaws(lab.window().stage().getScene())))
                .as(name)
                .isEmpty();
          }
        }
        lab.window().robot().clickOn("#theme");
      }
    }
  }

  private static void resize(LabWindow lab, Size size) {
    lab.window()
        .on(
            () -> {
              lab.window().stage().setWidth(size.width());
              lab.window().stage().setHeight(size.height());
              return true;
            });
    lab.window()
        .await(
            "it has that size", () -> lab.window().stage().getScene().getWidth() == size.width());
  }

  private static List<String> flaws(Scene scene) {
    List<String> flaws = new ArrayList<>();
    scene.getRoot().applyCss();
    scene.getRoot().layout();
    find(scene.getRoot(), new BoundingBox(0, 0, scene.getWidth(), scene.getHeight()), flaws);
    return flaws;
  }

  private static void find(Node node, Bounds window, List<String> flaws) {
    if (!node.isVisible() || node instanceof Cell) {
      return; // a list's cells may be cut: what they say is in the inspector
    }
    if (node instanceof Labeled labeled && labeled.getText() != null) {
      for (Node part : labeled.getChildrenUnmodifiable()) {
        if (part instanceof Text text
            && text.getText().endsWith(labeled.getEllipsisString())
            && !text.getText().equals(labeled.getText())) {
          flaws.add("cut: " + labeled.getText() + " to " + text.getText() + " in " + labeled);
        }
      }
    }
    if (node instanceof TextField field) {
      Bounds words = field.lookup(".text").getBoundsInParent();
      double room = field.getWidth() - field.snappedLeftInset() - field.snappedRightInset();
      if (words.getWidth() > room + 1) {
        flaws.add("cut: " + field.getText() + ", " + words.getWidth() + " into " + room);
      }
    }
    if (node instanceof ScrollPane) {
      return; // what is out of sight can be scrolled to
    }
    Bounds at = node.localToScene(node.getLayoutBounds());
    boolean isInside = at.getMaxX() <= window.getMaxX() + 1 && at.getMinX() >= -1;
    if (node instanceof Control && at.getWidth() > 0 && !isInside) {
      flaws.add("outside: " + node + " at " + at);
    }
    if (node instanceof Parent parent) {
      parent.getChildrenUnmodifiable().forEach(child -> find(child, window, flaws));
    }
  }
}
