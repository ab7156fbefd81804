package org.flannelgraph.packet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class FieldTest {
  private static Dissection sample(String name) {
    return Objects.requireNonNull(Samples.all().get(name), name).decode();
  }

  private static Field field(Protocol protocol, String name) {
    return protocol.fields().stream().filter(f -> f.name().equals(name)).findFirst().orElseThrow();
  }

  /** Frame 37 of that capture: the first SYN, encapsulated. */
  @Test
  void theSynOfARealCapture() throws IOException {
    byte[] golden = TsharkAgreementTest.golden("cross-node-http");
    Dissection d = CapturedFrame.ofPcapng(golden).get(36).decode();
    Map<String, String> outer = texts(d, 1);
    assertThat(outer)
        .containsEntry("source", "192.168.0.11")
        .containsEntry("destination", "192.168.0.12")
        .containsEntry("ttl", "64")
        .containsEntry("protocol", "udp")
        .containsEntry("identification", "0xbc54")
        .containsEntry("totalLength", "110");
    assertThat(texts(d, 3)).containsEntry("vni", "1").containsEntry("vniFlag", "1");
    assertThat(texts(d, 4))
        .containsEntry("source", "0a:c2:45:12:84:07")
        .containsEntry("destination", "ce:a0:a5:46:d5:13")
        .containsEntry("type", "0x0800");
    assertThat(texts(d, 6))
        .containsEntry("flags", "SYN")
        .containsEntry("sequence", "2450117317")
        .containsEntry("headerLength", "40");
  }

  private static Map<String, String> texts(Dissection d, int layer) {
    return d.fields(layer).stream()
        .collect(Collectors.toMap(FieldValue::name, FieldValue::text, (one, other) -> one));
  }

  @Test
  void aFieldKnowsItsBits() {
    Dissection d = sample("push");
    Field offset = field(Protocol.IPV4, "fragmentOffset");
    assertThat(offset.filter()).isEqualTo("ip.frag_offset");
    assertThat(offset.bitOffset(d, 1)).isEqualTo((14 + 6) * 8 + 3);
    assertThat(offset.bits()).isEqualTo(13);
    FieldValue flags =
        d.fields(2).stream().filter(v -> v.name().equals("flags")).findFirst().orElseThrow();
    assertThat(flags.offset()).isEqualTo(34 + 12);
    assertThat(flags.bit()).isEqualTo(4);
    assertThat(flags.length()).isEqualTo(2);
    assertThat(flags.number()).isEqualTo(Tcp.PSH | Tcp.ACK);
    assertThat(flags.text()).isEqualTo("PSH ACK");
  }

  @Test
  void fieldsThatOtherFieldsMove() {
    Dissection all = sample("gre with all");
    Dissection keyed = sample("gre with a key");
    Field key = field(Protocol.GRE, "key");
    assertThat(key.text(all, 2)).isEqualTo("0x0000002a");
    assertThat(key.text(keyed, 2)).isEqualTo("0x0000002a");
    assertThat(key.bitOffset(all, 2) - key.bitOffset(keyed, 2)).isEqualTo(32);
    assertThat(field(Protocol.GRE, "sequence").isPresent(keyed, 2)).isFalse();
    assertThat(Gre.key(keyed.bytes(), keyed.index(2))).isEqualTo(42);
  }

  @Test
  void twoSightingsAreCompared() {
    Dissection before = sample("push");
    byte[] routed = before.bytes().clone();
    routed[14 + 8]--;
    routed[14 + 19]++;
    Dissection after = new CapturedFrame(routed, routed.length, LinkType.ETHERNET).decode();
    List<String> changed = new ArrayList<>();
    for (Field field : Protocol.IPV4.fields()) {
      if (!field.isSame(before, 1, after, 1)) {
        changed.add(field + " " + field.text(before, 1) + " " + field.text(after, 1));
      }
    }
    assertThat(changed).containsExactly("ip.ttl 64 63", "ip.dst 10.244.2.2 10.244.2.3");
    assertThat(field(Protocol.IPV6, "source").isSame(sample("6in6"), 1, sample("gre with all"), 3))
        .as("the same address elsewhere")
        .isTrue();
  }

  @Test
  void optionsAndRecordsHaveFieldsInside() {
    FieldValue mss =
        sample("syn").fields(2).stream()
            .filter(value -> value.name().equals("maximumSegmentSize"))
            .findFirst()
            .orElseThrow();
    assertThat(mss.inside()).extracting(FieldValue::name).containsExactly("kind", "length", "mss");
    assertThat(mss.inside().getLast().number()).isEqualTo(1410);

    Map<String, List<String>> records = new HashMap<>();
    for (FieldValue value : sample("dns answer").fields(3)) {
      for (FieldValue inside : value.inside()) {
        records.computeIfAbsent(inside.name(), n -> new ArrayList<>()).add(inside.text());
      }
    }
    assertThat(records)
        .containsEntry("canonicalName", List.of("web.default.svc.cluster.local"))
        .containsEntry("target", List.of("green.default.svc.cluster.local"))
        .containsEntry("text", List.of("hello"))
        .containsEntry("type", List.of("A", "CNAME", "A", "AAAA", "TXT", "SRV"));
  }

  @Test
  void whatCantBeReadIsSaid() {
    Dissection d = sample("tcp option of length 0");
    assertThat(d.fields(2).getLast().name()).isEqualTo("malformed");
    assertThat(d.fields(2).getLast().text()).isEqualTo("the option's length is impossible");
    assertThat(d.fields(2).getLast().offset()).isEqualTo(54);
  }

  @Test
  void everyFieldHasANameOfItsOwnPlace() {
    for (Protocol protocol : Protocol.values()) {
      assertThat(protocol.fields())
          .as(protocol.label())
          .allSatisfy(field -> assertThat(field.name()).matches("[a-z][a-zA-Z0-9]*"));
    }
  }

  @Test
  void anyBits() {
    SplittableRandom random = new SplittableRandom(1);
    byte[] bytes = new byte[24];
    for (int i = 0; i < 20_000; i++) {
      random.nextBytes(bytes);
      int length = random.nextInt(1, 65);
      int bit = random.nextInt(64);
      long expected = 0;
      for (int b = bit; b < bit + length; b++) {
        int at = 2 + b / 8;
        expected = expected << 1 | (bytes[at] >> (7 - b % 8) & 1);
      }
      assertThat(Bytes.bits(bytes, 2, bit, length)).as(bit + "+" + length).isEqualTo(expected);
    }
  }
}
