package org.flannelgraph.packet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.flannelgraph.packet.Frames.bytes;
import static org.flannelgraph.packet.Frames.text;

import java.util.Objects;
import org.junit.jupiter.api.Test;

class DnsNameTest {
  private static DnsName read(byte[] message, int index) {
    DnsName name = DnsName.read(message, 0, index, message.length);
    return Objects.requireNonNull(name, "no name");
  }

  @Test
  void labelsAndPointers() {
    byte[] message = bytes(3, text("svc"), 5, text("local"), 0, 5, text("green"), "c000", "ff");
    assertThat(read(message, 0)).isEqualTo(new DnsName("svc.local", 11));
    assertThat(read(message, 4)).isEqualTo(new DnsName("local", 11));
    assertThat(read(message, 11)).isEqualTo(new DnsName("green.svc.local", 19));
    assertThat(read(message, 10)).isEqualTo(new DnsName(".", 11));
  }

  @Test
  void pointersCountFromTheMessage() {
    byte[] frame = bytes("ffffffff", 1, text("a"), 0, 1, text("b"), "c000");
    assertThat(DnsName.read(frame, 4, 7, frame.length)).isEqualTo(new DnsName("b.a", 11));
  }

  @Test
  void whatATerminalWouldObeyIsNotPrinted() {
    assertThat(read(bytes(4, "1b5b326a", 0), 0).text()).isEqualTo(".[2j");
  }

  @Test
  void noNames() {
    assertNone("to itself", bytes("c000"), 0);
    assertNone("to each other", bytes("c002 c000"), 0);
    assertNone("forward", bytes("c004 0000 01 61 00"), 0);
    assertNone("a loop through a label", bytes(1, text("a"), "c000"), 0);
    assertNone("half a pointer", bytes("c0"), 0);
    assertNone("a label that leaves the message", bytes(5, text("gree")), 0);
    assertNone("no end", bytes(1, text("a")), 0);
    assertNone("a reserved kind of label", bytes("8061 00"), 0);
  }

  private static void assertNone(String why, byte[] message, int index) {
    assertThat(DnsName.read(message, 0, index, message.length)).as(why).isNull();
  }

  @Test
  void noNameIsLongerThan255Bytes() {
    byte[] label = bytes(63, new byte[63]);
    byte[] three = bytes(label, label, label);
    assertThat(read(bytes(three, 61, new byte[61], 0), 0).end()).isEqualTo(255);
    assertNone("256 bytes", bytes(three, 62, new byte[62], 0), 0);
  }
}
