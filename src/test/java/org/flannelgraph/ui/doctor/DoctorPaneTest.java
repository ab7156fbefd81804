package org.flannelgraph.ui.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import javafx.application.Platform;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.Clipboard;
import org.flannelgraph.sandbox.Finding;
import org.flannelgraph.sandbox.Finding.Verdict;
import org.flannelgraph.sandbox.Need;
import org.flannelgraph.ui.MainWindow;
import org.flannelgraph.ui.PaneWindow;
import org.flannelgraph.ui.Settings;
import org.flannelgraph.ui.model.CannotBuildException;
import org.flannelgraph.ui.model.LabModel;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The window on a machine that can't carry a lab. */
class DoctorPaneTest {
  private static final String MEND = "sudo sysctl -w user.max_user_namespaces=15000";
  private static final List<Finding> FINDINGS =
      List.of(
          new Finding(Need.MACHINE, Verdict.YES, "Debian GNU/Linux 12", ""),
          new Finding(
              Need.USER_NAMESPACE, Verdict.NO, "forbidden by user.max_user_namespaces = 0", MEND),
          new Finding(Need.CAPABILITIES, Verdict.UNTRIED, "needs the private world", ""),
          new Finding(Need.VETH, Verdict.UNTRIED, "needs the private world", ""),
          new Finding(Need.NFT, Verdict.NO, "no program nft", "sudo apt install nftables"),
          new Finding(Need.TSHARK, Verdict.NO, "no program tshark", "sudo apt install tshark"),
          new Finding(Need.RESOURCES, Verdict.LIMITED, "0.5 GB of memory", ""));

  @Test
  void saysFirstWhatForbidsALab() {
    Diagnosis diagnosis = Diagnosis.of(FINDINGS);
    assertThat(diagnosis.refused())
        .extracting(Finding::need)
        .containsExactly(Need.USER_NAMESPACE, Need.NFT);
    assertThat(diagnosis.untried())
        .containsExactly(Map.entry("needs the private world", List.of("capabilities", "veth")));
    assertThat(diagnosis.optional())
        .extracting(Finding::need)
        .containsExactly(Need.TSHARK, Need.RESOURCES);
  }

  @Test
  @Tag("window")
  void theWindowOpensAndSaysWhatToDo(@TempDir Path folder) {
    LabModel model = new LabModel(Platform::runLater);
    try (PaneWindow window =
        PaneWindow.of(
            stage -> {
              MainWindow made =
                  new MainWindow(stage, model, Settings.load(folder.resolve("window.properties")));
              model.open(
                  CompletableFuture.failedFuture(
                      new CannotBuildException("unshare: No space left on device", FINDINGS)));
              made.show();
            })) {
      window.await("doctor speaks", () -> !window.robot().lookup(".doctor").queryAll().isEmpty());
      assertThat(window.robot().lookup(".doctor-need").queryAllAs(Label.class))
          .extracting(Label::getText)
          .containsExactly("user namespace", "nft", "tshark", "resources");
      assertThat(window.robot().lookup(".doctor-command").queryAllAs(TextField.class))
          .extracting(TextField::getText)
          .contains(MEND, "sudo apt install nftables");
      window.robot().clickOn((Button) window.robot().lookup(".doctor-card .copy-button").query());
      assertThat(window.on(() -> Clipboard.getSystemClipboard().getString())).isEqualTo(MEND);
      window.picture("doctor-light");
      window.robot().clickOn("#theme");
      window.picture("doctor-dark");
    }
  }
}
