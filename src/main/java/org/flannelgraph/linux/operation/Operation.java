package org.flannelgraph.linux.operation;

import java.util.List;

/** One change to the kernel's network state, in one namespace. */
public sealed interface Operation
    permits AddNamespace, SetSysctl, SetOffloads, AddNftTable, NetlinkOperation, Undo {
  /** The network namespace that it changes. */
  String namespace();

  /** What a person would type, as root, to do the same. */
  String command();

  /** What a person would type to take it back; empty where nothing needs to be. */
  String undoCommand();

  /** Does it. */
  void run(Kernel kernel);

  /** Takes it back. */
  void runUndo(Kernel kernel);

  /** What it makes for others to build on. */
  default List<KernelObject> makes() {
    return List.of();
  }

  /** What it is built on: if that is made anew, this must be done anew. */
  List<KernelObject> needs();

  /** The operation that takes it back. */
  default Operation undo() {
    return new Undo(this);
  }
}
