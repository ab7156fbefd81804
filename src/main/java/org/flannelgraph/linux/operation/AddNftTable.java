package org.flannelgraph.linux.operation;

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
  public void run(Kernel kernel) {
    kernel.nft(this, table.json());
  }

  @Override
  public void runUndo(Kernel kernel) {
    kernel.nft(new Undo(this), table.deleteJson());
  }
}
