package org.flannelgraph.ui.menu;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.flannelgraph.journey.Evidence;
import org.flannelgraph.journey.Hop;
import org.flannelgraph.journey.Journey;
import org.flannelgraph.scene.ItemId;
import org.flannelgraph.topology.Topology;
import org.flannelgraph.ui.menu.Action.Group;
import org.flannelgraph.ui.model.Selection;
import org.flannelgraph.ui.model.ShellCommand;
import org.flannelgraph.ui.model.Words;

/** Copying the shell command that shows a thing, or why a packet came where it did. */
public final class CopyActions implements Actions {
  private final Supplier<Topology> topology;
  private final Selection selection;
  private final Predicate<String> isPlace;
  private final Consumer<String> clipboard;

  /**
   * @param topology the newest
   * @param isPlace whether a namespace is one of the lab's own
   * @param clipboard takes what is copied
   */
  public CopyActions(
      Supplier<Topology> topology,
      Selection selection,
      Predicate<String> isPlace,
      Consumer<String> clipboard) {
    this.topology = topology;
    this.selection = selection;
    this.isPlace = isPlace;
    this.clipboard = clipboard;
  }

  @Override
  public List<Action> of(ItemId item) {
    if (item instanceof ItemId.Sighting(long journey, int hop)) {
      return ofHop(journey, hop);
    }
    return ShellCommand.showing(item, topology.get()).stream()
        .map(command -> copy(Words.get("menu.copy"), command))
        .toList();
  }

  private List<Action> ofHop(long id, int index) {
    Journey journey = selection.journey().get();
    List<Action> actions = new ArrayList<>();
    if (journey != null && journey.id() == id && index <= journey.hops().size()) {
      Hop hop = journey.hop(index);
      for (Evidence evidence : hop.evidence()) {
        if (evidence.command() != null) {
          actions.add(
              copy(
                  Words.get("menu.copy.evidence", evidence.kind().label()),
                  ShellCommand.of(evidence.namespace(), evidence.command())));
        }
      }
    }
    return actions;
  }

  private Action copy(String words, ShellCommand command) {
    String line = command.fromOutside(isPlace);
    return new Action(Group.COPY, words, line, () -> clipboard.accept(line));
  }
}
