package org.flannelgraph.traffic;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.flannelgraph.address.Addresses;

/**
 * One thing that the Kubernetes network model promises of two places, or that Flannel is known not
 * to promise.
 *
 * @param from the namespace that sends
 * @param to the namespace that receives
 */
public record ModelCheck(
    String from, String to, InetAddress destination, Protocol protocol, Rule rule) {
  /** What is sent. */
  public enum Protocol {
    ICMP,
    TCP
  }

  /** What is promised (kubernetes.io, "The Kubernetes network model"). */
  public enum Rule {
    POD_TO_POD("every pod reaches every other pod, without NAT"),
    NODE_TO_POD("every node reaches every pod, without NAT"),
    POD_TO_OWN_NODE("a pod reaches its own node"),
    POD_TO_OTHER_NODE("a pod's packets to another node's own address are masqueraded by Flannel");

    private final String text;

    Rule(String text) {
      this.text = text;
    }

    /** The rule in a sentence. */
    public String text() {
      return text;
    }
  }

  /** What came of it. */
  public enum Outcome {
    PASSED,
    MASQUERADED,
    FAILED
  }

  /**
   * What was seen.
   *
   * @param explanation what was seen instead, where the promise was not kept
   */
  public record Result(ModelCheck check, Outcome outcome, String explanation) {}

  /**
   * Judges what was seen.
   *
   * @param sent the address of the sender's socket, if it had one
   * @param seen the address that the receiver saw, if anything arrived
   * @param answered whether the answer came back
   * @param ownAddresses of the sending namespace
   */
  Result judge(
      Optional<InetAddress> sent,
      Optional<InetAddress> seen,
      boolean answered,
      List<InetAddress> ownAddresses) {
    if (sent.isEmpty()) {
      return failed("the kernel would not send it: no route from " + from);
    }
    if (seen.isEmpty()) {
      return failed("nothing arrived at " + to);
    }
    if (!answered) {
      return failed(
          "it arrived from " + Addresses.format(seen.get()) + ", but no answer came back");
    }
    if (!seen.equals(sent)) {
      String change =
          "sent from %s, seen from %s"
              .formatted(Addresses.format(sent.get()), Addresses.format(seen.get()));
      return rule == Rule.POD_TO_OTHER_NODE
          ? new Result(this, Outcome.MASQUERADED, change)
          : failed("the source address was changed on the way: " + change);
    }
    if (!ownAddresses.contains(sent.get())) {
      return failed(
          Addresses.format(sent.get()) + " is not an address that " + from + " sees for itself");
    }
    return new Result(this, Outcome.PASSED, "");
  }

  Result failed(String explanation) {
    return new Result(this, Outcome.FAILED, explanation);
  }
}
