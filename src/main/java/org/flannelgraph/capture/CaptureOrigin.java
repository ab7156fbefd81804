package org.flannelgraph.capture;

/**
 * Who wrote a capture, in its own words; each is empty where it does not tell.
 *
 * @param hardware the machine
 * @param operatingSystem as {@code Linux 6.18.0}
 * @param application as {@code Dumpcap (Wireshark) 4.0.17}
 * @param comment what somebody noted about the whole capture
 */
public record CaptureOrigin(
    String hardware, String operatingSystem, String application, String comment) {
  /** A capture that tells nothing of itself. */
  public static final CaptureOrigin UNKNOWN = new CaptureOrigin("", "", "", "");
}
