package org.flannelgraph.linux.operation;

/**
 * Writes a sysctl. There is no undo: those that a plan writes go away with their namespace or link.
 *
 * @param key as sysctl prints it, with a slash for a dot inside a device's name
 */
public record SetSysctl(String namespace, String key, String value) implements Operation {
  @Override
  public String command() {
    return Commands.inside(namespace, "sysctl -qw " + key + "=" + value);
  }

  @Override
  public String undoCommand() {
    return "";
  }

  @Override
  public void run(Kernel kernel) {
    kernel.namespace(namespace).sysctl(key, value);
  }

  @Override
  public void runUndo(Kernel kernel) {}
}
