package org.flannelgraph.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.flannelgraph.program.Started.Signal;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The machine has the same network, namespaces and mounts before, while and after a lab stands. */
@Tag("program")
@Tag("root")
class HostUntouchedTest {
  @AutoClose private final User user = new User();

  @Test
  void theMachineIsTheSameBeforeDuringAndAfter() {
    HostState before = HostState.now();
    Set<String> namespacesBefore = namespaces(Marked.all());
    Started up = user.starts("up", Labs.withWorkload(user).toString()).stands();
    assertThat(user.runs("enter", "red", "--", "ip", "-br", "address").exits(0).out())
        .contains("10.251.1.2/24");

    before.holds("while a lab stands");
    Set<String> ofTheLab = namespaces(user.processes());
    ofTheLab.removeAll(namespacesBefore);
    assertThat(ofTheLab).anyMatch(name -> name.startsWith("net:"));
    assertThat(ofTheLab).anyMatch(name -> name.startsWith("mnt:"));
    assertThat(ofTheLab).anyMatch(name -> name.startsWith("pid:"));
    assertThat(namespaces(others())).doesNotContainAnyElementsOf(ofTheLab);
    assertThat(neighbours()).doesNotContain("10.251.", "172.30.231.");

    assertThat(up.signal(Signal.TERM).outcome().exits(0).err()).isEmpty();
    user.hasNoProcesses();
    before.holds("after a lab");
    assertThat(namespaces(Marked.all())).doesNotContainAnyElementsOf(ofTheLab);
    assertThat(user.registered()).isEmpty();
  }

  private List<Marked> others() {
    List<Integer> own = user.processes().stream().map(Marked::number).toList();
    return Marked.all().stream().filter(process -> !own.contains(process.number())).toList();
  }

  private static Set<String> namespaces(List<Marked> processes) {
    return processes.stream()
        .flatMap(process -> process.namespaces().stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private String neighbours() {
    return new Command(user, List.of("ip", "neighbour"), new java.util.TreeMap<>(System.getenv()))
        .with("PATH", System.getenv("PATH") + ":/usr/sbin:/sbin")
        .run()
        .exits(0)
        .out();
  }
}
