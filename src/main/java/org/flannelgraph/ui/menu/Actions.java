package org.flannelgraph.ui.menu;

import java.util.Comparator;
import java.util.List;
import org.flannelgraph.scene.ItemId;

/** Knows what can be done with things. The FX thread's. */
@FunctionalInterface
public interface Actions {
  /** What can be done with a thing now; nothing, perhaps. */
  List<Action> of(ItemId item);

  /** What all of them know, by groups. */
  static Actions all(List<Actions> sorts) {
    List<Actions> each = List.copyOf(sorts);
    return item ->
        each.stream()
            .flatMap(actions -> actions.of(item).stream())
            .sorted(Comparator.comparing(Action::group))
            .toList();
  }
}
