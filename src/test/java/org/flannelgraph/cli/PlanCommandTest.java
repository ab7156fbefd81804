package org.flannelgraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanCommandTest {
  @TempDir private Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  /** A lab of one node with so many pods. */
  private void plan(int pods) throws IOException {
    StringBuilder lab = new StringBuilder("{apiVersion: v1, kind: Node, metadata: {name: node1}}");
    for (int i = 0; i < pods; i++) {
      lab.append("\n---\n{apiVersion: v1, kind: Pod, metadata: {name: pod")
          .append(i)
          .append("}, spec: {nodeName: node1, containers: [{name: web}]}}");
    }
    Files.writeString(folder.resolve("cluster.yaml"), lab);
    Context context =
        new Context(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            folder,
            List.of("plan", ".", "--format", "sh"),
            Optional.empty());
    assertThat(Main.run(context)).isEqualTo(ExitCode.DONE);
    assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("#!/bin/sh\n");
  }

  private List<String> said() {
    return err.toString(StandardCharsets.UTF_8).lines().toList();
  }

  @Test
  void whatDiffersFromRealNodesIsSaidBesides() throws IOException {
    plan(201);
    assertThat(said())
        .hasSize(2)
        .allMatch(line -> line.startsWith("flannelgraph: "))
        .first()
        .asString()
        .contains("201 pods are many for this machine's one table of neighbours");
    assertThat(out.toString(StandardCharsets.UTF_8)).doesNotContain("table of neighbours");
  }

  @Test
  void nothingIsSaidOfALabAsRealNodesAre() throws IOException {
    plan(1);
    assertThat(said()).isEmpty();
  }
}
