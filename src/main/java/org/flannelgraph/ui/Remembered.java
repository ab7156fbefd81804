package org.flannelgraph.ui;

import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ObjectProperty;
import javafx.scene.control.SelectionModel;

/** Takes choices from the settings, and puts them back there whenever they change. */
final class Remembered {
  private final Settings settings;

  Remembered(Settings settings) {
    this.settings = settings;
  }

  Remembered keep(String key, BooleanProperty choice) {
    choice.set(Boolean.parseBoolean(settings.get(key, String.valueOf(choice.get()))));
    choice.subscribe(now -> settings.set(key, now));
    return this;
  }

  Remembered keep(String key, DoubleProperty choice) {
    choice.set(settings.get(key, choice.get()));
    choice.subscribe(now -> settings.set(key, now));
    return this;
  }

  <E extends Enum<E>> Remembered keep(String key, ObjectProperty<E> choice, Class<E> choices) {
    String name = settings.get(key, "");
    for (E one : choices.getEnumConstants()) {
      if (one.name().equals(name)) {
        choice.set(one);
      }
    }
    choice.subscribe(now -> settings.set(key, now.name()));
    return this;
  }

  /** Which of several is chosen, by its place among them. */
  Remembered keep(String key, SelectionModel<?> choice) {
    choice.select((int) settings.get(key, choice.getSelectedIndex()));
    choice.selectedIndexProperty().subscribe(now -> settings.set(key, now));
    return this;
  }
}
