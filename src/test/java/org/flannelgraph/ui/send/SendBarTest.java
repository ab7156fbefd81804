package org.flannelgraph.ui.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.flannelgraph.linux.Shell.sh;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import javafx.application.Platform;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.BorderPane;
import org.flannelgraph.cluster.Clusters;
import org.flannelgraph.journey.Place;
import org.flannelgraph.session.Session;
import org.flannelgraph.ui.PaneWindow;
import org.flannelgraph.ui.Theme;
import org.flannelgraph.ui.model.LabModel;
import org.flannelgraph.ui.model.OpenedLab;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Sending in a real lab from a real window. */
@Tag("kernel")
@Tag("window")
class SendBarTest {
  @Test
  void oneTypesWhomToSendToAndReadsWhatBecameOfIt() {
    PaneWindow.assumeDisplay();
    AtomicReference<LabModel> lab = new AtomicReference<>();
    AtomicReference<SendModel> made = new AtomicReference<>();
    try (Session session = Session.build(Clusters.twoNodes(), notice -> {});
        PaneWindow window =
            PaneWindow.open(
                () -> {
                  lab.set(new LabModel(Platform::runLater));
                  made.set(new SendModel(lab.get(), Platform::runLater));
                  BorderPane pane = new BorderPane();
                  pane.setTop(new SendBar(made.get()));
                  return pane;
                },
                1040,
                330)) {
      SendModel model = made.get();
      window.robot().clickOn("#send");
      assertThat(window.on(() -> model.result().get())).isEqualTo("there is no lab yet to send in");
      window.picture("send-no-lab");
      lab.get()
          .open(CompletableFuture.completedFuture(new OpenedLab("test", Path.of("x"), session)));
      window.await("the lab runs", () -> lab.get().state().get() instanceof LabModel.State.Running);

      window.robot().clickOn("#send-from").write("re").type(KeyCode.ENTER);
      assertThat(window.on(() -> model.from().get())).isEqualTo("red");
      window.robot().clickOn("#send-to").write("10.244.2");
      window.screen("send-typing");
      window.robot().type(KeyCode.DOWN).type(KeyCode.ENTER);
      assertThat(window.on(() -> model.to().get())).isEqualTo("green");
      window.await("the path is promised", () -> !model.promised().get().isEmpty());
      assertThat(window.on(() -> model.promised().get()))
          .startsWith(new Place("red", "eth0"))
          .contains(new Place("node1", "flannel.1"))
          .endsWith(new Place("green", "eth0"));

      window.robot().type(KeyCode.ENTER);
      window.await("it was answered", () -> model.result().get().contains("answered, 200"));
      assertThat(window.on(() -> model.isBad().get())).isFalse();
      assertThat(window.on(() -> model.sent().get().number())).isEqualTo(1);
      window.picture("send-answered");

      window.on(
          () -> {
            model.kind().set(Kind.PING);
            return true;
          });
      window.robot().clickOn("#send-repeat").clickOn("#send");
      window.await(
          "some were answered", () -> model.result().get().matches("(\\d+) of \\1 answered; .*"));
      window.theme(Theme.DARK);
      window.picture("send-repeating");
      window.robot().clickOn("#send");
      window.await("it stops", () -> !model.busy().get());
      window.robot().clickOn("#send-repeat");

      sh("ip -n red route del default; ip -n red route del 10.244.0.0/16");
      window.await("the promise is taken back", () -> model.promised().get().isEmpty());
      window.await("it says why", () -> model.result().get().startsWith("red can’t send it: "));
      window.theme(Theme.LIGHT);
      window.picture("send-refused");
      assertThat(window.on(() -> List.copyOf(model.promised().get()))).isEmpty();
    }
  }

  @Test
  void podsThatArePointedAtAreSourceAndTarget() {
    PaneWindow.assumeDisplay();
    AtomicReference<SendModel> made = new AtomicReference<>();
    try (PaneWindow window =
        PaneWindow.open(
            () -> {
              made.set(new SendModel(new LabModel(Platform::runLater), Platform::runLater));
              BorderPane pane = new BorderPane();
              pane.setTop(new SendBar(made.get()));
              return pane;
            },
            900,
            60)) {
      SendModel model = made.get();
      window.on(() -> point(model, "red"));
      assertThat(window.on(() -> model.from().get())).isEqualTo("red");
      window.on(() -> point(model, "red"));
      assertThat(window.on(() -> model.from().get())).isEmpty();
      window.on(() -> point(model, "red"));
      window.on(() -> point(model, "green"));
      assertThat(window.on(() -> model.to().get())).isEqualTo("green");
      window.on(() -> point(model, "blue"));
      assertThat(window.on(() -> model.from().get() + model.to().get())).isEqualTo("blue");
    }
  }

  private static boolean point(SendModel model, String place) {
    model.point(place);
    return true;
  }
}
