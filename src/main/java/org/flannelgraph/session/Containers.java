package org.flannelgraph.session;

import java.util.Collection;
import java.util.function.Consumer;
import org.flannelgraph.linux.operation.Kernel;
import org.flannelgraph.traffic.Workloads;

/** All containers of a lab: those that this process answers for, and those that are processes. */
final class Containers implements AutoCloseable {
  private final Kernel kernel;
  private final Workloads workloads = new Workloads();
  private final ContainerProcesses processes;

  Containers(Kernel kernel, Furnishing furnishing, Consumer<String> notice) {
    this.kernel = kernel;
    processes = new ContainerProcesses(furnishing, notice);
  }

  void start(Collection<Instance> instances) {
    kernel.onNamespaceThread(
        () -> {
          for (Instance instance : instances) {
            workloads.start(
                instance.pod(), instance.container(), kernel.namespace(instance.place()));
          }
          return true;
        });
    instances.forEach(processes::start);
  }

  /** Those that do not run are none of its business. */
  void stop(Collection<Instance> instances) {
    for (Instance instance : instances) {
      workloads.stop(instance.place(), instance.container().name());
      processes.stop(instance);
    }
  }

  @Override
  public void close() {
    processes.close();
    workloads.close();
  }
}
