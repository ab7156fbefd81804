package org.flannelgraph.ui.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.flannelgraph.cluster.Clusters;
import org.flannelgraph.linux.operation.Operation;
import org.flannelgraph.plugin.Plan;
import org.flannelgraph.session.OperationLog;
import org.junit.jupiter.api.Test;

/** The lines of the kernel log, of the operations of a real plan. */
class KernelLogTest {
  private static final Set<Origin> ALL = EnumSet.allOf(Origin.class);
  private static final List<Operation> PLAN = Plan.of(Clusters.twoNodes()).operations();

  private final KernelLog log = new KernelLog(Runnable::run);

  private void did(Operation operation, long number) {
    log.did(new OperationLog.Done(number, Instant.EPOCH.plusSeconds(number), operation));
  }

  @Test
  void anOperationIsALineWithItsCommand() {
    for (Operation operation : PLAN) {
      did(operation, 1);
      LogEntry entry = log.entries().getLast();
      assertThat(entry.origin()).isEqualTo(Origin.OWN);
      assertThat(entry.command()).isEqualTo(operation.command());
      assertThat(entry.namespace()).isEqualTo(operation.namespace());
      assertThat(entry.value())
          .startsWith(operation.getClass().getSimpleName() + "(")
          .doesNotContain("Optional", "null");
    }
    did(PLAN.getLast().undo(), 2);
    assertThat(log.entries().getLast().value()).isEqualTo("Undo " + Values.text(PLAN.getLast()));
  }

  @Test
  void valuesAreReadable() {
    assertThat(PLAN.stream().map(Values::text))
        .anyMatch(
            text ->
                text.equals(
                    "AddRoute(destination 10.244.2.0/24, gateway 10.244.2.0,"
                        + " device flannel.1, onlink true)"));
  }

  @Test
  void itIsBoundedAndCountsWhatItDropped() {
    int many = KernelLog.MOST + 25;
    for (int i = 1; i <= many; i++) {
      did(PLAN.get(i % PLAN.size()), i);
    }
    assertThat(log.entries().size()).isLessThanOrEqualTo(KernelLog.MOST);
    assertThat(log.entries().size() + log.dropped().get()).isEqualTo(many);
    assertThat(log.entries().getLast().time()).isEqualTo(Instant.EPOCH.plusSeconds(many));
  }

  @Test
  void linesAreFilteredByWordsAndOrigin() {
    PLAN.forEach(operation -> did(operation, 1));
    log.filter("  ROUTE flannel.1 ", ALL);
    assertThat(log.shown()).isNotEmpty().hasSizeLessThan(PLAN.size());
    assertThat(log.shown())
        .allMatch(
            it -> (it.value() + it.command()).toLowerCase(java.util.Locale.ROOT).contains("route"));
    log.filter("", EnumSet.of(Origin.OTHER));
    assertThat(log.shown()).isEmpty();
    log.filter("", Set.of());
    assertThat(log.shown()).isEmpty();
    log.filter("", ALL);
    assertThat(log.shown()).hasSameSizeAs(PLAN);
  }

  @Test
  void ofAChangeOnlyWhatChangedIsSaid() {
    assertThat(
            WordChanges.text(
                "2: eth0@if4: <UP,LOWER_UP> mtu 1500 qdisc noqueue",
                "2: eth0@if4: <UP> mtu 1400 qdisc noqueue"))
        .isEqualTo("2: eth0@if4: <UP,LOWER_UP> → <UP> mtu 1500 → 1400");
    assertThat(WordChanges.text("a b c d e", "a b c x y d e")).isEqualTo("a b c → x y");
    assertThat(WordChanges.text("a b c", "a b c d")).isEqualTo("a b c → d");
    assertThat(WordChanges.text("a b c d", "a b c")).isEqualTo("a b c d →");
  }
}
