package org.flannelgraph.ui.inspector.place;

import java.util.List;
import java.util.Locale;
import org.flannelgraph.linux.route.NetworkObject;
import org.flannelgraph.ui.model.Words;
import org.jspecify.annotations.Nullable;

/**
 * A thing of the kernel's, for people.
 *
 * @param title its name
 * @param about what it is
 * @param facts of it alone
 * @param sections what tables hold of it
 */
record PlaceView(String title, String about, List<Fact> facts, List<Section> sections) {
  /** A property of it. */
  record Fact(String name, String value) {}

  /** Which table a section shows. */
  enum Table {
    LINK,
    ADDRESS,
    ROUTE,
    RULE,
    NEIGHBOUR,
    FDB,
    NETCONF,
    SYSCTL;

    String title() {
      return Words.get("inspector.table." + name().toLowerCase(Locale.ROOT));
    }
  }

  /**
   * The rows of a table that concern it.
   *
   * @param namespace whose table
   * @param command what shows the table in a terminal
   */
  record Section(Table table, String namespace, String command, List<Row> rows) {
    Section {
      rows = List.copyOf(rows);
    }
  }

  /**
   * A row.
   *
   * @param text as iproute2 prints it, or shorter
   * @param object the kernel's object; null if it is none of rtnetlink's
   */
  record Row(String text, @Nullable NetworkObject object, State state) {
    Row(String text, @Nullable NetworkObject object) {
      this(text, object, State.SAME);
    }

    Row with(State other) {
      return new Row(text, object, other);
    }
  }

  /** What became of a row within the last seconds. */
  enum State {
    SAME,
    /** It was added, or changed. */
    FRESH,
    /** It was removed. */
    GONE
  }

  PlaceView {
    facts = List.copyOf(facts);
    sections = List.copyOf(sections);
  }

  PlaceView withSections(List<Section> other) {
    return new PlaceView(title, about, facts, other);
  }
}
