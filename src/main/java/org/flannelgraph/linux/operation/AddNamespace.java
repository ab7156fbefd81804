package org.flannelgraph.linux.operation;

import java.util.List;

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
  public List<KernelObject> makes() {
    return List.of(KernelObject.namespace(namespace));
  }

  @Override
  public List<KernelObject> needs() {
    return List.of();
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
