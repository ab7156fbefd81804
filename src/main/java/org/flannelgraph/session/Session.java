package org.flannelgraph.session;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.flannelgraph.cluster.Cluster;
import org.flannelgraph.cluster.Pod;
import org.flannelgraph.journey.Journey;
import org.flannelgraph.journey.JourneyReport;
import org.flannelgraph.journey.Request;
import org.flannelgraph.linux.KernelException;
import org.flannelgraph.linux.NetworkNamespace;
import org.flannelgraph.linux.Processes;
import org.flannelgraph.linux.operation.Kernel;
import org.flannelgraph.linux.operation.KernelObject;
import org.flannelgraph.linux.operation.Operation;
import org.flannelgraph.linux.route.Dump;
import org.flannelgraph.linux.route.LinkStatistics;
import org.flannelgraph.packet.Ports;
import org.flannelgraph.plugin.Plan;
import org.flannelgraph.topology.LinkId;
import org.flannelgraph.topology.LiveTopology;
import org.flannelgraph.topology.Snapshot;
import org.flannelgraph.traffic.ModelCheck;
import org.flannelgraph.traffic.NetworkModel;
import org.flannelgraph.traffic.Probe;
import org.flannelgraph.traffic.ProbeResult;
import org.flannelgraph.traffic.Prober;

/** A running lab. It is built whole or not at all, and one thread at a time changes it. */
public final class Session implements AutoCloseable {
  private final Kernel kernel = new Kernel();
  private final Furnishing furnishing;
  private final Containers containers;
  private final Consumer<String> notice;
  private final OperationLog operations = new OperationLog();
  private final List<LiveJourneys> watching = new CopyOnWriteArrayList<>();
  private volatile Cluster cluster;
  private BuildReport report;

  private Session(Cluster cluster, Consumer<String> notice) {
    this.cluster = cluster;
    this.notice = notice;
    furnishing = new Furnishing(cluster, notice);
    containers = new Containers(kernel, furnishing, notice);
    this.report = new BuildReport(0, 0, Map.of(), Duration.ZERO);
  }

  /**
   * Builds a lab.
   *
   * @param notice hears, a sentence at a time, what the user should know while it runs
   * @throws org.flannelgraph.linux.operation.OperationException naming the operation that failed;
   *     nothing is left of what was built before it
   */
  public static Session build(Cluster cluster, Consumer<String> notice) {
    Session session = new Session(cluster, notice);
    try {
      session.build();
      return session;
    } catch (RuntimeException failed) {
      session.close();
      throw failed;
    }
  }

  private void build() {
    Plan plan = Plan.of(cluster);
    plan.notes().forEach(notice);
    Stopwatch watch = new Stopwatch();
    for (Plan.Step step : plan.steps()) {
      watch.expect(step.part(), step.operations().size());
    }
    kernel.run(plan.operations(), watch.andThen(operations::add));
    watch.lap("nftables rules, the rest of them");
    containers.start(Instance.of(cluster));
    watch.lap("what the pods answer");
    report =
        new BuildReport(
            kernel.namespaces().size(), plan.operations().size(), watch.parts(), watch.total());
  }

  /**
   * Changes the lab to what a cluster says now. What both have stays as it is; if something fails,
   * all does. What runs in a node or pod that goes away ends.
   *
   * @return the operations that were done
   * @throws org.flannelgraph.linux.operation.OperationException naming the operation that failed
   */
  public synchronized List<Operation> apply(Cluster changed) {
    Cluster before = cluster;
    Plan plan = Plan.of(changed);
    plan.notes().stream().filter(note -> !Plan.of(before).notes().contains(note)).forEach(notice);
    List<Operation> changes = Plan.of(before).changesTo(plan);
    List<Instance> gone = Instance.without(Instance.of(before), Instance.of(changed));
    List<Instance> come = Instance.without(Instance.of(changed), Instance.of(before));
    List<String> places = new ArrayList<>(before.placeNames());
    places.removeAll(changed.placeNames());
    List<String> namespaces =
        places.stream().map(place -> kernel.namespace(place).identity()).toList();
    containers.stop(gone);
    try {
      kernel.run(changes, operations::add);
    } catch (RuntimeException failed) {
      furnishing.forget(places); // their namespaces were made anew
      containers.start(gone);
      throw failed;
    }
    become(changed);
    try {
      containers.start(come);
    } catch (RuntimeException failed) {
      containers.stop(come);
      kernel.run(changes.reversed().stream().map(Operation::undo).toList(), operations::add);
      become(before);
      containers.start(gone);
      throw failed;
    }
    namespaces.forEach(Processes::kill);
    return changes.stream().filter(operation -> !operation.command().isEmpty()).toList();
  }

  /**
   * Brings back what the lab wants and somebody took away by hand: these things, what they are
   * built on if that is gone too, and all that was built on them. All of it, or nothing.
   *
   * @param lost links or namespaces
   * @return the operations that were done, in order; taken back in reverse they undo it
   * @throws org.flannelgraph.linux.operation.OperationException naming the operation that failed
   */
  public synchronized List<Operation> mend(Collection<KernelObject> lost) {
    List<Operation> wanted = Plan.of(cluster).operations();
    List<KernelObject> gone = lost.stream().filter(it -> !kernel.holds(it)).toList();
    List<Operation> done = new ArrayList<>();
    kernel.run(
        new Mending(wanted, kernel::holds).of(gone),
        operation -> {
          operations.add(operation);
          done.add(operation);
        });
    return List.copyOf(done);
  }

  private void become(Cluster changed) {
    cluster = changed;
    furnishing.change(changed);
    List<NetworkNamespace> namespaces = namespaces(changed);
    watching.forEach(journeys -> journeys.follow(changed, namespaces));
  }

