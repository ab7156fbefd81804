package org.flannelgraph.ui.menu;

import java.util.List;
import org.flannelgraph.scene.ItemId;
import org.flannelgraph.ui.menu.Action.Group;
import org.flannelgraph.ui.model.Arranging;
import org.flannelgraph.ui.model.Words;

/** Taking back that a thing was dragged elsewhere. */
public final class PlaceActions implements Actions {
  private final Arranging arranging;

  public PlaceActions(Arranging arranging) {
    this.arranging = arranging;
  }

  @Override
  public List<Action> of(ItemId item) {
    return arranging.isMoved(item)
        ? List.of(new Action(Group.PLACE, Words.get("menu.back"), () -> arranging.putBack(item)))
        : List.of();
  }
}
