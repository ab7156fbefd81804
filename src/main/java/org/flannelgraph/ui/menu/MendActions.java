package org.flannelgraph.ui.menu;

import java.util.List;
import java.util.function.Consumer;
import org.flannelgraph.scene.ItemId;
import org.flannelgraph.ui.menu.Action.Group;
import org.flannelgraph.ui.model.Words;

/** Bringing back what is missing. */
public final class MendActions implements Actions {
  private final Consumer<String> mend;

  /**
   * @param mend brings back what {@link ItemId.Missing} names
   */
  public MendActions(Consumer<String> mend) {
    this.mend = mend;
  }

  @Override
  public List<Action> of(ItemId item) {
    return switch (item) {
      case ItemId.Missing(String what) -> List.of(mend(what));
      case ItemId.Mend(String what) -> List.of(mend(what));
      default -> List.of();
    };
  }

  private Action mend(String what) {
    return new Action(Group.MEND, Words.get("menu.mend", what), () -> mend.accept(what));
  }
}
