package org.flannelgraph.ui.send;

import java.util.List;
import javafx.collections.FXCollections;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Spinner;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.flannelgraph.ui.model.LabModel;
import org.flannelgraph.ui.model.Words;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** Where one says what to send from where to where, and reads what became of it. */
public final class SendBar extends HBox {
  private static final int MOST_TIMES = 1000;
  private static final int LARGEST = 65_535;

  private final SendModel model;

  public SendBar(SendModel model, LabModel lab) {
    this.model = model;
    getStyleClass().add("send-bar");
    setAlignment(Pos.CENTER_LEFT);
    ChoiceBox<Kind> kind = new ChoiceBox<>(FXCollections.observableArrayList(Kind.values()));
    kind.valueProperty().bindBidirectional(model.kind());
    name(kind, "send.kind");
    kind.setId("send-kind");
    Spinner<Integer> number = spinner(0, LARGEST, model.number(), "send.number", 86);
    Spinner<Integer> count = spinner(1, MOST_TIMES, model.count(), "send.count", 74);
    getChildren()
        .addAll(
            kind,
            places(lab, model.from(), "send.from"),
            new FontIcon(Feather.ARROW_RIGHT),
            places(lab, model.to(), "send.to"),
            number,
            new Label("×"),
            count,
            button(),
            result());
  }

  private static Spinner<Integer> spinner(
      int least,
      int most,
      javafx.beans.property.IntegerProperty value,
      String words,
      double width) {
    Spinner<Integer> spinner = new Spinner<>(least, most, value.get());
    spinner.setEditable(true);
    spinner.setPrefWidth(width);
    spinner.setMinWidth(width);
    spinner.getValueFactory().valueProperty().bindBidirectional(value.asObject());
    spinner
        .focusedProperty()
        .subscribe(
            has -> {
              if (!has) {
                spinner.commitValue();
              }
            });
    name(spinner, words);
    return spinner;
  }

  private static ComboBox<String> places(
      LabModel lab, javafx.beans.property.StringProperty value, String words) {
    ComboBox<String> box = new ComboBox<>();
    box.setEditable(true);
    box.setPrefWidth(112);
    box.setMinWidth(90);
    box.setPromptText(Words.get(words));
    box.getEditor().textProperty().bindBidirectional(value);
    box.setId(words.replace('.', '-'));
    name(box, words);
    lab.state()
        .subscribe(
            state -> {
              if (state instanceof LabModel.State.Running running) {
                List<String> names = running.lab().session().cluster().placeNames();
                box.getItems().setAll(names);
              }
            });
    return box;
  }

  private Button button() {
    Button send = new Button(Words.get("send.send"), new FontIcon(Feather.SEND));
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
            busy -> send.setText(Words.get(busy ? "send.cancel" : "send.send")));
    return send;
  }

  private Label result() {
    Label result = new Label();
    result.setId("send-result");
    result.getStyleClass().add("result");
    result.textProperty().bind(model.result());
    result.setMinWidth(0);
    setHgrow(result, Priority.ALWAYS);
    Tooltip whole = new Tooltip();
    whole.textProperty().bind(model.result());
    result.setTooltip(whole);
    model
        .isBad()
        .subscribe(
            bad -> {
              result.getStyleClass().remove("bad");
              if (bad) {
                result.getStyleClass().add("bad");
              }
            });
    return result;
  }

  private static void name(javafx.scene.Node node, String words) {
    node.setAccessibleText(Words.get(words));
    Tooltip.install(node, new Tooltip(Words.get(words)));
  }
}
