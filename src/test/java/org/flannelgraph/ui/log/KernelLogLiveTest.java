package org.flannelgraph.ui.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.flannelgraph.linux.Shell.sh;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import javafx.application.Platform;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import org.flannelgraph.cluster.Cluster;
import org.flannelgraph.cluster.Clusters;
import org.flannelgraph.linux.TestNamespaces;
import org.flannelgraph.session.LiveJourneys;
import org.flannelgraph.session.LiveOptions;
import org.flannelgraph.session.Session;
import org.flannelgraph.ui.PaneWindow;
import org.flannelgraph.ui.Theme;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The kernel log of a lab that runs. */
class KernelLogLiveTest {
  @Test
  @Tag("kernel")
  void itTellsApartWhoMadeAChange() {
    KernelLog log = new KernelLog(Runnable::run);
    try (Session session = Session.build(Clusters.twoNodes(), notice -> {});
        LiveJourneys live = session.watch(LiveOptions.DEFAULT, updates -> {})) {
      log.follow(session.operations(), live.topology());
      assertThat(log.entries())
          .filteredOn(entry -> entry.origin() == Origin.OWN)
          .hasSize(session.report().operations());

      awaitWake(log.entries());
      sh("ip -n node1 route del 10.244.2.0/24");
      live.topology().sync();
      assertThat(log.entries()).filteredOn(entry -> entry.origin() == Origin.OTHER).hasSize(1);
      LogEntry removed = last(log, "− 10.244.2.0/24 via 10.244.2.0 dev flannel.1");
      assertThat(removed.origin()).isEqualTo(Origin.OTHER);
      assertThat(removed.namespace()).isEqualTo("node1");
      assertThat(removed.command()).isEqualTo("ip -n node1 route show table all");

      sh("ip -n red neigh replace 10.244.1.77 lladdr 02:00:00:00:00:77 nud stale dev eth0");
      live.topology().sync();
      assertThat(last(log, "+ 10.244.1.77 ").origin()).isEqualTo(Origin.KERNEL);

      Cluster smaller = Clusters.withoutPod(Clusters.twoNodes(), "violet");
      int done = session.apply(smaller).size();
      assertThat(done).isPositive();
      live.topology().sync();
      assertThat(log.entries())
          .filteredOn(entry -> entry.namespace().equals("violet"))
          .last()
          .extracting(LogEntry::origin)
          .isNotEqualTo(Origin.OTHER);
    }
  }

  private static LogEntry last(KernelLog log, String begin) {
    return log.entries().reversed().stream()
        .filter(entry -> entry.value().startsWith(begin))
        .findFirst()
        .orElseThrow();
  }

  /** Until nothing more is taken for the consequence of what the program did last. */
  private static void awaitWake(List<LogEntry> entries) {
    Instant last =
        entries.stream()
            .filter(entry -> entry.origin() == Origin.OWN)
            .map(LogEntry::time)
            .max(Comparator.naturalOrder())
            .orElseThrow();
    TestNamespaces.await(
        "the wake is over", () -> Instant.now().isAfter(last.plus(KernelLog.WAKE)));
  }

  @Test
  @Tag("kernel")
  @Tag("window")
  void aLineIsFilteredSelectedAndCopied() {
    PaneWindow.assumeDisplay();
    AtomicReference<KernelLog> made = new AtomicReference<>();
    try (Session session = Session.build(Clusters.twoNodes(), notice -> {});
        LiveJourneys live = session.watch(LiveOptions.DEFAULT, updates -> {});
        PaneWindow window =
            PaneWindow.open(
                () -> {
                  made.set(new KernelLog(Platform::runLater));
                  return new KernelLogPane(made.get());
                },
                1000,
                320)) {
      KernelLog log = made.get();
      window.picture("log-empty");
      log.follow(session.operations(), live.topology());
      window.await(
          "the build is told", () -> log.entries().size() >= session.report().operations());
      awaitWake(window.on(() -> List.copyOf(log.entries())));
      sh("ip -n node1 route del 10.244.2.0/24; ip -n node2 link set eth0 mtu 1400");
      sh("ip -n node2 link set eth0 down");
      live.topology().sync();
      window.await(
          "the route is told gone",
          () -> log.entries().stream().anyMatch(it -> it.value().startsWith("− 10.244.2.0/24")));
      TableView<LogEntry> table = window.robot().lookup(".table-view").queryTableView();
      window.picture("log-light");
      window.robot().clickOn(".text-field").write("flannel.1 route add");
      window.await("few are left", () -> table.getItems().size() < 12);
      assertThat(window.on(() -> List.copyOf(table.getItems())))
          .isNotEmpty()
          .allMatch(entry -> entry.command().contains("flannel.1"));
      String words =
          window.on(() -> window.robot().lookup(".count").queryAs(Label.class).getText());
      assertThat(words).contains(" of ");
      window.on(
          () -> {
            table.requestFocus();
            table.getSelectionModel().select(0);
            return true;
          });
      window.robot().press(KeyCode.CONTROL).type(KeyCode.C).release(KeyCode.CONTROL);
      assertThat(window.on(() -> Clipboard.getSystemClipboard().getString()))
          .isEqualTo(table.getItems().getFirst().command());
      window.picture("log-selected");
      window.on(
          () -> {
            window.robot().lookup(".text-field").queryAs(TextField.class).clear();
            return true;
          });
      window.robot().clickOn("#log-own");
      assertThat(window.on(() -> List.copyOf(table.getItems())))
          .isNotEmpty()
          .noneMatch(entry -> entry.origin() == Origin.OWN);
      window.theme(Theme.DARK);
      window.picture("log-dark");
    }
  }
}
