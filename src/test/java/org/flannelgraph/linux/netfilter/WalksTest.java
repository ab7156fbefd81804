package org.flannelgraph.linux.netfilter;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class WalksTest {
  private static final Optional<TracedPacket> PACKET =
      Optional.of(
          new TracedPacket(
              NetfilterFamily.IP,
              1,
              2,
              OptionalInt.empty(),
              ByteBuffer.allocate(0),
              ByteBuffer.allocate(20),
              ByteBuffer.allocate(8)));

  private final List<Traced> done = new ArrayList<>();
  private final Walks walks = new Walks(done::add);

  private void add(
      String namespace,
      int id,
      TraceStep.Type type,
      Verdict.Code code,
      Optional<TracedPacket> packet) {
    TraceStep step =
        new TraceStep(
            namespace,
            id,
            type,
            NetfilterFamily.INET,
            "fw",
            "forward",
            OptionalLong.of(7),
            new Verdict(code, Optional.empty()),
            0);
    walks.add(new TraceStep.Told(step, packet));
  }

  @Test
  void stepsOfTwoPacketsComeMixed() {
    add("node", 1, TraceStep.Type.RULE, Verdict.Code.CONTINUE, PACKET);
    add("node", 2, TraceStep.Type.RULE, Verdict.Code.CONTINUE, PACKET);
    add("pod", 1, TraceStep.Type.POLICY, Verdict.Code.ACCEPT, PACKET);
    add("node", 1, TraceStep.Type.RULE, Verdict.Code.DROP, Optional.empty());
    add("node", 2, TraceStep.Type.POLICY, Verdict.Code.ACCEPT, Optional.empty());
    assertThat(done)
        .extracting(it -> it.namespace() + " " + it.id() + " " + it.steps().size())
        .containsExactly("pod 1 1", "node 1 2", "node 2 2");
    assertThat(done).extracting(Traced::dropped).containsExactly(false, true, false);
    assertThat(done).allMatch(Traced::finished);
  }

  @Test
  void aLossBreaksOffWhatIsOpenInThatNamespaceAlone() {
    add("node", 1, TraceStep.Type.RULE, Verdict.Code.CONTINUE, PACKET);
    add("pod", 2, TraceStep.Type.RULE, Verdict.Code.CONTINUE, PACKET);
    walks.breakOff("node");
    assertThat(done).extracting(Traced::namespace).containsExactly("node");
    assertThat(done).noneMatch(Traced::finished);
    add("pod", 2, TraceStep.Type.POLICY, Verdict.Code.ACCEPT, Optional.empty());
    assertThat(done.getLast().finished()).isTrue();
    add("node", 1, TraceStep.Type.RULE, Verdict.Code.DROP, Optional.empty());
    assertThat(done.getLast().packet()).isEmpty();
    assertThat(done.getLast().dropped()).isTrue();
  }

  @Test
  void aPacketThatComesToAnotherChainHasLeftTheLast() {
    add("node", 1, TraceStep.Type.RULE, Verdict.Code.CONTINUE, PACKET);
    add("node", 1, TraceStep.Type.RULE, Verdict.Code.ACCEPT, PACKET);
    assertThat(done).extracting(Traced::finished).containsExactly(false, true);
    assertThat(done).extracting(it -> it.steps().size()).containsExactly(1, 1);
  }

  @Test
  void noMoreThanSoManyAreOpen() {
    for (int id = 0; id <= Walks.MOST_OPEN; id++) {
      add("node", id, TraceStep.Type.RULE, Verdict.Code.CONTINUE, PACKET);
    }
    assertThat(done).extracting(Traced::id).containsExactly(0);
    assertThat(done.getFirst().finished()).isFalse();
  }

  @Test
  void verdictsAreReadAsTheKernelWritesThem() {
    assertThat(Verdict.of(0, Optional.empty())).hasToString("drop");
    assertThat(Verdict.of(-1 << 16, Optional.empty())).as("with EPERM").hasToString("drop");
    assertThat(Verdict.of(5 << 16 | 3, Optional.empty())).as("queue 5").hasToString("queue");
    assertThat(Verdict.of(-3, Optional.of("service"))).hasToString("jump service");
    assertThat(Verdict.of(99, Optional.empty()).code()).isEqualTo(Verdict.Code.UNKNOWN);
  }
}
