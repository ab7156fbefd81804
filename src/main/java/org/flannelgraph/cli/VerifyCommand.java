package org.flannelgraph.cli;

import java.util.concurrent.Callable;
import org.flannelgraph.session.Session;
import org.flannelgraph.traffic.ModelCheck.Outcome;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = {
      "Tests the Kubernetes network model with real packets.",
      "Every pod to every pod, every node to every pod, a pod to its own node: ICMP and TCP",
      "arrive with the sender's own address, and replies come back."
    })
final class VerifyCommand implements Callable<Integer> {
  private final Context context;

  @Parameters(paramLabel = "LAB")
  private String lab = "";

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  VerifyCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    return SessionOf.lab(context, lab, this::verify);
  }

  private int verify(Session session) {
    var results = session.verify();
    if (json) {
      context.json(VerifyReport.document(results));
    } else {
      new VerifyReport(session.cluster(), results).print(context.out());
    }
    boolean failed = results.stream().anyMatch(result -> result.outcome() == Outcome.FAILED);
    return failed ? ExitCode.NOT_TRUE : ExitCode.DONE;
  }
}