  private List<NetworkNamespace> namespaces(Cluster of) {
    return of.placeNames().stream().map(kernel::namespace).toList();
  }

  /** Proves the Kubernetes network model with real packets. */
  public List<ModelCheck.Result> verify() {
    return verify(NetworkModel.checks(cluster()));
  }

  /** Proves some of what it promises; the results are in the order of the checks. */
  public List<ModelCheck.Result> verify(List<ModelCheck> checks) {
    return NetworkModel.prove(checks, kernel::namespace);
  }

  /** Sends traffic, follows its packets from interface to interface, and keeps all of them. */
  public JourneyReport trace(TraceOptions options) {
    List<Request> requests = new ArrayList<>();
    List<Journey> journeys = new ArrayList<>();
    TraceEnd end =
        trace(
            options,
            new TraceListener() {
              @Override
              public void answered(Request request) {
                requests.add(request);
              }

              @Override
              public void passed(Journey journey, long underWay) {
                journeys.add(journey);
              }
            });
    return new JourneyReport(end.frames(), end.malformed(), end.dropped(), requests, journeys);
  }

  /** Sends traffic, and hands out each packet's journey as soon as it is complete. */
  public TraceEnd trace(TraceOptions options, TraceListener listener) {
    return new Trace(this, options, listener).run();
  }

  /**
   * Follows all packets from now on, whoever sends them, also while the lab is changed. The caller
   * closes it; else it ends with the session.
   *
   * @param listener hears of journeys as they pass
   * @throws org.flannelgraph.capture.InvalidFilterException if libpcap does not understand the
   *     filter
   * @throws org.flannelgraph.linux.KernelException if the kernel refuses
   */
  public synchronized LiveJourneys watch(LiveOptions options, LiveJourneys.Listener listener) {
    watching.removeIf(LiveJourneys::isClosed);
    LiveJourneys journeys =
        new LiveJourneys(kernel, cluster, namespaces(cluster), options, listener);
    watching.add(journeys);
    return journeys;
  }

  /**
   * Sends packets from a node or pod; who watches sees them. Returns when the last result is known,
   * or when the thread is interrupted.
   *
   * @param from the namespace's name
   * @param count how many, one after the other
   * @param timeout how long each is waited for
   * @param interval the time from sending one to sending the next
   * @param results hears what became of each, in order, on the calling thread
   * @throws IllegalArgumentException in words for the user, if a bound is not kept
   * @throws org.flannelgraph.linux.KernelException if there can be no such socket there
   */
  public void send(
      String from,
      InetAddress to,
      Probe probe,
      int count,
      Duration timeout,
      Duration interval,
      Consumer<ProbeResult> results) {
    new Prober(Prober.names(cluster()))
        .send(namespace(from), to, probe, count, timeout, interval, results);
  }

  /** What the kernel holds of it now. */
  public Snapshot snapshot() {
    Cluster now = cluster();
    try (LiveTopology topology = LiveTopology.start()) {
      topology.watch(namespaces(now));
      return new Snapshot(
          topology.sync(), now.pods().stream().map(Pod::namespaceName).collect(Collectors.toSet()));
    }
  }

  /** What each of its links has counted so far: one question a namespace. Any thread's. */
  public Map<LinkId, LinkStatistics> statistics() {
    Map<LinkId, LinkStatistics> all = new HashMap<>();
    for (NetworkNamespace namespace : kernel.opened()) {
      try {
        for (LinkStatistics link : Dump.statistics(namespace.route())) {
          all.put(new LinkId(namespace.name(), link.index()), link);
        }
      } catch (KernelException refused) {
        if (namespace.isOpen()) {
          throw refused;
        }
      }
    }
    return all;
  }

  /** One of its namespaces. */
  NetworkNamespace namespace(String place) {
    return kernel.namespace(place);
  }

  /** Which protocols the lab's UDP ports mean. */
  public Ports ports() {
    return LabPorts.of(cluster());
  }

  /**
   * The command that runs a program in a node or pod.
   *
   * @param directory where it runs, if that can be seen from there
   * @throws IllegalArgumentException in words for the user, if there is no such place
   */
  public List<String> inPlace(String place, List<String> program, String directory) {
    return furnishing.place(place).command(program, directory);
  }

  /** What the lab wants now. */
  public Cluster cluster() {
    return cluster;
  }

  /** What was done to the kernel, from the first operation on. */
  public OperationLog operations() {
    return operations;
  }

  /** What was built, and how long it took. */
  public BuildReport report() {
    return report;
  }

  @Override
  public void close() {
    watching.forEach(LiveJourneys::close);
    containers.close();
    furnishing.close();
    kernel.close();
  }

  /** Adds up the time of operations by the part of the plan that they belong to. */
  private static final class Stopwatch implements Consumer<Operation> {
    private final Map<String, Duration> parts = new LinkedHashMap<>();
    private final List<String> expected = new ArrayList<>();
    private final long start = System.nanoTime();
    private long last = start;
    private int next;

    void expect(String part, int operations) {
      for (int i = 0; i < operations; i++) {
        expected.add(part);
      }
    }

    @Override
    public void accept(Operation operation) {
      if (next < expected.size()) { // after a failure comes what takes back
        lap(expected.get(next++));
      }
    }

    void lap(String part) {
      long now = System.nanoTime();
      parts.merge(part, Duration.ofNanos(now - last), Duration::plus);
      last = now;
    }

    Map<String, Duration> parts() {
      return parts;
    }

    Duration total() {
      return Duration.ofNanos(last - start);
    }
  }
}
