package org.flannelgraph.capture;

/**
 * An interface on which frames were captured.
 *
 * @param source the file it was read from, as it was named; empty for a live one
 * @param namespace the network namespace; a file that names none gives its own name
 * @param device the interface's name in that namespace
 * @param index the kernel's number for it (ifindex) in that namespace; 0 where a file does not tell
 * @param linkType what its frames begin with, a {@link LinkType} number
 * @param snapLength how many bytes of a frame were kept at most; 0 for all
 * @param description words about it, or empty
 * @param filter the capture filter in libpcap's words, or empty
 */
public record CaptureInterface(
    String source,
    String namespace,
    String device,
    int index,
    int linkType,
    int snapLength,
    String description,
    String filter) {

  /** An interface of an Ethernet kind, captured whole and unfiltered. */
  public static CaptureInterface ethernet(String namespace, String device, int index) {
    return new CaptureInterface("", namespace, device, index, LinkType.ETHERNET, 0, "", "");
  }

  /** As {@code red/eth0}: how capture files and this program's commands name it. */
  public String name() {
    return namespace + "/" + device;
  }
}
