package org.flannelgraph.ui.model;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.flannelgraph.scene.Arrangement;
import org.flannelgraph.scene.ArrangementFile;
import org.flannelgraph.scene.ItemId;
import org.jspecify.annotations.Nullable;

/**
 * Moves what is drawn, and keeps with the lab where it was put. The FX thread's; files are written
 * elsewhere, the newest arrangement of those that wait.
 */
public final class Arranging {
  private record Save(ArrangementFile file, Arrangement arrangement) {}

  private final Drawing drawing;
  private final Consumer<String> problems;
  private final Latest<Save, Optional<String>> keeping;
  private @Nullable ArrangementFile file;

  /**
   * @param writer runs a task on a thread for files
   * @param fx runs a task on the FX thread
   * @param problems hears why a file was not read or not written
   */
  public Arranging(Drawing drawing, Executor writer, Executor fx, Consumer<String> problems) {
    this.drawing = drawing;
    this.problems = problems;
    keeping = new Latest<>(writer, fx, Arranging::write, problem -> problem.ifPresent(problems));
  }

  private static Optional<String> write(Save save) {
    try {
      save.file.write(save.arrangement);
      return Optional.empty();
    } catch (IOException refused) {
      return Optional.of(Words.get("canvas.arrangement.refused", FileProblem.words(refused)));
    }
  }

  /** A lab was opened, and its arrangement was read. */
  public void open(ArrangementFile of, ArrangementFile.Kept kept) {
    file = of;
    kept.problem()
        .ifPresent(problem -> problems.accept(Words.get("canvas.arrangement.bad", problem)));
    drawing.arrange(kept.arrangement());
  }

  /** Whether a thing can be moved, or what it is a part of. */
  public boolean canMove(ItemId item) {
    return handle(item).isPresent();
  }

  /** Moves a thing, in scene pixels; it is kept when it is {@link #put}. */
  public void move(ItemId item, double right, double down) {
    handle(item).ifPresent(name -> drawing.arrange(drawing.arrangement().moved(name, right, down)));
  }

  /** What was moved stays where it is now. */
  public void put() {
    if (file != null) {
      keeping.ask(new Save(file, drawing.arrangement()));
    }
  }

  /** Whether a thing is elsewhere than in its own place. */
  public boolean isMoved(ItemId item) {
    return handle(item).filter(drawing.arrangement().offsets()::containsKey).isPresent();
  }

  /** Puts a thing back in its own place. */
  public void putBack(ItemId item) {
    handle(item).ifPresent(name -> arrange(drawing.arrangement().without(name)));
  }

  /** Puts everything back in its own place. */
  public void putAllBack() {
    arrange(Arrangement.NONE);
  }

  private void arrange(Arrangement next) {
    drawing.arrange(next);
    put();
  }

  private Optional<String> handle(ItemId item) {
    Drawing.Drawn drawn = drawing.drawn().get();
    return drawn == null ? Optional.empty() : drawn.layout().handle(item);
  }
}
