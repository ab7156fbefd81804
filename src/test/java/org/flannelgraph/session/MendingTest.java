package org.flannelgraph.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.flannelgraph.cluster.Cluster;
import org.flannelgraph.cluster.Clusters;
import org.flannelgraph.linux.KernelState;
import org.flannelgraph.linux.NothingLeaked;
import org.flannelgraph.linux.operation.KernelObject;
import org.flannelgraph.linux.operation.Operation;
import org.flannelgraph.linux.operation.OperationException;
import org.flannelgraph.linux.operation.Undo;
import org.flannelgraph.traffic.ModelCheck;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What somebody took away by hand is brought back as the lab wants it. */
@Tag("kernel")
@Tag("root")
@ExtendWith({WarmUp.class, NothingLeaked.class})
class MendingTest {
  private static final Cluster CLUSTER = Clusters.twoNodes();

  private static List<Operation> log(Lab lab) {
    List<Operation> log = new ArrayList<>();
    lab.session().operations().listen(done -> log.add(done.operation()));
    return log;
  }

  @ParameterizedTest
  @CsvSource({"node1,flannel.1", "red,eth0", "node1,cni0", "node1,eth0", "underlay,br0"})
  void aLinkThatWasDeletedComesBackWithAllThatWasBuiltOnIt(String place, String device) {
    try (Lab lab = new Lab(CLUSTER)) {
      KernelState before = KernelState.settled(CLUSTER.placeNames());
      int built = log(lab).size();
      lab.output(place, "ip link delete " + device);
      List<Operation> done = lab.session().mend(List.of(KernelObject.link(place, device)));
      assertThat(done).isNotEmpty();
      assertThat(log(lab).subList(built, built + done.size())).isEqualTo(done);
      KernelState.awaitEqual(() -> KernelState.of(CLUSTER.placeNames()), before);
      assertThat(lab.session().verify())
          .extracting(ModelCheck.Result::outcome)
          .doesNotContain(ModelCheck.Outcome.FAILED);
      assertThat(lab.session().mend(List.of(KernelObject.link(place, device)))).isEmpty();
    }
  }

  @Test
  void whatItIsBuiltOnComesBackToo() {
    try (Lab lab = new Lab(CLUSTER)) {
      KernelState before = KernelState.settled(CLUSTER.placeNames());
      lab.output("node1", "ip link delete eth0"); // and with it goes the tunnel over it
      lab.session().mend(List.of(KernelObject.link("node1", "flannel.1")));
      KernelState.awaitEqual(() -> KernelState.of(CLUSTER.placeNames()), before);
    }
  }

  @Test
  void aRefusalTakesBackWhatWasDoneAndTheLogTellsBoth() {
    try (Lab lab = new Lab(CLUSTER)) {
      lab.output(
          "red",
          "ip link delete eth0; ip link add mine type bridge; ip addr add 10.244.1.99/24 dev mine;"
              + " ip link set mine up; ip route add default via 10.244.1.1 dev mine");
      int built = log(lab).size();
      assertThatThrownBy(() -> lab.session().mend(List.of(KernelObject.link("red", "eth0"))))
          .isInstanceOf(OperationException.class)
          .hasMessageContaining("default via 10.244.1.1")
          .hasMessageContaining("What had been done before it was taken back.");
      assertThat(lab.output("red", "ip -br link")).doesNotContain("eth0");
      List<Operation> log = log(lab);
      List<Operation> done = log.subList(built, (built + log.size()) / 2);
      List<Operation> takenBack = log.subList((built + log.size()) / 2, log.size());
      assertThat(done).isNotEmpty();
      assertThat(takenBack).isEqualTo(done.reversed().stream().<Operation>map(Undo::new).toList());
    }
  }
}
