package org.flannelgraph.ui;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.BorderPane;
import org.flannelgraph.packet.Ports;
import org.flannelgraph.scene.Detail;
import org.flannelgraph.scene.Flight;
import org.flannelgraph.scene.Item;
import org.flannelgraph.scene.Item.Stratum;
import org.flannelgraph.scene.ItemId;
import org.flannelgraph.scene.Layout;
import org.flannelgraph.scene.Palette;
import org.flannelgraph.scene.Places;
import org.flannelgraph.scene.Playback;
import org.flannelgraph.scene.Track;
import org.flannelgraph.topology.Topology;
import org.flannelgraph.ui.canvas.CanvasArea;
import org.flannelgraph.ui.canvas.ItemMenu;
import org.flannelgraph.ui.canvas.SearchBox;
import org.flannelgraph.ui.canvas.StatusLine;
import org.flannelgraph.ui.doctor.DoctorPane;
import org.flannelgraph.ui.export.ExportMenu;
import org.flannelgraph.ui.inspector.CopyButton;
import org.flannelgraph.ui.inspector.InspectorPane;
import org.flannelgraph.ui.lanes.LanesPane;
import org.flannelgraph.ui.log.KernelLog;
import org.flannelgraph.ui.log.KernelLogPane;
import org.flannelgraph.ui.menu.Actions;
import org.flannelgraph.ui.menu.CopyActions;
import org.flannelgraph.ui.menu.MendActions;
import org.flannelgraph.ui.menu.PlaceActions;
import org.flannelgraph.ui.menu.SendActions;
import org.flannelgraph.ui.menu.ShowActions;
import org.flannelgraph.ui.model.Arranging;
import org.flannelgraph.ui.model.Drawing;
import org.flannelgraph.ui.model.LabModel;
import org.flannelgraph.ui.model.Search;
import org.flannelgraph.ui.model.ShownPicture;
import org.flannelgraph.ui.model.Words;
import org.flannelgraph.ui.model.Workers;
import org.flannelgraph.ui.packets.PacketsPane;
import org.flannelgraph.ui.play.Director;
import org.flannelgraph.ui.play.PlayTimer;
import org.flannelgraph.ui.play.PlaybackModel;
import org.flannelgraph.ui.play.TransportBar;
import org.flannelgraph.ui.send.SendBar;
import org.flannelgraph.ui.send.SendModel;
import org.jspecify.annotations.Nullable;

/** The panes of a window, and what each tells the others. */
final class Panes {
  private final LabModel model;
  private final Drawing drawing;
  private final Executor files = Workers.named("files");
  private final ExportMenu exportMenu;
  private final Arranging arranging;
  private final CanvasArea area;
  private final StatusLine load = new StatusLine("load");
  private final TabPane bottom;
  private final InspectorPane inspector;
  private final SendModel send;
  private final PlaybackModel playback;
  private final Director director;
  private final SendBar sendBar;
  private final LanesPane lanes;
  private final PacketsPane packets;
  private final KernelLog log = new KernelLog(Platform::runLater);
  private final SearchBox search;
  private Palette palette = Palette.LIGHT;

  /**
   * @param settings what was chosen last, and is to be remembered
   * @param chooser asks where files go
   */
  Panes(LabModel model, Settings settings, ExportMenu.Chooser chooser) {
    this.model = model;
    drawing = new Drawing(Workers.named("drawing"), Platform::runLater, Layout.USUAL_RATIO);
    arranging = new Arranging(drawing, files, Platform::runLater, this::complain);
    area = new CanvasArea(arranging);
    exportMenu = new ExportMenu(this::shown, chooser, files, area.notices());
    inspector = new InspectorPane(model.selection(), model.topology());
    send = new SendModel(model, Platform::runLater);
    sendBar = new SendBar(send);
    playback = new PlaybackModel(model.selection());
    director = new Director(model.journeys(), model.selection(), playback);
    lanes = new LanesPane(model.selection());
    search =
        new SearchBox(words -> Search.find(model.topology().get(), words), area.canvas()::find);
    packets = new PacketsPane(model.journeys(), model.selection());
    bottom =
        new TabPane(
            tab("window.tab.journey", journeyPane()),
            tab("window.tab.packets", packets),
            tab("window.tab.log", new KernelLogPane(log)));
    bottom
        .getSelectionModel()
        .selectedItemProperty()
        .subscribe(tab -> packets.look(tab != null && tab.getContent() == packets));
    lanes.playhead().bind(playback.time());
    bottom.setTabClosingPolicy(TabPane.TabClosingPolicy.UNAVAILABLE);
    followLab();
    followCounters();
    followCanvas();
    followPlayback();
    new Remembered(settings)
        .keep("speed", playback.speed())
        .keep("loop", playback.loop())
        .keep("follow", playback.follow())
        .keep("noise", packets.noise())
        .keep("stratum", area.stratum(), Stratum.class)
        .keep("tab", bottom.getSelectionModel());
  }

