package org.flannelgraph.ui.inspector.place;

import java.util.List;
import javafx.scene.layout.Pane;
import javafx.scene.shape.Polygon;
import javafx.scene.shape.Polyline;

/** A small curve of the last values, from 0 up to the largest. */
final class Sparkline extends Pane {
  private static final double WIDTH = 110;
  private static final double HEIGHT = 18;

  private final Polyline line = new Polyline();
  private final Polygon area = new Polygon();
  private List<Double> shown = List.of();

  Sparkline() {
    setMinSize(WIDTH, HEIGHT);
    setPrefSize(WIDTH, HEIGHT);
    setMaxSize(WIDTH, HEIGHT);
    line.getStyleClass().add("sparkline");
    area.getStyleClass().add("sparkline-fill");
    getChildren().setAll(area, line);
  }

  /**
   * @param most how many values there can be: they are drawn from the right
   */
  void show(List<Double> values, int most) {
    if (values.equals(shown)) {
      return;
    }
    shown = List.copyOf(values);
    line.getPoints().clear();
    area.getPoints().clear();
    double largest = values.stream().mapToDouble(Double::doubleValue).max().orElse(0);
    double step = WIDTH / (most - 1);
    double x = WIDTH - step * (values.size() - 1);
    if (!values.isEmpty()) {
      area.getPoints().addAll(x, HEIGHT - 1);
    }
    for (double value : values) {
      double y = HEIGHT - 1 - (largest == 0 ? 0 : value / largest * (HEIGHT - 3));
      line.getPoints().addAll(x, y);
      area.getPoints().addAll(x, y);
      x += step;
    }
    if (!values.isEmpty()) {
      area.getPoints().addAll(WIDTH, HEIGHT - 1);
    }
  }
}
