package org.flannelgraph.linux.operation;

import org.flannelgraph.linux.Ethtool;

/**
 * Switches a link's segmentation, receive and checksum offloads off, so that frames on it are what
 * a wire would carry. No undo: the link goes away as it is.
 */
public record SetOffloads(String namespace, String device) implements Operation {
  @Override
  public String command() {
    return Commands.inside(
        namespace, "ethtool -K " + device + " tx off rx off sg off tso off gso off gro off");
  }

  @Override
  public String undoCommand() {
    return "";
  }

  @Override
  public void run(Kernel kernel) {
    Ethtool.switchOff(kernel.namespace(namespace), device, this::command);
  }

  @Override
  public void runUndo(Kernel kernel) {}
}
