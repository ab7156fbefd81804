package org.flannelgraph.capture;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * The target of a fuzzer, as Jazzer calls it: whatever the bytes, reading them ends, and either
 * gives frames or says what is wrong. What was read is written and read again, and must be the
 * same.
 */
public final class CaptureFileFuzzer {
  private CaptureFileFuzzer() {}

  /** Reads bytes as a capture. Anything thrown is a finding. */
  public static void fuzzerTestOneInput(byte[] bytes) {
    List<CapturedFrame> frames = new ArrayList<>();
    try (CaptureFile file = CaptureFile.open(new ByteArrayInputStream(bytes), "fuzz")) {
      try {
        while (file.next()) {
          check(file.frame(), frames.size() + 1L);
          frames.add(file.frame().copy());
        }
      } finally {
        file.interfaces().forEach(each -> Objects.requireNonNull(each.name()));
        file.statistics().forEach(each -> Objects.requireNonNull(each.where()));
        Objects.requireNonNull(file.origin());
        Objects.requireNonNull(file.cut());
      }
    } catch (IOException wrong) {
      require(
          wrong instanceof InvalidCaptureException
              && String.valueOf(wrong.getMessage()).startsWith("fuzz, byte "),
          "an error says what is wrong, and where: " + wrong);
    }
    writeAndRead(frames);
  }

  private static void check(Frame frame, long ordinal) {
    require(frame.ordinal() == ordinal, "frames are counted from 1");
    require(frame.wireLength() >= 0 && frame.capturedLength() >= 0, "lengths are not negative");
    require(frame.offset() + frame.capturedLength() <= frame.bytes().length, "frames are there");
  }

  private static void writeAndRead(List<CapturedFrame> frames) {
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    try (PcapngWriter writer = new PcapngWriter(written, CaptureOrigin.UNKNOWN)) {
      for (CapturedFrame frame : frames) {
        writer.write(frame);
      }
    } catch (IOException impossible) {
      throw new AssertionError(impossible);
    }
    try (CaptureFile again =
        CaptureFile.open(new ByteArrayInputStream(written.toByteArray()), "again")) {
      for (CapturedFrame frame : frames) {
        require(again.next(), "every frame is read again");
        same(frame, again.frame().copy());
      }
      require(!again.next() && again.cut().isEmpty(), "no more than that");
    } catch (IOException wrong) {
      throw new AssertionError("what we write is valid", wrong);
    }
  }

  private static void same(CapturedFrame one, CapturedFrame other) {
    require(Arrays.equals(one.bytes(), other.bytes()), "bytes");
    require(Math.max(0, one.time()) == other.time(), "time");
    require(one.wireLength() == other.wireLength(), "length on the wire");
    require(one.direction() == other.direction(), "direction");
    require(one.checksumNotReady() == other.checksumNotReady(), "checksum");
    require(one.where().linkType() == other.where().linkType(), "link type");
  }

  private static void require(boolean condition, String what) {
    if (!condition) {
      throw new AssertionError(what);
    }
  }
}
