package org.flannelgraph.ui.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import javafx.application.Platform;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import org.flannelgraph.export.PictureFile;
import org.flannelgraph.ui.canvas.Notices;
import org.flannelgraph.ui.model.FileProblem;
import org.flannelgraph.ui.model.ShownPicture;
import org.flannelgraph.ui.model.Words;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** The menu of what the window's picture can be written as. */
public final class ExportMenu extends MenuButton {
  /** Lets the user say where a file goes. */
  @FunctionalInterface
  public interface Chooser {
    /**
     * Asks.
     *
     * @param name what the file could be called
     * @return nothing if the user would rather not
     */
    Optional<Path> choose(PictureFile kind, String name);
  }

  private final Supplier<Optional<ShownPicture>> shown;
  private final Chooser chooser;
  private final Executor writer;
  private final Notices notices;
  private final CheckMenuItem journey = new CheckMenuItem(Words.get("export.journey"));

  /**
   * @param shown what is to be seen now; nothing while there is no lab
   * @param writer runs a task on a thread for files
   * @param notices tells what has become of it
   */
  public ExportMenu(
      Supplier<Optional<ShownPicture>> shown, Chooser chooser, Executor writer, Notices notices) {
    super(Words.get("window.export"), new FontIcon(Feather.SHARE));
    this.shown = shown;
    this.chooser = chooser;
    this.writer = writer;
    this.notices = notices;
    setId("export");
    getStyleClass().addAll("flat", "small");
    setAccessibleText(Words.get("export.accessible"));
    journey.setId("export-journey");
    journey.setSelected(true);
    getItems()
        .addAll(item(PictureFile.PNG), item(PictureFile.SVG), new SeparatorMenuItem(), journey);
    setOnShowing(showing -> journey.setDisable(shown.get().map(ShownPicture::way).isEmpty()));
  }

  private MenuItem item(PictureFile kind) {
    String name = kind.name().toLowerCase(Locale.ROOT);
    MenuItem item = new MenuItem(Words.get("window.export." + name));
    item.setId("export-" + name);
    item.setOnAction(chosen -> export(kind));
    return item;
  }

  private void export(PictureFile kind) {
    Optional<ShownPicture> now = shown.get();
    if (now.isEmpty()) {
      notices.complain(Words.get("export.nothing"));
      return;
    }
    ShownPicture picture = journey.isSelected() ? now.get() : now.get().withoutJourney();
    String name = picture.title() + (picture.way() == null ? "" : "-journey");
    chooser.choose(kind, kind.named(name)).ifPresent(file -> write(picture, kind, file));
  }

  /** A file whose ending says nothing gets one; but whoever chose it did not mean another. */
  private void write(ShownPicture picture, PictureFile wished, Path chosen) {
    Optional<PictureFile> told = PictureFile.of(chosen);
    PictureFile kind = told.orElse(wished);
    Path file = chosen.resolveSibling(kind.named(chosen.getFileName().toString()));
    if (told.isEmpty() && Files.exists(file)) {
      notices.complain(Words.get("export.failed", file, Words.get("export.exists")));
      return;
    }
    notices.tell(Words.get("export.under-way", file));
    writer.execute(
        () -> {
          try {
            picture.write(kind, file);
            Platform.runLater(() -> notices.tell(Words.get("export.done", file)));
          } catch (IOException refused) {
            complain(file, FileProblem.words(refused));
          } catch (IllegalArgumentException tooLarge) {
            complain(file, String.valueOf(tooLarge.getMessage()));
          }
        });
  }

  private void complain(Path file, String why) {
    Platform.runLater(() -> notices.complain(Words.get("export.failed", file, why)));
  }
}
