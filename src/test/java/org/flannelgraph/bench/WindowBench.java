package org.flannelgraph.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.stage.Stage;
import org.flannelgraph.address.Addresses;
import org.flannelgraph.cluster.Cluster;
import org.flannelgraph.cluster.ClusterFile;
import org.flannelgraph.cluster.Pod;
import org.flannelgraph.journey.Journey;
import org.flannelgraph.scene.Bricks;
import org.flannelgraph.scene.Flight;
import org.flannelgraph.scene.Layout;
import org.flannelgraph.scene.Places;
import org.flannelgraph.scene.Playback;
import org.flannelgraph.scene.Timeline;
import org.flannelgraph.scene.Track;
import org.flannelgraph.session.Session;
import org.flannelgraph.traffic.Probe;
import org.flannelgraph.traffic.ProbeResult;
import org.flannelgraph.ui.MainWindow;
import org.flannelgraph.ui.Settings;
import org.flannelgraph.ui.canvas.CanvasPane;
import org.flannelgraph.ui.model.LabModel;
import org.flannelgraph.ui.model.OpenedLab;

/**
 * The speed of the whole window on a real lab: {@code frames LAB PACKETS LEAST}, {@code idle LAB}, {@code
 * load LAB} and {@code soak LAB MINUTES}. Run it in a private world, on a display.
 */
public final class WindowBench {
  private static final double WIDTH = 1600;
  private static final double HEIGHT = 1000;
  private static final int WARM_SECONDS = 4;
  private static final int SECONDS = 15;
  private static final double SPEED = 3; // hops a second

  /** So many sightings has a packet that crosses from a pod of one node to one of another. */
  private static final int CROSSING = 12;

  private final Path file;
  private final Session session;
  private final LabModel model = new LabModel(Platform::runLater);
  private Stage stage;

  private WindowBench(Path file) throws Exception {
    this.file = file;
    Cluster cluster = ClusterFile.read(file, file.toString(), Optional.empty()).cluster();
    session = Session.build(cluster, notice -> {});
    CountDownLatch started = new CountDownLatch(1);
    Platform.startup(started::countDown);
    started.await();
    stage = onFx(this::show);
    await(() -> canvas().view().get().zoom() != 1 && !model.topology().get().links().findAny().isEmpty());
  }

  private Stage show() {
    Stage made = new Stage();
    Settings settings = Settings.load();
    MainWindow window = new MainWindow(made, model, settings);
    model.open(
        CompletableFuture.completedFuture(
            new OpenedLab(session.cluster().name(), file, session)));
    window.show();
    made.setX(0);
    made.setY(0);
    made.setWidth(WIDTH);
    made.setHeight(HEIGHT);
    return made;
  }

