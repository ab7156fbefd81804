package org.flannelgraph.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.flannelgraph.address.Addresses;
import org.flannelgraph.cluster.Cluster;
import org.flannelgraph.journey.Cause;
import org.flannelgraph.journey.Journey;
import org.flannelgraph.journey.Outcome;
import org.flannelgraph.session.Session;
import org.flannelgraph.topology.Namespace;
import org.flannelgraph.ui.model.LabModel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole window on a real lab, used as people use it. */
@Tag("window")
class MainWindowTest {
  @TempDir private Path folder;
  private LabWindow lab;
  private Session session;
  private LabModel model;
  private PaneWindow window;

  @BeforeEach
  void open() {
    lab = new LabWindow(folder.resolve("window.properties"));
    session = lab.session();
    model = lab.model();
    window = lab.window();
    window.await("the pods are drawn", () -> window.item("pod green") != null);
  }

  @AfterEach
  void close() {
    if (lab != null) {
      lab.close();
    }
  }

  @Test
  void twoClicksSendARequestWhosePacketsAreFollowed() {
    window.clickItem("pod red");
    window.clickItem("pod green");
    window.await("it is answered", () -> result().contains("answered"));
    window.await("its packet is followed", () -> hops() >= 12 && isDelivered());
    Journey journey = window.on(() -> model.selection().journey().get());
    assertThat(journey.source().pod()).isEqualTo("red");
    window.robot().type(KeyCode.HOME);
    window.await("it stands at its first hop", () -> model.selection().hop().get() == 1);
    window.robot().type(KeyCode.RIGHT);
    window.await("one step further", () -> model.selection().hop().get() == 2);
    window.await(
        "the kernel's reasons are told",
        () ->
            model.selection().journey().get().hops().stream()
                .noneMatch(hop -> hop.evidence().isEmpty()));
    window.picture("window-light");
    window.robot().clickOn("#theme");
    window.picture("window-dark");
  }

  @Test
  void aLinkTakenDownByHandIsSeenAndTheLossItCausesIsExplained() throws Exception {
    run("node1", "ip", "link", "set", "flannel.1", "down");
    window.await("it looks down", () -> says("flannel.1", "down"));
    sendWhatIsLostAndExplained();
    window.picture("window-loss");
  }

  @Test
  void aLinkDeletedByHandIsSeenGoneAndTheLossItCausesIsExplained() throws Exception {
    run("node1", "ip", "link", "del", "flannel.1");
    window.await("it is missing", () -> says("node1/flannel.1", "not there"));
    sendWhatIsLostAndExplained();
    window.picture("window-missing");
  }

  @Test
  void whatIsMissingIsMendedByClick() throws Exception {
    run("node1", "ip", "link", "del", "flannel.1");
    window.await("it is missing", () -> window.item("mend node1/flannel.1") != null);
    window.picture("window-mend-light");
    window.robot().clickOn("#theme");
    window.picture("window-mend-dark");
    Bounds pill =
        window.on(
            () -> {
              Node node = Objects.requireNonNull(window.item("mend node1/flannel.1"));
              return node.localToScreen(node.getBoundsInLocal());
            });
    window.robot().clickOn(pill.getCenterX(), pill.getCenterY());
    window.await("it is back", () -> window.item("mend node1/flannel.1") == null);
    window.await("it is up", () -> says("node1/flannel.1", "vxlan"));
    List<String> commands = new ArrayList<>();
    session.operations().listen(done -> commands.add(done.operation().command()));
    assertThat(commands.reversed().subList(0, 20))
        .anyMatch(command -> command.startsWith("ip -n node1 link add flannel.1 "));
    run("red", "ping", "-c", "1", "-W", "2", address("green"));
  }

  @Test
  void whatIsMissingIsMendedByKeyboardAndARefusalIsSaidInWords() throws Exception {
    run(
        "red",
        "sh",
        "-c",
        "ip link delete eth0; ip link add mine type bridge; ip addr add 10.244.1.99/24 dev mine;"
            + " ip link set mine up; ip route add default via 10.244.1.1 dev mine");
    window.await("it is missing", () -> window.item("mend red/eth0") != null);
    focus("mend red/eth0");
    window.robot().type(KeyCode.ENTER);
    window.await("the refusal is said", () -> notice().contains("red/eth0 could not be mended"));
    assertThat(notice()).contains("default via 10.244.1.1").contains("File exists");
    window.picture("window-refusal");
    run("red", "ip", "link", "delete", "mine");
    focus("mend red/eth0");
    window.robot().type(KeyCode.ENTER);
    window.await("it is back", () -> window.item("mend red/eth0") == null);
    window.await("it is said", () -> notice().equals("red/eth0 is there again"));
    run("red", "ping", "-c", "1", "-W", "5", address("green"));
  }

