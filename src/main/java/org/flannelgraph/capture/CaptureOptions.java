package org.flannelgraph.capture;

/**
 * How frames are captured.
 *
 * @param filter which frames, in libpcap's words (pcap-filter(7)); empty for all
 * @param snapLength how many bytes of a frame are kept at most; 0 for all
 * @param bufferBytes how many bytes of frames may wait for the one who looks
 */
public record CaptureOptions(String filter, int snapLength, int bufferBytes) {
  /** All frames, whole, and 16 MiB of them may wait. */
  public static final CaptureOptions DEFAULT = new CaptureOptions("", 0, 16 << 20);

  /** Shortest that makes sense: an Ethernet header with a VLAN tag. */
  private static final int SHORTEST = 18;

  /** Checks the ranges. */
  public CaptureOptions {
    if (snapLength < 0 || (snapLength > 0 && snapLength < SHORTEST)) {
      throw new IllegalArgumentException(
          "a snap length must be 0, for whole frames, or at least "
              + SHORTEST
              + ", not "
              + snapLength);
    }
    if (bufferBytes < 1 << 18) {
      throw new IllegalArgumentException(
          "the buffer must have room for a few frames of 64 KiB: at least 262144 bytes, not "
              + bufferBytes);
    }
  }

  /** The same with another filter. */
  public CaptureOptions withFilter(String words) {
    return new CaptureOptions(words, snapLength, bufferBytes);
  }

  /** The same with another snap length. */
  public CaptureOptions withSnapLength(int bytes) {
    return new CaptureOptions(filter, bytes, bufferBytes);
  }

  /** The same with another buffer. */
  public CaptureOptions withBufferBytes(int bytes) {
    return new CaptureOptions(filter, snapLength, bytes);
  }
}
