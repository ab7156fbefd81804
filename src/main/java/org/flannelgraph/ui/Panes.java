package org.flannelgraph.ui;

import java.nio.file.Path;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import org.flannelgraph.scene.Arrangement;
import org.flannelgraph.scene.Detail;
import org.flannelgraph.scene.Item;
import org.flannelgraph.scene.ItemId;
import org.flannelgraph.scene.Palette;
import org.flannelgraph.scene.Places;
import org.flannelgraph.topology.Topology;
import org.flannelgraph.ui.canvas.CanvasArea;
import org.flannelgraph.ui.canvas.SearchBox;
import org.flannelgraph.ui.inspector.InspectorPane;
import org.flannelgraph.ui.model.Drawing;
import org.flannelgraph.ui.model.LabModel;
import org.flannelgraph.ui.model.Search;
import org.flannelgraph.ui.model.Words;
import org.flannelgraph.ui.packets.PacketsPane;

/** The panes of a window, and what each tells the others. */
final class Panes {
  private static final double FIRST_RATIO = 1.55;

  private final LabModel model;
  private final Drawing drawing;
  private final CanvasArea area;
  private final TabPane bottom;
  private final InspectorPane inspector;
  private final SearchBox search;

  Panes(LabModel model, Settings settings) {
    this.model = model;
    Executor drawer =
        Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("drawing").factory());
    drawing = new Drawing(drawer, Platform::runLater, FIRST_RATIO);
    area = new CanvasArea(() -> drawing.arrange(Arrangement.NONE));
    inspector = new InspectorPane(model.selection(), model.topology());
    search =
        new SearchBox(words -> Search.find(model.topology().get(), words), area.canvas()::find);
    bottom = new TabPane(tab("window.tab.packets", new PacketsPane(model.journeys(), model.selection())));
    bottom.setTabClosingPolicy(TabPane.TabClosingPolicy.UNAVAILABLE);
    followLab();
    followCanvas();
  }

  private static Tab tab(String words, Node content) {
    return new Tab(Words.get(words), content);
  }

  private void followLab() {
    area.showProgress(Words.get("window.building"));
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
                FirstFrame.drawn();
              }
            });
  }

  private void became(LabModel.State state) {
    if (state instanceof LabModel.State.Failed failed) {
      area.showProblem(Words.get("window.failed"), failed.why());
    } else {
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
    area.canvas()
        .view()
        .subscribe(view -> drawing.change(now -> now.with(Detail.at(view.zoom()))));
    area.canvas()
        .hovered()
        .subscribe(
            item -> drawing.change(view -> view.highlighting(isLine(item) ? item : null)));
    area.canvas().onChosen(item -> model.selection().select(item.id()));
    model.selection().item().subscribe(item -> drawing.change(view -> view.selecting(item)));
  }

  private static boolean isLine(ItemId item) {
    return item instanceof ItemId.Wire
        || item instanceof ItemId.Tunnel
        || item instanceof ItemId.Inner;
  }

  /** The canvas. */
  Node stage() {
    return area;
  }

  Node bottom() {
    return bottom;
  }

  Node inspector() {
    return inspector;
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

  void setPalette(Palette palette) {
    area.canvas().setPalette(palette);
  }
}
