package org.flannelgraph.ui.doctor;

import java.util.List;
import java.util.Objects;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.flannelgraph.sandbox.Finding;
import org.flannelgraph.ui.inspector.CopyButton;
import org.flannelgraph.ui.model.Words;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** Why no lab can be built here, and what to do about each reason. */
public final class DoctorPane extends ScrollPane {
  private static final double WIDTH = 720;

  /**
   * @param why what was refused
   * @param findings what doctor found
   */
  public DoctorPane(String why, List<Finding> findings) {
    getStyleClass().add("doctor");
    getStylesheets()
        .add(
            Objects.requireNonNull(DoctorPane.class.getResource("/org/flannelgraph/ui/doctor.css"))
                .toExternalForm());
    setFitToWidth(true);
    setHbarPolicy(ScrollBarPolicy.NEVER);
    Diagnosis diagnosis = Diagnosis.of(findings);
    VBox page = new VBox(text("doctor-title", Words.get("doctor.title")), text("words", why));
    page.getStyleClass().add("doctor-page");
    page.setMaxWidth(WIDTH);
    diagnosis.refused().forEach(finding -> page.getChildren().add(card(finding)));
    diagnosis
        .untried()
        .forEach(
            (because, names) ->
                page.getChildren()
                    .add(
                        text(
                            "words",
                            Words.get("doctor.untried", String.join(", ", names), because))));
    page.getChildren().add(text("words", Words.get("doctor.then")));
    page.getChildren().add(command("flannelgraph doctor"));
    if (!diagnosis.optional().isEmpty()) {
      page.getChildren().add(text("doctor-heading", Words.get("doctor.optional")));
      diagnosis.optional().forEach(finding -> page.getChildren().add(card(finding)));
    }
    HBox centered = new HBox(page);
    centered.getStyleClass().add("doctor-centered");
    HBox.setHgrow(page, Priority.ALWAYS);
    setContent(centered);
  }

  private static Label text(String style, String words) {
    Label label = new Label(words);
    label.getStyleClass().add(style);
    label.setWrapText(true);
    label.setMinHeight(Region.USE_PREF_SIZE);
    return label;
  }

  private static Node card(Finding finding) {
    boolean forbids = finding.forbids();
    FontIcon icon = new FontIcon(forbids ? Feather.X_CIRCLE : Feather.ALERT_TRIANGLE);
    Label name = new Label(finding.need().title(), icon);
    name.getStyleClass().add("doctor-need");
    VBox card =
        new VBox(
            name,
            text("doctor-seen", finding.seen()),
            text(
                "words",
                Words.get(
                    finding.need().needed() ? "doctor.why" : "doctor.why.optional",
                    finding.need().why())));
    card.getStyleClass().addAll("doctor-card", forbids ? "forbids" : "optional");
    card.setAccessibleText(
        Words.get("doctor.accessible", finding.need().title(), finding.seen(), finding.mend()));
    if (!finding.mend().isEmpty()) {
      card.getChildren().add(command(finding.mend()));
    } else if (forbids) {
      card.getChildren().add(text("words", Words.get("doctor.no-command")));
    }
    return card;
  }

  /** A command that can be read, marked and copied. */
  private static Node command(String words) {
    TextField field = new TextField(words);
    field.setEditable(false);
    field.getStyleClass().add("doctor-command");
    HBox.setHgrow(field, Priority.ALWAYS);
    HBox line = new HBox(field, new CopyButton(words));
    line.getStyleClass().add("doctor-line");
    return line;
  }
}
