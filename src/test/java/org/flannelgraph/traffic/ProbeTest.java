package org.flannelgraph.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.flannelgraph.address.Addresses;
import org.flannelgraph.cluster.Clusters;
import org.junit.jupiter.api.Test;

/** What can't be sent is refused before anything is, and addresses have their names. */
class ProbeTest {
  @Test
  void portsAndPayloadsHaveBounds() {
    for (int port : new int[] {-1, 0, 65_536}) {
      String message = "port " + port + ": must be 1 to 65535";
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new Probe.Tcp(port))
          .withMessage(message);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new Probe.Http(port, "/"))
          .withMessage(message);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new Probe.Udp(port, 0, false))
          .withMessage(message);
    }
    for (int bytes : new int[] {-1, 65_508}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new Probe.Icmp(bytes, false))
          .withMessage("payload of " + bytes + " bytes: must be 0 to 65507");
    }
  }

  @Test
  void aPathHoldsNoRequestOfItsOwn() {
    for (String path :
        List.of("", "a", "/a b", "/\r\nHost: x", "/\u00e4", "/" + "a".repeat(2000))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new Probe.Http(80, path))
          .withMessageStartingWith("path '");
    }
    assertThat(new Probe.Http(80, "/a?b=%20").path()).isEqualTo("/a?b=%20");
  }

  @Test
  void addressesBelongToNodesAndPods() {
    var names = Prober.names(Clusters.fourPods(Clusters.dualStack(Clusters.empty("test"))));
    for (String pair :
        List.of(
            "192.168.0.1 underlay",
            "192.168.0.11 node1",
            "fd00:192:168::11 node1",
            "10.244.1.0 node1",
            "10.244.2.1 node2",
            "fd00:10:244:2:: node2",
            "fd00:10:244:2::1 node2",
            "10.244.1.2 red",
            "fd00:10:244:2::2 green")) {
      String[] words = pair.split(" ", -1);
      assertThat(names.apply(Addresses.parse(words[0]))).as(pair).hasValue(words[1]);
    }
    assertThat(names.apply(Addresses.parse("192.0.2.1"))).isEmpty();
  }
}
