package org.flannelgraph.linux.operation;

import java.util.List;
import org.flannelgraph.linux.Ethtool;

/**
 * Switches a link's segmentation, receive and checksum offloads off, so that frames on it are what
 * a wire would carry. No undo: the link goes away as it is.
 */
public record SetOffloads(String namespace, String device) implements Operation {
  @Override
  public String command() {
    return Commands.inside(namespace, "ethtool -K " + device + " " + Ethtool.words());
  }

  @Override
  public String undoCommand() {
    return "";
  }

  @Override
  public List<KernelObject> needs() {
    return List.of(KernelObject.link(namespace, device));
  }

  @Override
  public void run(Kernel kernel) {
    Ethtool.switchOff(kernel.namespace(namespace), device, this::command);
  }

  @Override
  public void runUndo(Kernel kernel) {}
}
