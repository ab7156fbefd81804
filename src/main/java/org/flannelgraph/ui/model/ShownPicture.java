package org.flannelgraph.ui.model;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.flannelgraph.export.PictureFile;
import org.flannelgraph.scene.Flight;
import org.flannelgraph.scene.HeaderStack;
import org.flannelgraph.scene.Item;
import org.flannelgraph.scene.ItemId;
import org.flannelgraph.scene.Palette;
import org.flannelgraph.scene.Picture;
import org.flannelgraph.scene.Pictures;
import org.flannelgraph.scene.Track;
import org.flannelgraph.scene.TrackArt;
import org.flannelgraph.scene.View;
import org.jspecify.annotations.Nullable;

/**
 * What the canvas shows at one moment, to be written into a file: whole, not the part that one
 * looks at, and without what the pointer is over.
 *
 * @param drawn the network
 * @param view how it is looked at
 * @param way what is shown of a journey; null if nothing is
 * @param palette the theme's colours
 * @param title of the whole
 */
public record ShownPicture(
    Drawing.Drawn drawn, View view, @Nullable Way way, Palette palette, String title) {
  /**
   * A journey as it is shown.
   *
   * @param track its way
   * @param passed the index of the hop that its packet has come to
   * @param flights packets under way, its own and others
   */
  public record Way(Track track, int passed, List<Flight> flights) {
    public Way {
      flights = List.copyOf(flights);
    }
  }

  /** The same without a journey. */
  public ShownPicture withoutJourney() {
    return new ShownPicture(drawn, view, null, palette, title);
  }

  /** Draws it. */
  public Picture picture() {
    Picture still = Pictures.of(drawn.places(), drawn.layout(), view.highlighting(null));
    if (way == null) {
      return still;
    }
    Picture picture = TrackArt.onto(still, way.track, way.passed);
    List<Item> items = new ArrayList<>(picture.items());
    for (Flight flight : way.flights) {
      HeaderStack stack =
          flight.stack(HeaderStack.Style.WORDS).beside(flight.at(), picture.bounds());
      items.add(
          new Item(
              new ItemId.Way(flight.track().journey().id()),
              stack.bounds(),
              "packet",
              stack.text(),
              Item.Stratum.BOTH,
              stack.marks()));
    }
    return new Picture(picture.bounds(), items);
  }

  /**
   * Draws it into a file; not for the FX thread.
   *
   * @throws IOException if the file can't be written
   * @throws IllegalArgumentException in words for the user, if the picture is too large
   */
  public void write(PictureFile kind, Path file) throws IOException {
    try {
      kind.write(file, picture(), palette, kind.scale(), title);
    } catch (OutOfMemoryError tooLarge) { // of the one large array that holds its pixels
      throw new IllegalArgumentException(Words.get("export.too-large"), tooLarge);
    }
  }
}
