package org.flannelgraph.linux.operation;

import java.util.List;
import org.flannelgraph.linux.nft.Table;

/** Makes an nftables table with its chains and rules, in one transaction. */
public record AddNftTable(String namespace, Table table) implements Operation {
  @Override
  public String command() {
    return Commands.inside(namespace, "nft '" + String.join("; ", table.commands()) + "'");
  }

  @Override
  public String undoCommand() {
    return Commands.inside(namespace, "nft " + table.deleteCommand());
  }

  @Override
  public List<KernelObject> needs() {
    return List.of(KernelObject.namespace(namespace));
  }

  @Override
  public void run(Kernel kernel) {
    kernel.nft(this, table.name(), table.json());
  }

  @Override
  public void runUndo(Kernel kernel) {
    kernel.nft(new Undo(this), table.name(), table.deleteJson());
  }
}
