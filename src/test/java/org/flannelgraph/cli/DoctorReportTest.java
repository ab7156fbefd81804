package org.flannelgraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.flannelgraph.sandbox.Finding;
import org.flannelgraph.sandbox.Finding.Verdict;
import org.flannelgraph.sandbox.Need;
import org.junit.jupiter.api.Test;

class DoctorReportTest {
  private static final String LONG_MEND =
      "docker run --security-opt seccomp=unconfined --security-opt apparmor=unconfined"
          + " --security-opt systempaths=unconfined IMAGE";

  private static DoctorReport all(Verdict verdict) {
    return new DoctorReport(
        Stream.of(Need.values()).map(need -> new Finding(need, verdict, "was seen", "")).toList());
  }

  private static DoctorReport allButOne(Finding other) {
    List<Finding> findings = new ArrayList<>(all(Verdict.YES).findings());
    findings.replaceAll(finding -> finding.need() == other.need() ? other : finding);
    return new DoctorReport(findings);
  }

  @Test
  void whereAllIsThereEachNeedTakesOneLine() {
    List<String> lines = all(Verdict.YES).lines();
    assertThat(lines).hasSize(Need.values().length + 2 * Need.Group.values().length + 1);
    assertThat(lines).contains("  yes      vxlan            was seen");
    assertThat(lines.getLast()).isEqualTo("A lab can be built here.");
  }

  @Test
  void anOptionalNoForbidsNothing() {
    DoctorReport report =
        allButOne(new Finding(Need.DUMMY, Verdict.NO, "this kernel has no dummy links", ""));
    assertThat(report.canBuild()).isTrue();
    assertThat(report.lines().getLast())
        .isEqualTo("A lab can be built here. What is missing above is optional.");
  }

  @Test
  void aNeededNoIsNamedAtTheEnd() {
    DoctorReport report =
        allButOne(new Finding(Need.VXLAN, Verdict.NO, "not loaded", "sudo modprobe vxlan"));
    assertThat(report.canBuild()).isFalse();
    assertThat(report.lines().getLast()).isEqualTo("No lab can be built here. Missing: vxlan");
    assertThat(report.lines()).contains(" ".repeat(28) + "mend:  sudo modprobe vxlan");
  }

  @Test
  void partOfANeedIsEnough() {
    assertThat(allButOne(new Finding(Need.KERNEL, Verdict.LIMITED, "5.10", "")).canBuild())
        .isTrue();
  }

  @Test
  void whatCouldNotBeTriedIsNotCountedOn() {
    assertThat(allButOne(new Finding(Need.VETH, Verdict.UNTRIED, "needs all", "")).canBuild())
        .isFalse();
  }

  @Test
  void fitsAPageOfEightyColumns() {
    Finding why = new Finding(Need.USER_NAMESPACE, Verdict.NO, "refused ".repeat(30), LONG_MEND);
    List<String> lines = new ArrayList<>(allButOne(why).lines());
    lines.addAll(all(Verdict.NO).lines());
    lines.addAll(all(Verdict.UNTRIED).lines());
    assertThat(lines).allMatch(line -> line.length() <= 80);
  }

  @Test
  void aLongCommandCanStillBePasted() {
    List<String> lines =
        allButOne(new Finding(Need.USER_NAMESPACE, Verdict.NO, "refused", LONG_MEND)).lines();
    String pasted =
        String.join("\n", lines)
            .replaceFirst("(?s).*mend:  ", "")
            .replace("\\\n", " ")
            .lines()
            .findFirst()
            .orElseThrow();
    assertThat(pasted.split("\\s+")).containsExactly(LONG_MEND.split(" "));
  }

  @Test
  void jsonHasEveryFindingWithItsMend() {
    Finding why = new Finding(Need.VXLAN, Verdict.NO, "not loaded", "sudo modprobe vxlan");
    Map<String, Object> document = allButOne(why).document();
    assertThat(document).containsEntry("canBuild", false);
    assertThat(document.get("findings"))
        .asInstanceOf(InstanceOfAssertFactories.LIST)
        .hasSize(Need.values().length)
        .contains(
            Map.of(
                "name", "vxlan",
                "group", "links",
                "needed", true,
                "verdict", "no",
                "seen", "not loaded",
                "why", Need.VXLAN.why(),
                "mend", "sudo modprobe vxlan"));
  }
}
