package org.flannelgraph.ui.lanes;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import javafx.css.CssMetaData;
import javafx.css.SimpleStyleableObjectProperty;
import javafx.css.Styleable;
import javafx.css.StyleableProperty;
import javafx.css.converter.ColorConverter;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import org.flannelgraph.scene.Ink;

/**
 * The colours of the theme for who paints on a canvas: a child of the pane, without size, which the
 * style sheets reach like any other. Each colour is looked up once a theme.
 */
final class ThemeInks extends Region {
  private static final Map<Ink, CssMetaData<ThemeInks, Color>> META = new EnumMap<>(Ink.class);
  private static final String STYLE =
      Arrays.stream(Ink.values())
          .map(ink -> property(ink) + ": " + ink.css() + ";")
          .collect(Collectors.joining());

  static {
    for (Ink ink : Ink.values()) {
      META.put(ink, new InkMeta(ink));
    }
  }

  private static final List<CssMetaData<? extends Styleable, ?>> ALL = new ArrayList<>();

  static {
    ALL.addAll(Region.getClassCssMetaData());
    ALL.addAll(META.values());
  }

  private final Map<Ink, SimpleStyleableObjectProperty<Color>> colours = new EnumMap<>(Ink.class);

  /**
   * The colours as they are where this is put.
   *
   * @param changed is run when one is another: once for each, so it had better only note it
   */
  ThemeInks(Runnable changed) {
    META.forEach(
        (ink, meta) -> {
          var colour =
              new SimpleStyleableObjectProperty<>(meta, this, ink.css(), Color.TRANSPARENT);
          colour.addListener((at, before, now) -> changed.run());
          colours.put(ink, colour);
        });
    setManaged(false);
    setMouseTransparent(true);
    setStyle(STYLE);
  }

  /** The value of a colour now. */
  Color of(Ink ink) {
    return property(colours, ink).get();
  }

  private static SimpleStyleableObjectProperty<Color> property(
      Map<Ink, SimpleStyleableObjectProperty<Color>> colours, Ink ink) {
    return Objects.requireNonNull(colours.get(ink));
  }

  private static String property(Ink ink) {
    return "-ink" + ink.css();
  }

  @Override
  public List<CssMetaData<? extends Styleable, ?>> getCssMetaData() {
    return ALL;
  }

  /** One colour as a property that a style sheet can set. */
  private static final class InkMeta extends CssMetaData<ThemeInks, Color> {
    private final Ink ink;

    InkMeta(Ink ink) {
      super(property(ink), ColorConverter.getInstance(), Color.TRANSPARENT);
      this.ink = ink;
    }

    @Override
    public boolean isSettable(ThemeInks inks) {
      return true;
    }

    @Override
    public StyleableProperty<Color> getStyleableProperty(ThemeInks inks) {
      return property(inks.colours, ink);
    }
  }
}
