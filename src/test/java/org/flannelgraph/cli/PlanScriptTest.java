package org.flannelgraph.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.flannelgraph.linux.Shell.sh;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.flannelgraph.cluster.Cluster;
import org.flannelgraph.cluster.ClusterFile;
import org.flannelgraph.linux.KernelState;
import org.flannelgraph.linux.NothingLeaked;
import org.flannelgraph.linux.SideBySide;
import org.flannelgraph.session.Session;
import org.flannelgraph.session.WarmUp;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The script that plan prints makes what a session makes. */
@Tag("kernel")
@ExtendWith({WarmUp.class, NothingLeaked.class})
class PlanScriptTest {
  private static String script(String lab) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Context context =
        new Context(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            System.err,
            Path.of("").toAbsolutePath(),
            List.of("plan", lab, "--format", "sh"),
            Optional.empty());
    assertThat(Main.run(context)).isEqualTo(ExitCode.DONE);
    return out.toString(StandardCharsets.UTF_8);
  }

  @TestFactory
  Stream<DynamicTest> theScriptMakesTheSameKernelState(@TempDir Path folder) throws IOException {
    SideBySide labs = new SideBySide();
    List<DynamicTest> tests = new ArrayList<>();
    try {
      for (String lab : List.of("labs/two-nodes", "labs/dual-stack", "labs/host-gw")) {
        Cluster cluster = ClusterFile.read(Path.of(lab, "cluster.yaml")).cluster();
        Session session = Session.build(cluster, notice -> {});
        SideBySide.Aside built = labs.put(cluster.placeNames(), session::close);
        sh("sh " + Files.writeString(folder.resolve("script"), script(lab)));
        SideBySide.Aside scripted = labs.put(cluster.placeNames(), () -> {});
        tests.add(dynamicTest(lab, () -> KernelState.awaitEqual(scripted::state, built.settled())));
      }
      return tests.stream().onClose(labs::close);
    } catch (IOException | RuntimeException | AssertionError failed) {
      labs.close();
      throw failed;
    }
  }
}