  /** Measures one thing and prints it. */
  public static void main(String[] arguments) throws Exception {
    // Whatever happens, the toolkit's thread does not keep the program.
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, failure) -> {
          failure.printStackTrace();
          System.exit(1);
        });
    WindowBench bench = new WindowBench(Path.of(arguments[1], "cluster.yaml"));
    switch (arguments[0]) {
      case "frames" ->
          bench.frames(Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]));
      case "idle" -> bench.idle();
      case "load" -> bench.load();
      case "soak" -> bench.soak(Integer.parseInt(arguments[2]));
      default -> throw new IllegalArgumentException("no such measurement: " + arguments[0]);
    }
    bench.session.close();
    System.exit(0);
  }

  // --- Frames ---------------------------------------------------------------------------------------

  /** So many packets in flight at once, all at different places of their ways. */
  private void frames(int packets, int least) throws Exception {
    List<Playback> playing = playbacks(packets);
    Pulses pulses = new Pulses(() -> canvas().show(null, 0, flights(playing)));
    onFx(
        () -> {
          pulses.start();
          return true;
        });
    TimeUnit.SECONDS.sleep(WARM_SECONDS);
    int before = pulses.count;
    long cpu = cpu();
    long from = System.nanoTime();
    TimeUnit.SECONDS.sleep(SECONDS);
    double seconds = (System.nanoTime() - from) / 1e9;
    System.out.printf(
        Locale.ROOT,
        "window, %s, %d packets in flight, %.0fx%.0f: %.1f frames/s (at least %d), %.0f%%"
            + " of a core%n",
        session.cluster().name(),
        packets,
        stage.getScene().getWidth(),
        stage.getScene().getHeight(),
        (pulses.count - before) / seconds,
        least,
        (cpu() - cpu) / 1e9 / seconds * 100);
  }

  /** A pulse waits until the one before it is on the screen: so many pulses, so many frames. */
  private static final class Pulses extends AnimationTimer {
    private final Runnable each;
    private volatile int count;

    private Pulses(Runnable each) {
      this.each = each;
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // the FX thread alone writes
    public void handle(long now) {
      each.run();
      count++;
    }
  }

  private List<Playback> playbacks(int packets) throws Exception {
    List<Track> tracks = realTracks();
    List<Playback> playing = new ArrayList<>();
    for (int i = 0; i < packets; i++) {
      Timeline timeline = Timeline.of(List.of(tracks.get(i % tracks.size())));
      Playback one = Playback.of(timeline, SPEED).at(timeline.length() * i / packets);
      playing.add(one.looping(true).play());
    }
    return playing;
  }

  private static List<Flight> flights(List<Playback> playing) {
    List<Flight> flights = new ArrayList<>();
    for (int i = 0; i < playing.size(); i++) {
      Playback next = playing.get(i).after(1 / 60.0);
      playing.set(i, next);
      flights.addAll(next.flights());
    }
    return flights;
  }

  /** The ways of real packets: from each pod to one on another node. */
  private List<Track> realTracks() throws Exception {
    List<Pod> pods = session.cluster().pods();
    for (int i = 0; i < pods.size(); i++) {
      Pod to = pods.get((i + pods.size() / 2) % pods.size());
      send(pods.get(i), to, new Probe.Icmp(56, false), 1, done -> {});
    }
    await(() -> crossing().size() >= pods.size());
    Layout layout =
        Layout.of(model.topology().get(), Places.of(session.cluster()), 1000.0 / 640);
    Bricks bricks = new Bricks(session.ports());
    return onFx(
        () -> crossing().stream().map(journey -> Track.of(journey, layout, bricks)).toList());
  }

  private List<Journey> crossing() {
    return model.journeys().all().stream().filter(it -> it.hops().size() >= CROSSING).toList();
  }

  // --- Idle, and under load ----------------------------------------------------------------------

  private void idle() throws Exception {
    TimeUnit.SECONDS.sleep(2L * SECONDS); // the compilers have their say first
    long cpu = cpu();
    Map<String, Long> before = cpuOfThreads();
    TimeUnit.SECONDS.sleep(2L * SECONDS);
    double percent = (cpu() - cpu) / 1e9 / (2 * SECONDS) * 100;
    System.out.printf(
        Locale.ROOT,
        "window, %s, idle: %.2f%% of a core (under 2): %s%n",
        session.cluster().name(),
        percent,
        busiest(before));
  }

  private static String busiest(Map<String, Long> before) {
    return cpuOfThreads().entrySet().stream()
        .map(it -> Map.entry(it.getKey(), it.getValue() - before.getOrDefault(it.getKey(), 0L)))
        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
        .limit(4)
        .map(it -> "%s %.2f%%".formatted(it.getKey(), it.getValue() / 1e7 / (2 * SECONDS)))
        .collect(Collectors.joining(", "));
  }

  private static Map<String, Long> cpuOfThreads() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    Map<String, Long> cpu = new HashMap<>();
    for (ThreadInfo thread : threads.dumpAllThreads(false, false)) {
      cpu.merge(
          thread.getThreadName(), threads.getThreadCpuTime(thread.getThreadId()), Long::sum);
    }
    return cpu;
  }

  /** A thousand packets a second, echo requests and replies; how long the FX thread is busy. */
  private void load() throws Exception {
    List<Pod> pods = session.cluster().pods();
    String to = Addresses.format(pods.getLast().address().address());
    Process ping =
        new ProcessBuilder(
                session.inPlace(
                    pods.getFirst().name(), List.of("ping", "-q", "-i", "0.002", to), "/"))
            .redirectErrorStream(true)
            .start();
    TimeUnit.SECONDS.sleep(WARM_SECONDS * 2L);
    long[] waits = waitsForFx(SECONDS * 500);
    ping.destroy();
    System.out.printf(
        Locale.ROOT,
        "window, %s, 1,000 packets/s: a task waits for the FX thread p50 %.1f ms, p99 %.1f ms (under"
            + " 16), at most %.0f ms%n",
        session.cluster().name(),
        waits[waits.length / 2] / 1e6,
        waits[waits.length * 99 / 100] / 1e6,
        waits[waits.length - 1] / 1e6);
  }

  /** How long tasks have to wait for what the FX thread is busy with, sorted. */
  private static long[] waitsForFx(int times) throws Exception {
    long[] waits = new long[times];
    for (int i = 0; i < times; i++) {
      long from = System.nanoTime();
      waits[i] = onFx(System::nanoTime) - from;
      LockSupport.parkNanos(2_000_000);
    }
    Arrays.sort(waits);
    return waits;
  }

  // --- For long -----------------------------------------------------------------------------------

  /** A request a second that is played, for minutes; the heap that is left after each of them. */
  private void soak(int minutes) throws Exception {
    List<Pod> pods = session.cluster().pods();
    double first = 0;
    for (int minute = 1; minute <= minutes; minute++) {
      send(pods.getFirst(), pods.getLast(), new Probe.Http(8080, "/"), 60, done -> playNewest());
      double heap = heap();
      if (minute == Math.min(3, minutes)) {
        first = heap;
      }
      System.out.printf(
          Locale.ROOT,
          "minute %d: heap %.1f MB, %d journeys kept%n",
          minute,
          heap,
          onFx(() -> model.journeys().all().size()));
      if (minute == minutes && heap > first * 1.1) {
        System.out.printf(Locale.ROOT, "the heap grew from %.1f to %.1f MB%n", first, heap);
        System.exit(1);
      }
    }
  }

  private void playNewest() {
    Platform.runLater(
        () -> {
          model.selection().select(model.journeys().all().getLast(), 1);
          stage
              .getScene()
              .getAccelerators()
              .get(new KeyCodeCombination(KeyCode.SPACE))
              .run();
        });
  }

  @SuppressWarnings("ExplicitGC") // what is left is what is asked for
  private static double heap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1e6;
  }

  // --- Tools --------------------------------------------------------------------------------------

  /** One a second. */
  private void send(Pod from, Pod to, Probe probe, int count, Consumer<ProbeResult> results) {
    Duration second = Duration.ofSeconds(1);
    session.send(from.name(), to.address().address(), probe, count, second, second, results);
  }

  private CanvasPane canvas() {
    return (CanvasPane) stage.getScene().lookup(".canvas");
  }

  private static long cpu() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  private static void await(BooleanSupplier holds) throws Exception {
    long until = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!onFx(holds::getAsBoolean)) {
      if (System.nanoTime() > until) {
        throw new IllegalStateException("the window is not ready after 30 s");
      }
      LockSupport.parkNanos(10_000_000);
    }
  }

  private static <T> T onFx(Callable<T> task) throws Exception {
    FutureTask<T> future = new FutureTask<>(task);
    Platform.runLater(future);
    return future.get();
  }
}
