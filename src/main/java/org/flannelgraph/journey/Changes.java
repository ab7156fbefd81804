package org.flannelgraph.journey;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.flannelgraph.packet.Dissection;
import org.flannelgraph.packet.Field;
import org.jspecify.annotations.Nullable;

/**
 * What differs between two sightings of one packet. Checksums are left out: they follow from the
 * rest, and drown it.
 */
final class Changes {
  private static final String CHECKSUM = "checksum";

  private Changes() {}

  /** The changes, from the outermost header inwards. */
  static List<Change> between(Dissection old, Dissection now) {
    List<Change> changes = new ArrayList<>(); // from the innermost outwards
    int i = headers(old) - 1;
    int j = headers(now) - 1;
    while (i >= 0 || j >= 0) {
      if (i >= 0 && j >= 0 && old.protocol(i) == now.protocol(j)) {
        fields(old, i--, now, j--, changes);
      } else if (i > j) {
        changes.add(new Change(old.protocol(i).label(), Change.HEADER, length(old, i), null));
        i--;
      } else {
        changes.add(new Change(now.protocol(j).label(), Change.HEADER, null, length(now, j)));
        j--;
      }
    }
    Collections.reverse(changes);
    return changes;
  }

  /** How many layers are headers of the packet itself, not of one that it quotes. */
  private static int headers(Dissection d) {
    int count = 0;
    while (count < d.layers() && d.isWhole(count) && !d.isQuoted(count)) {
      count++;
    }
    return count;
  }

  private static void fields(
      Dissection old, int oldLayer, Dissection now, int nowLayer, List<Change> changes) {
    if (isSame(old, oldLayer, now, nowLayer)) {
      return;
    }
    String label = old.protocol(oldLayer).label();
    List<Field> fields = old.protocol(oldLayer).fields();
    for (int k = fields.size() - 1; k >= 0; k--) {
      Field field = fields.get(k);
      if (!field.name().equals(CHECKSUM) && !field.isSame(old, oldLayer, now, nowLayer)) {
        changes.add(
            new Change(
                label, field.name(), text(field, old, oldLayer), text(field, now, nowLayer)));
      }
    }
  }

  /** Whether all bytes of two headers are the same, as most are at most hops. */
  private static boolean isSame(Dissection old, int oldLayer, Dissection now, int nowLayer) {
    return Arrays.equals(
        old.bytes(),
        old.index(oldLayer),
        old.headerEnd(oldLayer),
        now.bytes(),
        now.index(nowLayer),
        now.headerEnd(nowLayer));
  }

  private static @Nullable String text(Field field, Dissection dissection, int layer) {
    return field.isPresent(dissection, layer) ? field.text(dissection, layer) : null;
  }

  private static String length(Dissection dissection, int layer) {
    return dissection.headerLength(layer) + " bytes";
  }
}