  /** The first to have the focus. */
  void focus() {
    area.canvas().requestFocus();
  }

  private Node journeyPane() {
    BorderPane pane = new BorderPane();
    pane.setTop(new TransportBar(playback));
    pane.setCenter(lanes);
    return pane;
  }

  private static Tab tab(String words, Node content) {
    Tab tab = new Tab(Words.get(words), content);
    tab.setTooltip(new Tooltip(Words.get(words + ".tip")));
    return tab;
  }

  private void followLab() {
    area.showProgress(Words.get("window.building") + "\n" + Words.get("window.building.stop"));
    model.state().subscribe(this::became);
    model.topology().subscribe(this::draw);
    model.wanted().subscribe(wanted -> drawing.change(view -> view.wanting(wanted)));
    drawing
        .drawn()
        .subscribe(
            drawn -> {
              if (drawn != null) {
                area.hideMessage();
                area.canvas().show(drawn.picture());
                promise();
                director.show(drawn.layout());
              }
            });
  }

  private void followCounters() {
    model
        .counters()
        .subscribe(
            counters -> {
              if (counters != null) {
                inspector.take(counters);
              }
            });
    model.rates().subscribe(rates -> drawing.change(view -> view.rating(rates)));
    model
        .load()
        .subscribe(
            now -> {
              director.loaded(now);
              area.canvas().show(director.streams(now));
              load.say(director.words(now));
            });
  }

  private void became(LabModel.State state) {
    if (state instanceof LabModel.State.Failed failed) {
      if (failed.findings().isEmpty()) {
        area.showProblem(Words.get("window.failed"), failed.why());
      } else {
        area.showProblem(new DoctorPane(failed.why(), failed.findings()));
      }
    } else if (state instanceof LabModel.State.Running running) {
      Ports ports = running.lab().session().ports();
      director.read(ports);
      inspector.read(ports);
      packets.read(ports);
      arranging.open(running.lab().arrangement(), running.kept());
      log.follow(running.lab().session().operations(), running.live().topology());
      draw(model.topology().get());
    }
  }

  private void draw(Topology topology) {
    if (model.state().get() instanceof LabModel.State.Running running) {
      drawing.show(topology, Places.of(running.lab().session().cluster()));
    }
  }

  private void followCanvas() {
    area.stratum().subscribe(stratum -> drawing.change(view -> view.with(stratum)));
    area.canvas().view().subscribe(view -> drawing.change(now -> now.with(Detail.at(view.zoom()))));
    area.canvas()
        .hovered()
        .subscribe(item -> drawing.change(view -> view.highlighting(isLine(item) ? item : null)));
    area.canvas().onChosen(this::choose);
    Actions actions =
        Actions.all(
            List.of(
                new MendActions(this::mend),
                new SendActions(send),
                new ShowActions(model.selection(), area.canvas()::zoomTo),
                new CopyActions(
                    model.topology()::get, model.selection(), send::isPlace, this::copy),
                new PlaceActions(arranging)));
    new ItemMenu(area.canvas(), actions);
    model.selection().item().subscribe(item -> drawing.change(view -> view.selecting(item)));
    model
        .mender()
        .refusal()
        .subscribe(
            refusal -> {
              if (!refusal.isEmpty()) {
                complain(refusal);
              }
            });
  }

  private void followPlayback() {
    new PlayTimer(playback);
    playback.playback().subscribe(this::fly);
    send.sent()
        .subscribe(
            sent -> {
              if (sent != null) {
                director.sent(sent);
              }
            });
    send.promised().subscribe(path -> promise());
    playback.length().subscribe(length -> promise());
  }

