package org.flannelgraph.packet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.flannelgraph.packet.Frames.bytes;
import static org.flannelgraph.packet.Frames.ethernet;
import static org.flannelgraph.packet.Frames.ipv4;
import static org.flannelgraph.packet.Frames.tcp;
import static org.flannelgraph.packet.Frames.text;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpTest {
  private static Dissection carrying(String payload) {
    byte[] segment = tcp(Tcp.PSH | Tcp.ACK, bytes(), text(payload));
    byte[] frame = ethernet(0x0800, ipv4(6, segment));
    return new CapturedFrame(frame, frame.length, LinkType.ETHERNET).decode();
  }

  @Test
  void theHeadersEndWhereTheBodyStarts() {
    Dissection d = carrying("HTTP/1.1 404 Not Found\r\nServer: x\r\n\r\nGET / HTTP/1.1\r\n");
    int http = d.find(Protocol.HTTP);
    assertThat(d.headerLength(http)).isEqualTo(37);
    assertThat(d.payloadLength(http)).isEqualTo(16);
    assertThat(d.fields(http))
        .extracting(FieldValue::text)
        .containsExactly("HTTP/1.1", "404", "Not Found", "Server: x");
    List<FieldValue> header = d.fields(http).getLast().inside();
    assertThat(header).extracting(FieldValue::text).containsExactly("Server", "x");
  }

  @Test
  void headersMayGoOnInTheNextSegment() {
    Dissection d = carrying("GET /a?b=c HTTP/1.1\r\nHost: green\r\nUser-Ag");
    int http = d.find(Protocol.HTTP);
    assertThat(d.payloadLength(http)).isZero();
    assertThat(d.fields(http))
        .extracting(FieldValue::text)
        .containsExactly("GET", "/a?b=c", "HTTP/1.1", "Host: green", "User-Ag");
    assertThat(d.stop()).isEqualTo(Stop.NONE);
    assertThat(Summary.text(d)).isEqualTo("HTTP GET /a?b=c");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET",
        "GET / HTTP",
        "GET /\r\nhost: green\r\n",
        "GETHTTP/1.1 it is not\r\n",
        "HTTP/2.0 200 OK\r\n",
        "POST a letter to me please\r\n",
        "HEAD over heels",
        "\u0000\u0001\u0002\u0003\u0004"
      })
  void otherThings(String payload) {
    assertThat(carrying(payload).find(Protocol.HTTP)).isEqualTo(-1);
  }
}
