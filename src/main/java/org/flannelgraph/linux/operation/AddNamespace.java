package org.flannelgraph.linux.operation;

/** Makes a network namespace with a name. */
public record AddNamespace(String namespace) implements Operation {
  @Override
  public String command() {
    return "ip netns add " + namespace;
  }

  @Override
  public String undoCommand() {
    return "ip netns delete " + namespace;
  }

  @Override
  public void run(Kernel kernel) {
    kernel.addNamespace(namespace);
  }

  @Override
  public void runUndo(Kernel kernel) {
    kernel.deleteNamespace(namespace);
  }
}
