package org.flannelgraph.linux.operation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes a sysctl.
 *
 * @param key as sysctl prints it, with a slash for a dot inside a device's name
 * @param former what an undo writes; empty if it goes away with its namespace or link
 */
public record SetSysctl(String namespace, String key, String value, Optional<String> former)
    implements Operation {
  private static final Pattern OF_DEVICE = Pattern.compile("net\\.ipv[46]\\.conf\\.([^.]+)\\..*");

  /** One that goes away with its namespace or link. */
  public SetSysctl(String namespace, String key, String value) {
    this(namespace, key, value, Optional.empty());
  }

  @Override
  public String command() {
    return write(value);
  }

  @Override
  public String undoCommand() {
    return former.map(this::write).orElse("");
  }

  private String write(String text) {
    return Commands.inside(namespace, "sysctl -qw " + key + "=" + text);
  }

  @Override
  public List<KernelObject> needs() {
    List<KernelObject> needs = new ArrayList<>();
    needs.add(KernelObject.namespace(namespace));
    Matcher device = OF_DEVICE.matcher(key);
    if (device.matches() && !device.group(1).equals("all") && !device.group(1).equals("default")) {
      needs.add(KernelObject.link(namespace, device.group(1).replace('/', '.')));
    }
    return needs;
  }

  @Override
  public void run(Kernel kernel) {
    kernel.namespace(namespace).sysctl(key, value);
  }

  @Override
  public void runUndo(Kernel kernel) {
    former.ifPresent(text -> kernel.namespace(namespace).sysctl(key, text));
  }
}
