package org.flannelgraph.capture;

/** A capture filter that libpcap does not understand. */
public final class InvalidFilterException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /**
   * @param problem libpcap's words
   */
  public InvalidFilterException(String filter, String problem) {
    super(
        "the capture filter '"
            + filter
            + "' does not compile: "
            + problem
            + "; see pcap-filter(7)");
  }
}
