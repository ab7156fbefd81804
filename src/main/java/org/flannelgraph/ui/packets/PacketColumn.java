package org.flannelgraph.ui.packets;

import java.util.Comparator;
import java.util.Locale;
import org.flannelgraph.packet.Dissection;
import org.flannelgraph.ui.model.Words;

/** The columns, and how each orders rows. */
enum PacketColumn {
  NUMBER(72),
  TIME(92),
  SOURCE(168),
  DESTINATION(168),
  PROTOCOL(84),
  LENGTH(72),
  WHERE(132),
  INFO(320),
  OUTCOME(104);

  private final double width;

  PacketColumn(double width) {
    this.width = width;
  }

  /** At first, in pixels. */
  double width() {
    return width;
  }

  /** Whether its texts are aligned to the right. */
  boolean isNumeric() {
    return this == TIME || this == LENGTH;
  }

  String title() {
    return Words.get("packets.column." + name().toLowerCase(Locale.ROOT));
  }

  Comparator<PacketRow> order(Dissection dissection) {
    return switch (this) {
      case NUMBER -> Comparator.comparingLong(row -> row.journey().id());
      case TIME -> Comparator.comparingLong(PacketRow::time);
      case SOURCE -> Comparator.comparing(row -> row.texts(dissection).source());
      case DESTINATION -> Comparator.comparing(row -> row.texts(dissection).destination());
      case PROTOCOL -> Comparator.comparing(row -> row.texts(dissection).protocol());
      case LENGTH -> Comparator.comparingInt(row -> row.texts(dissection).length());
      case WHERE -> Comparator.comparing(row -> row.texts(dissection).where());
      case INFO -> Comparator.comparing(row -> row.texts(dissection).info());
      case OUTCOME -> Comparator.comparing(row -> row.journey().outcome());
    };
  }
}
