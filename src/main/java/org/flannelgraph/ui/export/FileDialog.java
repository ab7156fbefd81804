package org.flannelgraph.ui.export;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.stage.FileChooser;
import javafx.stage.Window;
import org.flannelgraph.export.PictureFile;
import org.flannelgraph.ui.model.Words;

/** The desktop's own dialog; it begins where the last file went. */
public final class FileDialog implements ExportMenu.Chooser {
  private final Window owner;
  private final Consumer<Path> remember;
  private Path folder;

  /**
   * @param owner the window over which it stands
   * @param folder where to begin
   * @param remember is told where to begin the next time
   */
  public FileDialog(Window owner, Path folder, Consumer<Path> remember) {
    this.owner = owner;
    this.folder = folder;
    this.remember = remember;
  }

  @Override
  public Optional<Path> choose(PictureFile kind, String name) {
    FileChooser chooser = new FileChooser();
    chooser.setTitle(Words.get("export.accessible"));
    chooser.setInitialFileName(name);
    if (Files.isDirectory(folder)) {
      chooser.setInitialDirectory(folder.toFile());
    }
    chooser
        .getExtensionFilters()
        .add(
            new FileChooser.ExtensionFilter(
                Words.get("export.kind." + kind.name().toLowerCase(Locale.ROOT)), kind.named("*")));
    File file = chooser.showSaveDialog(owner);
    if (file == null) {
      return Optional.empty();
    }
    folder = file.getAbsoluteFile().getParentFile().toPath();
    remember.accept(folder);
    return Optional.of(file.toPath());
  }
}
