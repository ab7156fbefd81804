package org.flannelgraph.ui.menu;

import java.util.List;
import java.util.Optional;
import org.flannelgraph.scene.ItemId;
import org.flannelgraph.ui.menu.Action.Group;
import org.flannelgraph.ui.model.Words;
import org.flannelgraph.ui.send.SendModel;

/** Sending from pods and nodes, and to them. */
public final class SendActions implements Actions {
  private final SendModel send;

  public SendActions(SendModel send) {
    this.send = send;
  }

  @Override
  public List<Action> of(ItemId item) {
    return place(item).map(place -> List.of(from(place), to(place))).orElse(List.of());
  }

  /** A pod is meant by all that is in it; a node has too much in it for that. */
  private Optional<String> place(ItemId item) {
    return switch (item) {
      case ItemId.Namespace(String name) -> Optional.of(name).filter(send::isPlace);
      case ItemId.Container(String pod, String ignored) -> Optional.of(pod).filter(send::isPod);
      case ItemId.Device(var link) -> Optional.of(link.namespace()).filter(send::isPod);
      default -> Optional.empty();
    };
  }

  private Action from(String place) {
    return new Action(Group.SEND, Words.get("menu.send.from", place), () -> send.sendFrom(place));
  }

  private Action to(String place) {
    String source = send.from().get();
    String words =
        send.isPlace(source)
            ? Words.get("menu.send.now", send.kind().get(), source, place)
            : Words.get("menu.send.to", place);
    return new Action(Group.SEND, words, () -> send.sendTo(place));
  }
}
