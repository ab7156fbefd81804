package org.flannelgraph.packet;

import java.util.Arrays;
import java.util.List;

/**
 * Does with a frame all that can be done with one, and throws an AssertionError if what comes out
 * contradicts itself. Whatever the bytes are, nothing here may fail.
 */
final class Exercise {
  private static final int MOST_TEXT = 1 << 20;

  private final Dissection exact = new Dissection();
  private final Dissection embedded = new Dissection();
  private final PacketKey key = new PacketKey();

  /**
   * Decodes the frame alone in its array, and again between bytes that are none of its business.
   */
  void run(byte[] frame, int wire, LinkType link) {
    exact.decode(frame, 0, frame.length, wire, link);
    String alone = transcript(exact);
    byte[] noise = new byte[frame.length + 64];
    Arrays.fill(noise, (byte) 0x45);
    System.arraycopy(frame, 0, noise, 32, frame.length);
    embedded.decode(noise, 32, frame.length, wire, link);
    String within = transcript(embedded);
    check(alone.equals(within), "bytes outside of the frame were read:\n" + alone + within);
    for (int layer = 0; layer < exact.layers(); layer++) {
      for (Field field : exact.protocol(layer).fields()) {
        check(field.isSame(exact, layer, embedded, layer), field + " differs from itself");
      }
    }
  }

  private String transcript(Dissection d) {
    check(d.layers() <= Dissection.MAX_LAYERS, "too many layers");
    check((d.stop() == Stop.NONE) == d.stopReason().isEmpty(), "a stop without reason");
    check(d.stopOffset() >= 0, "stopped before the frame");
    StringBuilder text = new StringBuilder();
    text.append(d.stop()).append(' ').append(d.stopReason()).append(' ').append(d.stopOffset());
    text.append(' ').append(Summary.protocol(d)).append(' ').append(Summary.text(d)).append('\n');
    int previous = 0;
    for (int layer = 0; layer < d.layers(); layer++) {
      check(d.offset(layer) >= previous, "a layer before its parent");
      check(d.headerEnd(layer) <= d.start() + d.capturedLength(), "a header out of the frame");
      check(d.availableEnd(layer) <= d.start() + d.capturedLength(), "an end out of the frame");
      check(d.isWhole(layer) || layer == d.layers() - 1, "a broken layer has children");
      previous = d.offset(layer);
      text.append(d.protocol(layer)).append(' ').append(d.offset(layer));
      text.append('+').append(d.headerLength(layer)).append(' ').append(d.level(layer));
      text.append(' ').append(d.isQuoted(layer)).append(' ').append(d.payloadLength(layer));
      text.append(' ').append(Checksum.of(d, layer)).append('\n');
      List<FieldValue> fields = d.fields(layer);
      fields.forEach(value -> append(d, value, text));
    }
    key(d, -1, text);
    for (int layer = 0; layer < d.layers(); layer++) {
      if ((d.protocol(layer).isIp() || d.protocol(layer).isLink()) && d.isWhole(layer)) {
        key(d, layer, text);
      }
    }
    text.append(d.innermost()).append(d.innermostIp()).append(d.ipLevels()).append(d.quotedIp());
    check(text.length() < MOST_TEXT, "too much text");
    return text.toString();
  }

  private void append(Dissection d, FieldValue value, StringBuilder text) {
    check(value.offset() >= 0 && value.offset() + value.length() <= d.capturedLength(), "outside");
    text.append(value.field()).append(' ').append(value.offset()).append('.').append(value.bit());
    text.append('+').append(value.bits()).append(' ').append(value.number());
    text.append(' ').append(value.text()).append('\n');
    value.inside().forEach(inside -> append(d, inside, text));
  }

  private void key(Dissection d, int layer, StringBuilder text) {
    key.read(d, layer);
    check(key.payloadLength() >= 0, "a negative payload");
    text.append(key.hash()).append(' ').append(key.hashWithAddresses()).append(' ');
    text.append(key.payloadHash()).append(' ').append(key.payloadLength()).append(' ');
    text.append(key.transportIndex() - d.start()).append(' ').append(key.isCut()).append('\n');
  }

  private static void check(boolean condition, String otherwise) {
    if (!condition) {
      throw new AssertionError(otherwise);
    }
  }
}
