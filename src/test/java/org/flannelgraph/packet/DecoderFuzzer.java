package org.flannelgraph.packet;

import java.util.Arrays;

/**
 * What the fuzzer calls ({@code ./dev fuzz}). An input is a frame after two bytes: one that chooses
 * the link type, one that says how many bytes the frame had beyond those that are there.
 */
public final class DecoderFuzzer {
  private static final LinkType[] LINKS = LinkType.values();
  private static final int PREFIX = 2;

  private static final Exercise EXERCISE = new Exercise();

  private DecoderFuzzer() {}

  /** Decodes one input. Whatever is thrown is a finding. */
  public static void fuzzerTestOneInput(byte[] input) {
    if (input.length >= PREFIX) {
      byte[] frame = Arrays.copyOfRange(input, PREFIX, input.length);
      int missing = input[1] & 0xff;
      EXERCISE.run(frame, frame.length + missing, LINKS[(input[0] & 0xff) % LINKS.length]);
    }
  }

  /** The input that makes the fuzzer decode that frame. */
  static byte[] input(CapturedFrame frame) {
    byte[] bytes = frame.bytes();
    byte[] input = new byte[PREFIX + bytes.length];
    input[0] = (byte) Arrays.asList(LINKS).indexOf(frame.link());
    input[1] = (byte) Math.min(255, frame.wireLength() - bytes.length);
    System.arraycopy(bytes, 0, input, PREFIX, bytes.length);
    return input;
  }
}
