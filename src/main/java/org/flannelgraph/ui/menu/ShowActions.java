package org.flannelgraph.ui.menu;

import java.util.List;
import java.util.function.Consumer;
import org.flannelgraph.scene.ItemId;
import org.flannelgraph.ui.menu.Action.Group;
import org.flannelgraph.ui.model.Selection;
import org.flannelgraph.ui.model.Words;

/** Looking closer at anything. */
public final class ShowActions implements Actions {
  private final Selection selection;
  private final Consumer<ItemId> zoom;

  /**
   * @param zoom shows a thing near, and in the middle
   */
  public ShowActions(Selection selection, Consumer<ItemId> zoom) {
    this.selection = selection;
    this.zoom = zoom;
  }

  @Override
  public List<Action> of(ItemId item) {
    return List.of(
        new Action(Group.SHOW, Words.get("menu.inspect"), () -> selection.select(item)),
        new Action(Group.SHOW, Words.get("menu.zoom"), () -> zoom.accept(item)));
  }
}
