package org.flannelgraph.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.flannelgraph.linux.Shell.sh;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@Tag("kernel")
@ExtendWith(NothingLeaked.class)
class CountersTest {
  /** Also what stands at the far end of long files. */
  @Test
  void whatIsCountedIsWhatNstatSays() {
    try (TestNamespaces namespaces = new TestNamespaces()) {
      NetworkNamespace namespace = namespaces.add("counted");
      Counters before = Counters.of(namespace);
      sh("ip netns exec counted ping -qc 3 127.0.0.1 >&2");
      Counters after = Counters.of(namespace);
      assertThat(after.grownSince(before, "IcmpInEchos")).isEqualTo(3);
      assertThat(after.grownSince(before, "NoSuchCounter")).isZero();
      String shown = sh("ip netns exec counted nstat -asz");
      shown
          .lines()
          .map(line -> line.split("\\s+", -1))
          .filter(words -> words.length >= 2 && !words[0].startsWith("#"))
          .filter(words -> !words[0].startsWith("Ip6") && !words[0].startsWith("Icmp6"))
          .forEach(words -> assertThat(after.values()).containsKey(words[0]));
      assertThat(after.values()).hasSizeGreaterThan(200);
    }
  }
}
