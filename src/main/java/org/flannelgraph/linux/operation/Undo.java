package org.flannelgraph.linux.operation;

import java.util.List;

/** Another operation, taken back. */
public record Undo(Operation of) implements Operation {
  @Override
  public String namespace() {
    return of.namespace();
  }

  @Override
  public String command() {
    return of.undoCommand();
  }

  @Override
  public String undoCommand() {
    return of.command();
  }

  @Override
  public void run(Kernel kernel) {
    of.runUndo(kernel);
  }

  @Override
  public void runUndo(Kernel kernel) {
    of.run(kernel);
  }

  @Override
  public List<KernelObject> needs() {
    return of.needs();
  }

  @Override
  public Operation undo() {
    return of;
  }
}
