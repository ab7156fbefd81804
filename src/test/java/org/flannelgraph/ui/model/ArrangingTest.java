package org.flannelgraph.ui.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.flannelgraph.scene.Arrangement;
import org.flannelgraph.scene.ArrangementFile;
import org.flannelgraph.scene.ItemId;
import org.flannelgraph.scene.Networks;
import org.flannelgraph.scene.Point;
import org.flannelgraph.scene.Rect;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is dragged is drawn elsewhere, and stays there when the lab is opened again. */
class ArrangingTest {
  private static final Networks.Network NETWORK = Networks.made(2, 3);
  private static final ItemId POD = new ItemId.Namespace("pod1-2");

  @TempDir private Path folder;

  /** What the drawing thread has yet to do. */
  private final Deque<Runnable> waiting = new ArrayDeque<>();

  private final List<String> problems = new ArrayList<>();
  private final Drawing drawing = new Drawing(waiting::add, Runnable::run, 1.5);
  private final Arranging arranging =
      new Arranging(drawing, Runnable::run, Runnable::run, problems::add);
  private ArrangementFile file;

  @BeforeEach
  void open() {
    file = new ArrangementFile(folder.resolve("cluster.yaml"), folder.resolve("config"));
    arranging.open(file, file.read());
    drawing.show(NETWORK.topology(), NETWORK.places());
    draw();
  }

  private void draw() {
    while (!waiting.isEmpty()) {
      waiting.remove().run();
    }
  }

  private Rect place(ItemId item) {
    return Objects.requireNonNull(drawing.drawn().get()).layout().place(item).orElseThrow();
  }

  @Test
  void stepsThatComeFasterThanPicturesAllCount() {
    Rect before = place(POD);
    arranging.move(POD, 3, 1);
    arranging.move(POD, 4, 1);
    draw();
    assertThat(place(POD)).isEqualTo(before.moved(7, 2));
  }

  @Test
  void whatWasPutSomewhereIsThereWhenTheLabIsOpenedAgain() {
    arranging.move(POD, 30, -10);
    assertThat(file.read().arrangement()).isEqualTo(Arrangement.NONE);
    arranging.put();
    assertThat(file.read().arrangement().offsets()).containsEntry("pod1-2", new Point(30, -10));
    Drawing other = new Drawing(Runnable::run, Runnable::run, 1.5);
    Arranging later = new Arranging(other, Runnable::run, Runnable::run, problems::add);
    later.open(file, file.read());
    other.show(NETWORK.topology(), NETWORK.places());
    draw();
    assertThat(Objects.requireNonNull(other.drawn().get()).layout().place(POD))
        .contains(place(POD));
  }

  @Test
  void arrangeTakesAllBackAndSoDoesOneThingAlone() throws IOException {
    Rect before = place(POD);
    ItemId route = new ItemId.Decision("node1");
    arranging.move(POD, 30, -10);
    arranging.move(route, 5, 5);
    assertThat(arranging.isMoved(POD)).isTrue();
    arranging.putBack(POD);
    draw();
    assertThat(place(POD)).isEqualTo(before);
    assertThat(file.read().arrangement().offsets()).containsOnlyKeys("node1/#route");
    arranging.putAllBack();
    assertThat(arranging.isMoved(route)).isFalse();
    assertThat(Files.exists(folder.resolve("arrangement.json"))).isFalse();
    assertThat(problems).isEmpty();
  }

  @Test
  void linesLieWhereOthersMakeThem() {
    ItemId wire =
        ItemId.Wire.between(
            NETWORK.topology().link("node1", "eth0").orElseThrow(),
            NETWORK.topology().link("underlay", "p1").orElseThrow());
    assertThat(arranging.canMove(wire)).isFalse();
    arranging.move(wire, 9, 9);
    assertThat(drawing.arrangement()).isEqualTo(Arrangement.NONE);
  }

  @Test
  void aBadFileIsSaidAndTheLabIsDrawnAllTheSame() throws IOException {
    Files.writeString(folder.resolve("arrangement.json"), "none of ours");
    arranging.open(file, file.read());
    draw();
    assertThat(drawing.drawn().get()).isNotNull();
    assertThat(problems).singleElement().asString().contains("arrangement.json", "no JSON");
  }

  @Test
  void whatCanNotBeKeptIsSaid() {
    ArrangementFile nowhere =
        new ArrangementFile(Path.of("/proc/self/cluster.yaml"), Path.of("/proc/self/config"));
    arranging.open(nowhere, ArrangementFile.Kept.NOTHING);
    arranging.move(POD, 1, 1);
    arranging.put();
    assertThat(problems)
        .singleElement()
        .asString()
        .contains("neither beside the lab", "no such folder");
  }
}