  @Test
  void whatTheLabWantsNoMoreIsNotMissing() {
    Cluster now = session.cluster();
    Cluster without =
        new Cluster(
            now.name(),
            now.nodes(),
            now.pods().stream().filter(pod -> !pod.name().equals("violet")).toList(),
            now.flannel(),
            now.cni(),
            now.nodeNetwork(),
            now.nodeNetwork6(),
            now.serviceNetwork(),
            now.underlayMtu(),
            now.offloads());
    session.apply(without);
    window.await("it is gone", () -> window.item("violet") == null);
    session.apply(now);
    window.await("it is back", () -> window.item("pod violet") != null);
  }

  private void focus(String what) {
    window.on(
        () -> {
          Objects.requireNonNull(window.item(what)).requestFocus();
          return true;
        });
  }

  private String notice() {
    Node notice = window.robot().lookup("#notice").query();
    return notice.isVisible() ? notice.getAccessibleText() : "";
  }

  @Test
  void whatMovesIsCountedAndWhatRestsIsNot() throws Exception {
    window.clickItem("tunnel node1/flannel.1");
    window.await("it was counted", () -> !window.robot().lookup(".counter").queryAll().isEmpty());
    Process ping =
        new ProcessBuilder(
                session.inPlace(
                    "red",
                    List.of("ping", "-q", "-i", "0.002", "-s", "1000", address("green")),
                    "/"))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      window.await(
          "links say how much they carry",
          () -> model.rates().get().values().stream().anyMatch(rate -> rate.endsWith(" Mbit/s")));
      window.await("the inspector shows how many", () -> countsAtLeast(100));
      window.picture("window-rates-light");
      window.robot().clickOn("#theme");
      window.picture("window-rates-dark");
    } finally {
      ping.destroy();
    }
    window.await("they are at rest again", () -> model.rates().get().isEmpty());
  }

  @Test
  void underLoadFlowsAreShownAndSamplesArePlayed() throws Exception {
    Process ping =
        new ProcessBuilder(
                session.inPlace("red", List.of("ping", "-q", "-i", "0.002", address("green")), "/"))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      window.await(
          "it is told as a flow", () -> load().contains("packets/s between green and red"));
      window.await("a sample is played", () -> model.selection().hop().get() > 1);
      Journey sample = model.selection().journey().get();
      assertThat(sample.source().pod()).isIn("red", "green");
      window.on(
          () -> {
            window.robot().lookup("#play-speed").queryAs(Slider.class).setValue(0.85);
            return true;
          });
      window.await("another is", () -> model.selection().journey().get().id() != sample.id());
      window.await("and how many are not", () -> load().contains("one in"));
      window.picture("window-load-light");
      window.robot().clickOn("#theme");
      window.picture("window-load-dark");
    } finally {
      ping.destroy();
    }
    window.await("it is over", () -> load().isEmpty());
  }

  private String load() {
    return window.robot().lookup("#load").queryAs(Label.class).getText();
  }

  private void sendWhatIsLostAndExplained() {
    type("#send-from", "red");
    type("#send-to", "green");
    window.robot().clickOn("#send");
    window.await(
        "its loss is explained",
        () -> {
          Journey journey = model.selection().journey().get();
          return journey != null
              && journey.outcome() == Outcome.LOST
              && journey.cause() != null
              && journey.cause().id() != Cause.Id.UNKNOWN;
        });
  }

  private void run(String place, String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(session.inPlace(place, List.of(command), "/")).inheritIO().start();
    assertThat(process.waitFor()).isZero();
  }

  private void type(String field, String text) {
    TextField editor = window.robot().lookup(field).queryAs(TextField.class);
    window.on(
        () -> {
          editor.requestFocus();
          editor.setText(text);
          return true;
        });
  }

  /** Whether an item says both. */
  private boolean says(String name, String state) {
    return window.robot().lookup(".canvas-item").queryAll().stream()
        .map(Node::getAccessibleText)
        .anyMatch(text -> text.contains(name) && text.contains(state));
  }

  private String address(String pod) {
    Namespace namespace = model.topology().get().namespace(pod).orElseThrow();
    int device = namespace.link("eth0").orElseThrow().index();
    return Addresses.format(namespace.addressesOf(device).getFirst().address());
  }

  /** Whether a counter of the inspector grows by so many packets a second. */
  private boolean countsAtLeast(int rate) {
    return window.robot().lookup(".counter .fact-value").queryAllAs(Label.class).stream()
        .map(label -> label.getText().replaceAll(".*, |/s|[^0-9]", ""))
        .anyMatch(number -> !number.isEmpty() && Integer.parseInt(number) >= rate);
  }

  private String result() {
    return window.robot().lookup("#send-result").queryAs(Label.class).getText();
  }

  private int hops() {
    Journey journey = model.selection().journey().get();
    return journey == null ? 0 : journey.hops().size();
  }

  private boolean isDelivered() {
    return model.selection().journey().get().outcome() == Outcome.DELIVERED;
  }
}
