package org.flannelgraph.linux.operation;

import java.util.Optional;

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

  /** The operation that takes it back, or empty where nothing needs to be. */
  default Optional<Operation> undo() {
    return undoCommand().isEmpty() ? Optional.empty() : Optional.of(new Undo(this));
  }
}
