package org.flannelgraph.journey;

/**
 * An interface of a namespace, where a packet is expected.
 *
 * @param namespace the network namespace
 * @param device the interface's name in it
 */
public record Place(String namespace, String device) {
  @Override
  public String toString() {
    return namespace + "/" + device;
  }
}
