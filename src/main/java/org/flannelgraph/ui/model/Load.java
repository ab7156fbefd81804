package org.flannelgraph.ui.model;

import java.util.List;
import org.flannelgraph.journey.Journey;

/**
 * More packets than anybody can follow one by one, as flows.
 *
 * @param rate in packets a second, those of all flows
 * @param packets how many there were since the last look
 * @param flows the busiest first
 */
public record Load(double rate, long packets, List<Flow> flows) {
  /** No more packets than can be followed. */
  public static final Load NONE = new Load(0, 0, List.of());

  public Load {
    flows = List.copyOf(flows);
  }

  /** Whether there is none. */
  public boolean isNone() {
    return flows.isEmpty();
  }

  /**
   * Packets between two, both ways together.
   *
   * @param one a pod's name, or an address
   * @param other the same of the other side
   * @param rate in packets a second
   * @param sample a packet of it: one that has come to its end, if any has
   */
  public record Flow(String one, String other, String protocol, double rate, Journey sample) {
    /** The rate, as {@code 1,200 packets/s}. */
    public String words() {
      return LinkRates.packets(rate);
    }
  }

  /** All of it in a line, as {@code 1,200 packets/s in 3 flows}. */
  public String words() {
    String all = LinkRates.packets(rate);
    return flows.size() == 1
        ? Words.get("load.flow", all, flows.getFirst().one(), flows.getFirst().other())
        : Words.get("load.flows", all, flows.size());
  }

  /**
   * The same, and that one in so many is played.
   *
   * @param every 0 if that is not known yet
   */
  public String words(long every) {
    return every == 0
        ? Words.get("load.some", words())
        : Words.get("load.every", words(), LinkRates.digits((double) every));
  }
}
