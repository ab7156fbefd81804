package org.flannelgraph.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the other tests compare would show it, were something of a lab to reach the machine. */
@Tag("program")
@Tag("root")
class HostStateTest {
  @AutoClose private final User user = new User();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          links      | ip link add br9 type bridge
          links      | ip link set lo mtu 4000
          addresses  | ip address add 10.9.9.9/32 dev lo
          routes     | ip route add 10.9.9.0/24 dev lo
          rules      | ip rule add fwmark 9 table 99
          neighbours | ip neighbour add 10.9.9.9 lladdr 02:00:00:00:00:09 nud permanent dev lo
          namespaces | ip netns add one
          mounts     | mount -t tmpfs tmpfs /mnt
          sysctls    | echo 1 > /proc/sys/net/ipv4/conf/default/log_martians
          """)
  void aChangeIsNoticed(String section, String change) {
    String twice = HostState.script() + change + "\necho '#### changed'\n" + HostState.script();
    String inPrivate = "ip link set lo up; mount -t tmpfs tmpfs /run; mkdir /run/netns; " + twice;
    Outcome outcome =
        new Command(user, List.of("sh", "-ec", inPrivate), new TreeMap<>(System.getenv()))
            .with("PATH", System.getenv("PATH") + ":/usr/sbin:/sbin")
            .inPrivate("--net", "--mount")
            .run()
            .exits(0);
    String[] halves = outcome.out().split("#### changed\n", -1);
    HostState before = HostState.parse(halves[0]);
    HostState after = HostState.parse(halves[1]);
    assertThat(after.sections().get(section)).isNotEqualTo(before.sections().get(section));
  }
}
