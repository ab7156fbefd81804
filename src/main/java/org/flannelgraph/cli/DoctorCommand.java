package org.flannelgraph.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.flannelgraph.sandbox.Doctor;
import org.flannelgraph.sandbox.Finding;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = {
      "Tries for real what a lab needs of this machine.",
      "For what is missing it names what mends it. Exit code 0 if a lab can be built, 3 if not."
    })
final class DoctorCommand implements Callable<Integer> {
  private final Context context;

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  DoctorCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    List<Finding> findings = Doctor.examine();
    DoctorReport report = new DoctorReport(findings);
    if (json) {
      context.json(report.document());
    } else {
      report.lines().forEach(context.out()::println);
    }
    return report.canBuild() ? ExitCode.DONE : ExitCode.MACHINE_CANNOT;
  }
}
