package org.flannelgraph.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(name = "doctor")
final class DoctorCommand implements Callable<Integer> {
  DoctorCommand(Context context) {}

  @Override
  public Integer call() {
    return 3;
  }
}
