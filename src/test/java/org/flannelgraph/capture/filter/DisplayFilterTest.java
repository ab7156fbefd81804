package org.flannelgraph.capture.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Optional;
import org.flannelgraph.capture.CaptureInterface;
import org.flannelgraph.capture.CapturedFrame;
import org.flannelgraph.capture.Direction;
import org.flannelgraph.packet.Ports;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DisplayFilterTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "tcp.prot == 80 | 0 | 8 | did you mean tcp.port?",
        "ip and tcp.seq == 1 | 7 | 14 | did you mean tcp.seq_raw?",
        "tcp.port == abc | 12 | 15 | tcp.port is compared with a number, not with 'abc'",
        "tcp.port == | 11 | 11 | the value of tcp.port is missing here: a number",
        "(tcp and udp | 0 | 1 | this ( is never closed",
        "tcp) | 3 | 4 | no ( is open here",
        "tcp udp | 4 | 7 | 'and' or 'or' is missing",
        "ip.addr == 10.1.1.0/40 | 11 | 22 | a prefix is 0 to 32 bits long, not 40",
        "ip.addr == fe80::1 | 11 | 18 | an IPv4 address or network",
        "tcp.port contains 8 | 9 | 17 | tcp.port is a number, which can't contain anything",
        "tcp.port in 80 | 12 | 14 | a { is missing here",
        "tcp.port in {80 443} | 16 | 19 | a comma or } is missing here",
        "tcp.port = 80 | 9 | 10 | equality is ==",
        "eth.src[0:3] == 0a | 7 | 8 | slices",
        "http.request.method == \"GET | 23 | 27 | the closing \" is missing",
        "ip.src == tcp.port | 10 | 18 | they can't be compared",
        "frame matches \"(\" | 14 | 17 | the regular expression is wrong",
        "not | 3 | 3 | a field or protocol is missing here"
      })
  void saysWhatIsWrongAndWhere(String filter, int from, int to, String problem) {
    InvalidDisplayFilterException wrong =
        catchThrowableOfType(
            InvalidDisplayFilterException.class, () -> DisplayFilter.parse(filter));
    assertThat(wrong.problem()).contains(problem);
    assertThat(wrong.from()).isEqualTo(from);
    assertThat(wrong.to()).isEqualTo(to);
  }

  @Test
  void nestsOnlySoDeep() {
    assertThat(
            catchThrowableOfType(
                InvalidDisplayFilterException.class,
                () -> DisplayFilter.parse("(".repeat(100_000) + "tcp")))
        .hasMessageContaining("inside each other");
  }

  @Test
  void knowsWhichWayAFramePassed() {
    CapturedFrame frame =
        CapturedFrame.of(
            1, CaptureInterface.ethernet("red", "eth0", 2), 0, Direction.OUT, new byte[60]);
    assertThat(matches("frame.packet_flags_direction == 2", frame)).isTrue();
    assertThat(matches("frame.interface_name == \"red/eth0\"", frame)).isTrue();
    assertThat(matches("frame.interface_name == blue/eth0", frame)).isFalse();
  }

  @Test
  void blanksMeanEveryFrame() {
    assertThat(DisplayFilter.parse("  ").isEmpty()).isTrue();
    assertThat(DisplayFilter.parse("tcp").isEmpty()).isFalse();
  }

  private static boolean matches(String filter, CapturedFrame frame) {
    return DisplayFilter.parse(filter).matcher(Ports.DEFAULT).matches(frame);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tcp.po | 6 | 0 | 6 | tcp.port",
        "ip and vxlan.v | 14 | 7 | 14 | vxlan.vni",
        "tcp.po == 80 | 6 | 0 | 6 | tcp.port",
        "vni | 3 | 0 | 3 | geneve.vni",
        "ip.addr == 1 | 12 | 11 | 12 | ",
        "tcp.port | 8 | 0 | 8 | "
      })
  void completesNames(String text, int caret, int from, int to, String first) {
    Completion completion = Completion.at(text, caret);
    assertThat(completion.from()).isEqualTo(from);
    assertThat(completion.to()).isEqualTo(to);
    assertThat(completion.suggestions().stream().findFirst().map(Completion.Suggestion::name))
        .isEqualTo(Optional.ofNullable(first));
  }
}
