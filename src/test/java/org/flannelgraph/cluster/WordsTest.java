package org.flannelgraph.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.flannelgraph.address.Cidr;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The small rules that the reader is made of. */
class WordsTest {
  @ParameterizedTest
  @CsvSource({
    "'', NULL",
    "~, NULL",
    "null, NULL",
    "yes, BOOLEAN",
    "Off, BOOLEAN",
    "true, BOOLEAN",
    "y, STRING",
    "0, INTEGER",
    "-12, INTEGER",
    "0x1f, INTEGER",
    "0o17, INTEGER",
    "1_000, INTEGER",
    "1.5, NUMBER",
    "1e3, NUMBER",
    ".inf, NUMBER",
    "10.244.0.0, STRING",
    "1.2.3, STRING",
    "node1, STRING",
    "'08:00', STRING",
    "nullx, STRING"
  })
  void plainScalarsAreReadAsKubernetesDoes(String text, Value.Scalar.Type type) {
    assertThat(PlainScalars.type(text)).isEqualTo(type);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-12, -12",
    "+5, 5",
    "0x1f, 31",
    "0o17, 15",
    "017, 15",
    "0b101, 5",
    "1_000, 1000",
    "9223372036854775808, 9223372036854775807",
    "-9223372036854775809, -9223372036854775808"
  })
  void integersHaveTheirBase(String text, long value) {
    assertThat(PlainScalars.integer(text)).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource({
    "abc, abc, 0",
    "abc, ab, 1",
    "abc, abcd, 1",
    "abc, acb, 1",
    "abc, axc, 1",
    "abc, '', 3",
    "kitten, sitting, 3"
  })
  void typingErrorsAreCounted(String from, String to, int errors) {
    assertThat(Suggestion.errors(from, to)).isEqualTo(errors);
    assertThat(Suggestion.errors(to, from)).isEqualTo(errors);
  }

  @Test
  void aSuggestionIsTheNearestWordIfOneIsNear() {
    List<String> known = List.of("podCIDR", "podCIDRs", "taints");
    assertThat(Suggestion.near("podCIDr", known)).contains("podCIDR");
    assertThat(Suggestion.near("podcidrs", known)).contains("podCIDRs");
    assertThat(Suggestion.near("tiants", known)).contains("taints");
    assertThat(Suggestion.near("potatoes", known)).isEmpty();
    assertThat(Suggestion.near("x".repeat(100_000), known)).isEmpty();
    assertThat(Suggestion.of("tiants", known)).isEqualTo("; did you mean 'taints'?");
    assertThat(Suggestion.of("x", known)).isEmpty();
  }

  @Test
  void hostLocalNeverGivesTheNetworkTheGatewayOrTheBroadcastAddress() {
    HostLocal ipv4 = new HostLocal(Cidr.parse("10.0.0.0/29"));
    assertThat(ipv4.range()).isEqualTo("10.0.0.1-10.0.0.6");
    assertThat(ipv4.next()).hasToString("10.0.0.2/29");
    for (int i = 3; i <= 6; i++) {
      assertThat(ipv4.next()).hasToString("10.0.0." + i + "/29");
    }
    assertThat(ipv4.next()).isNull();
    HostLocal ipv6 = new HostLocal(Cidr.parse("fd00::/126"));
    assertThat(ipv6.next()).hasToString("fd00::2/126");
    assertThat(ipv6.next()).hasToString("fd00::3/126");
    assertThat(ipv6.next()).isNull();
  }
}