  private void fly(Playback now) {
    Track track = playback.selectedTrack().orElse(null);
    List<Flight> flights = now.flights();
    Set<Integer> passed = track == null ? Set.of() : now.timeline().passed(track, now.position());
    area.canvas().show(track, passed, flights);
    if (playback.follow().get()) {
      flights.stream()
          .filter(flight -> isOf(flight, track))
          .findFirst()
          .ifPresent(flight -> area.canvas().lookAt(flight.at()));
    }
  }

  private static boolean isOf(Flight flight, @Nullable Track track) {
    return track != null && flight.track().journey().id() == track.journey().id();
  }

  /** The promised way stands there until a packet goes it. */
  private void promise() {
    Drawing.Drawn drawn = drawing.drawn().get();
    boolean isUnderWay = !playback.playback().get().timeline().tracks().isEmpty();
    area.canvas()
        .promise(
            drawn == null || isUnderWay
                ? List.of()
                : Track.ways(send.promised().get(), drawn.layout()));
  }

  private void copy(String command) {
    CopyButton.copy(command);
    area.notices().tell(Words.get("menu.copied", command));
  }

  private void complain(String problem) {
    area.notices().complain(problem);
  }

  private void mend(String what) {
    var unused =
        model
            .mender()
            .mend(what)
            .thenAccept(
                done -> {
                  if (!done.isEmpty()) {
                    area.notices().tell(Words.get("mend.done", what));
                  }
                });
  }

  private void choose(Item item) {
    if (item.id() instanceof ItemId.Mend(String what)) {
      mend(what);
      return;
    }
    model.selection().select(item.id());
    if (item.id() instanceof ItemId.Namespace(String name)
        && model.state().get() instanceof LabModel.State.Running running
        && running.lab().session().cluster().pod(name).isPresent()) {
      send.point(name);
    }
  }

  private static boolean isLine(ItemId item) {
    return item instanceof ItemId.Wire
        || item instanceof ItemId.Tunnel
        || item instanceof ItemId.Inner;
  }

  /** The canvas, with what sends packets over it. */
  Node stage() {
    BorderPane pane = new BorderPane(); // Tab goes from control to control as they are added
    pane.setTop(sendBar);
    pane.setCenter(area);
    pane.setBottom(load);
    return pane;
  }

  /** Writes what is to be seen into files. */
  Node exportMenu() {
    return exportMenu;
  }

  private Optional<ShownPicture> shown() {
    Drawing.Drawn drawn = drawing.drawn().get();
    if (drawn == null || !(model.state().get() instanceof LabModel.State.Running running)) {
      return Optional.empty();
    }
    Playback now = playback.playback().get();
    ShownPicture.Way way =
        playback
            .selectedTrack()
            .map(
                track ->
                    new ShownPicture.Way(
                        track, now.timeline().passed(track, now.position()), now.flights()))
            .orElse(null);
    return Optional.of(new ShownPicture(drawn, drawing.view(), way, palette, running.lab().name()));
  }

  /** Whether the lab is on the canvas. */
  boolean isDrawn() {
    return drawing.drawn().get() != null;
  }

  /** What sends packets. */
  SendModel send() {
    return send;
  }

  /** What plays packets. */
  PlaybackModel playback() {
    return playback;
  }

  /** In the order in which one goes from one to the next by keyboard. */
  List<Node> inOrder() {
    return List.of(sendBar, area.canvas(), bottom, inspector);
  }

  Node bottom() {
    return bottom;
  }

  Node inspector() {
    return inspector;
  }

  Node strata() {
    return area.strata();
  }

  Node searchBox() {
    return search;
  }

  /** Puts the cursor where one types what to find. */
  void search() {
    search.requestFocus();
    search.selectAll();
  }

  /** Shows one of the tabs below the canvas. */
  void showTab(int index) {
    if (index < bottom.getTabs().size()) {
      bottom.getSelectionModel().select(index);
    }
  }

  void setPalette(Palette next) {
    palette = next;
    area.canvas().setPalette(next);
    lanes.setPalette(next);
  }
}
