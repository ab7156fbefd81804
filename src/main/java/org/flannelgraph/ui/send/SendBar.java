package org.flannelgraph.ui.send;

import java.util.function.Predicate;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ObjectProperty;
import javafx.collections.FXCollections;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Label;
import javafx.scene.control.Spinner;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.flannelgraph.cluster.Destinations;
import org.flannelgraph.traffic.Probe;
import org.flannelgraph.traffic.Prober;
import org.flannelgraph.ui.model.Words;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** Where one says what to send from where to where, and reads what became of it. */
public final class SendBar extends HBox {
  private static final int MOST_PORTS = 65_535;
  private static final PseudoClass BAD = PseudoClass.getPseudoClass("bad");
  private static final PseudoClass GOOD = PseudoClass.getPseudoClass("good");

  private final SendModel model;

  public SendBar(SendModel model) {
    this.model = model;
    getStyleClass().add("send-bar");
    ChoiceBox<Kind> kind = new ChoiceBox<>(FXCollections.observableArrayList(Kind.values()));
    kind.valueProperty().bindBidirectional(model.kind());
    name(kind, "send.kind");
    PlaceField from =
        new PlaceField(
            model.from(),
            "send.from",
            text -> model.destinations().sources(text, PlaceField.most()),
            Destinations.Destination::place);
    PlaceField to =
        new PlaceField(
            model.to(),
            "send.to",
            text -> model.destinations().matching(text, PlaceField.most()),
            this::written);
    Spinner<Integer> count = spinner(1, Prober.MOST, model.count(), "send.count");
    count.disableProperty().bind(model.repeat());
    getChildren()
        .addAll(
            kind,
            from,
            new FontIcon(Feather.ARROW_RIGHT),
            to,
            field("send.port", spinner(1, MOST_PORTS, model.port(), "send.port"), Kind::hasPort),
            field(
                "send.size",
                spinner(0, Probe.LARGEST_PAYLOAD, model.size(), "send.size"),
                Kind::hasSize),
            field("send.count", count, any -> true),
            repeat(),
            button(),
            result());
    addEventHandler(
        KeyEvent.KEY_PRESSED,
        event -> {
          if (event.getCode() == KeyCode.ENTER && event.getTarget() instanceof PlaceField) {
            model.send();
          }
        });
  }

  /** A name means the first address; another one is written out. */
  private String written(Destinations.Destination chosen) {
    boolean isFirst =
        model.destinations().address(chosen.place()).filter(chosen.address()::equals).isPresent();
    return isFirst ? chosen.place() : chosen.addressText();
  }

  /** A number with its name, there if what is sent has such a number. */
  private Node field(String words, Spinner<Integer> spinner, Predicate<Kind> has) {
    Label label = new Label(Words.get(words + ".label"));
    label.getStyleClass().add("word");
    label.setLabelFor(spinner);
    label.setMinWidth(Region.USE_PREF_SIZE);
    HBox field = new HBox(label, spinner);
    field.getStyleClass().add("field");
    field.setMinWidth(Region.USE_PREF_SIZE);
    field.managedProperty().bind(field.visibleProperty());
    field.visibleProperty().bind(model.kind().map(has::test));
    return field;
  }

  private static Spinner<Integer> spinner(
      int least, int most, ObjectProperty<Integer> value, String words) {
    Spinner<Integer> spinner = new Spinner<>(least, most, Math.max(least, value.get()));
    spinner.setEditable(true);
    spinner.getValueFactory().valueProperty().bindBidirectional(value);
    spinner.focusedProperty().subscribe(has -> commit(spinner, has));
    name(spinner, words);
    spinner.getEditor().setAccessibleText(Words.get(words));
    return spinner;
  }

  /** What was typed counts when one goes elsewhere; what is no number does not. */
  private static void commit(Spinner<Integer> spinner, boolean hasFocus) {
    if (!hasFocus) {
      try {
        spinner.commitValue();
      } catch (NumberFormatException noNumber) {
        spinner.getEditor().setText(String.valueOf(spinner.getValue()));
      }
    }
  }

  private ToggleButton repeat() {
    ToggleButton repeat = new ToggleButton(null, new FontIcon(Feather.REPEAT));
    repeat.getStyleClass().addAll("flat", "button-icon");
    repeat.selectedProperty().bindBidirectional(model.repeat());
    name(repeat, "send.repeat");
    return repeat;
  }

  private Button button() {
    FontIcon icon = new FontIcon(Feather.SEND);
    Button send = new Button(null, icon);
    send.getStyleClass().add("success");
    send.setMinWidth(Region.USE_PREF_SIZE);
    send.setId("send");
    send.setTooltip(new Tooltip(Words.get("send.send.help")));
    send.setOnAction(
        pressed -> {
          if (model.busy().get()) {
            model.cancel();
          } else {
            model.send();
          }
        });
    model
        .busy()
        .subscribe(
            busy -> {
              send.setText(Words.get(busy ? "send.cancel" : "send.send"));
              icon.setIconCode(busy ? Feather.SQUARE : Feather.SEND);
            });
    return send;
  }

  private Label result() {
    FontIcon good = new FontIcon(Feather.CHECK);
    FontIcon bad = new FontIcon(Feather.ALERT_TRIANGLE);
    Label result = new Label();
    result.setId("send-result");
    result.getStyleClass().add("result");
    result.textProperty().bind(model.result());
    result.setWrapText(true);
    result.setMinWidth(0);
    result.setPrefWidth(0); // it gets what the fields leave
    result.setMaxWidth(Double.MAX_VALUE);
    setHgrow(result, Priority.ALWAYS);
    Tooltip whole = new Tooltip();
    whole
        .textProperty()
        .bind(Bindings.createStringBinding(this::whole, model.what(), model.result()));
    result.setTooltip(whole);
    model
        .result()
        .subscribe(
            words -> {
              boolean isBad = model.isBad().get();
              boolean isAnswer = !model.what().get().isEmpty() && !isUnderWay(words);
              result.pseudoClassStateChanged(BAD, isBad);
              result.pseudoClassStateChanged(GOOD, isAnswer && !isBad);
              result.setGraphic(words.isEmpty() ? null : isBad ? bad : isAnswer ? good : null);
            });
    return result;
  }

  private static boolean isUnderWay(String words) {
    return words.isEmpty() || words.equals(Words.get("send.under-way"));
  }

  private String whole() {
    String what = model.what().get();
    return what.isEmpty() ? model.result().get() : what + "\n" + model.result().get();
  }

  private static void name(Node node, String words) {
    node.setId(words.replace('.', '-'));
    node.setAccessibleText(Words.get(words));
    Tooltip.install(node, new Tooltip(Words.get(words)));
  }
}
