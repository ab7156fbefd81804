package org.flannelgraph.ui.inspector.place;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.flannelgraph.linux.route.Link.Counter;
import org.flannelgraph.ui.model.Words;

/** A link's counters, each with the curve of its last minute. */
final class CountersBox extends VBox {
  private static final List<Counter> SHOWN =
      List.of(Counter.RX_PACKETS, Counter.TX_PACKETS, Counter.RX_DROPPED, Counter.TX_DROPPED);

  private final CounterHistory history;
  private final Map<Counter, Sparkline> curves = new EnumMap<>(Counter.class);
  private final Map<Counter, Label> values = new EnumMap<>(Counter.class);

  CountersBox(CounterHistory history) {
    this.history = history;
    for (Counter counter : SHOWN) {
      String key = "inspector.counter." + counter.name().toLowerCase(Locale.ROOT);
      Label name = new Label(Words.get(key));
      name.getStyleClass().add("fact-name");
      Sparkline curve = new Sparkline();
      curves.put(counter, curve);
      Label value = new Label();
      value.getStyleClass().add("fact-value");
      value.setMinWidth(Region.USE_PREF_SIZE);
      values.put(counter, value);
      HBox line = new HBox(name, curve, value);
      line.setAlignment(Pos.CENTER_LEFT);
      line.getStyleClass().add("counter");
      if (counter == Counter.RX_DROPPED || counter == Counter.TX_DROPPED) {
        line.getStyleClass().add("lossy");
      }
      getChildren().add(line);
    }
  }

  /** Shows what the history has now. */
  void update() {
    curves.forEach(
        (counter, curve) -> {
          List<Double> rates = history.rates(counter);
          curve.show(rates, CounterHistory.MOST - 1);
          Label value = values.get(counter);
          if (value != null) {
            long rate = rates.isEmpty() ? 0 : Math.round(rates.getLast());
            value.setText(Words.get("inspector.counter.value", history.now(counter), rate));
          }
        });
  }
}
