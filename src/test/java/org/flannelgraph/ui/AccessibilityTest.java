package org.flannelgraph.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Cell;
import javafx.scene.control.Labeled;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TabPane;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever can have the focus, and whatever stands on the canvas, says what it is. */
@Tag("window")
class AccessibilityTest {
  @TempDir private Path folder;

  @Test
  void everythingHasARoleAndAText() {
    try (LabWindow lab = new LabWindow(folder.resolve("window.properties"))) {
      lab.send("red", "green");
      lab.type(KeyCode.HOME);
      for (KeyCode tab : new KeyCode[] {KeyCode.DIGIT1, KeyCode.DIGIT2, KeyCode.DIGIT3}) {
        lab.window().robot().push(KeyCode.ALT, tab);
        assertThat(nameless(lab)).as("tab " + tab.getName()).isEmpty();
      }
      lab.window().robot().push(KeyCode.CONTROL, KeyCode.F);
      lab.window().robot().write("node1/cni0");
      lab.type(KeyCode.ENTER, KeyCode.ENTER);
      lab.window().await("it is inspected", () -> lab.model().selection().item().get() != null);
      assertThat(nameless(lab)).as("a device in the inspector").isEmpty();
      assertThat(lab.window().on(lab::items))
          .hasSizeGreaterThan(20)
          .allSatisfy(item -> assertThat(item.getAccessibleRoleDescription()).isNotBlank());
    }
  }

  private static List<String> nameless(LabWindow lab) {
    return lab.window()
        .on(
            () -> {
              List<String> found = new ArrayList<>();
              find(lab.window().stage().getScene().getRoot(), found);
              return found;
            });
  }

  private static void find(Node node, List<String> found) {
    if (!node.isVisible()) {
      return;
    }
    if (node.isFocusTraversable() && !isContainer(node)) {
      AccessibleRole role = node.getAccessibleRole();
      if (role == null || role == AccessibleRole.NODE || role == AccessibleRole.PARENT) {
        found.add("no role: " + node);
      }
      if (name(node).isBlank()) {
        found.add("no text: " + node + " in " + node.getParent());
      }
    }
    if (node instanceof Parent parent && !(node instanceof Cell)) {
      parent.getChildrenUnmodifiable().forEach(child -> find(child, found));
    }
  }

  /** They have the focus for their keys; what is in them speaks for itself. */
  private static boolean isContainer(Node node) {
    return node instanceof ScrollPane || node instanceof TabPane || node instanceof ScrollBar;
  }

  private static String name(Node node) {
    String text = node.getAccessibleText();
    if (text == null && node instanceof Labeled labeled) {
      text = labeled.getText();
    }
    return text == null ? "" : text;
  }
}
