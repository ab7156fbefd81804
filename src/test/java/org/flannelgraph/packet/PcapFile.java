package org.flannelgraph.packet;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes a classic pcap file, for other programs to read. */
final class PcapFile {
  private PcapFile() {}

  /** Frames of one link type. */
  static void write(Path file, List<CapturedFrame> frames) throws IOException {
    int size = 24 + frames.stream().mapToInt(frame -> 16 + frame.bytes().length).sum();
    ByteBuffer out = ByteBuffer.allocate(size);
    out.putInt(0xa1b2c3d4).putShort((short) 2).putShort((short) 4).putInt(0).putInt(0);
    out.putInt(262_144).putInt(frames.getFirst().link().number());
    int second = 1_700_000_000;
    for (CapturedFrame frame : frames) {
      out.putInt(second++).putInt(0).putInt(frame.bytes().length).putInt(frame.wireLength());
      out.put(frame.bytes());
    }
    Files.write(file, out.array());
  }
}
