package org.flannelgraph.ui.send;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.flannelgraph.address.Addresses;
import org.flannelgraph.cluster.Cluster;
import org.flannelgraph.cluster.Node;
import org.flannelgraph.cluster.Pod;
import org.flannelgraph.journey.Place;
import org.flannelgraph.linux.KernelException;
import org.flannelgraph.traffic.ProbeResult;
import org.flannelgraph.ui.model.LabModel;
import org.flannelgraph.ui.model.Words;
import org.jspecify.annotations.Nullable;

/**
 * What is sent from where to where. The FX thread's; the sending, and the asking for the promised
 * path, are done elsewhere.
 */
public final class SendModel {
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final Duration INTERVAL = Duration.ofMillis(200);

  /** What was sent last; it has a number, so that to send the same again is news. */
  public record Sent(int number, String from, InetAddress to) {}

  private final LabModel lab;
  private final Executor fx;
  private final ExecutorService sender =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("sender").factory());
  private final StringProperty from = new SimpleStringProperty("");
  private final StringProperty to = new SimpleStringProperty("");
  private final ObjectProperty<Kind> kind = new SimpleObjectProperty<>(Kind.HTTP);
  private final IntegerProperty number = new SimpleIntegerProperty(Kind.HTTP.port());
  private final IntegerProperty count = new SimpleIntegerProperty(1);
  private final BooleanProperty busy = new SimpleBooleanProperty(false);
  private final StringProperty result = new SimpleStringProperty("");
  private final BooleanProperty isBad = new SimpleBooleanProperty(false);
  private final ObjectProperty<List<Place>> promised = new SimpleObjectProperty<>(List.of());
  private final ObjectProperty<@Nullable Sent> sent = new SimpleObjectProperty<>();
  private @Nullable Future<?> underWay;
  private int sendings;

  /**
   * @param fx runs a task on the FX thread
   */
  public SendModel(LabModel lab, Executor fx) {
    this.lab = lab;
    this.fx = fx;
    kind.subscribe(chosen -> number.set(chosen.port()));
    from.subscribe(this::promise);
    to.subscribe(this::promise);
    kind.subscribe(this::promise);
    number.subscribe(this::promise);
    lab.topology().subscribe(this::promise);
  }

  public StringProperty from() {
    return from;
  }

  public StringProperty to() {
    return to;
  }

  public ObjectProperty<Kind> kind() {
    return kind;
  }

  /** The port, or the size of a ping. */
  public IntegerProperty number() {
    return number;
  }

  public IntegerProperty count() {
    return count;
  }

  /** Whether something is being sent. */
  public ReadOnlyBooleanProperty busy() {
    return busy;
  }

  /** What became of the last, in words. */
  public ReadOnlyStringProperty result() {
    return result;
  }

  /** Whether {@link #result} is bad news. */
  public ReadOnlyBooleanProperty isBad() {
    return isBad;
  }

  /** The path that the kernel's tables promise; empty while there is no target. */
  public ReadOnlyObjectProperty<List<Place>> promised() {
    return promised;
  }

  /** What was sent last. */
  public ReadOnlyObjectProperty<@Nullable Sent> sent() {
    return sent;
  }

  /**
   * Somebody points at a pod or node: the first is where it comes from, the second where it goes to,
   * and then it is sent. The same again takes it back.
   */
  public void point(String place) {
    if (from.get().isEmpty() || !to.get().isEmpty()) {
      to.set("");
      from.set(place);
      say(Words.get("send.target", place), false);
    } else if (from.get().equals(place)) {
      from.set("");
      say("", false);
    } else {
      to.set(place);
      send();
    }
  }

  /** Sends it. */
  public void send() {
    if (!(lab.state().get() instanceof LabModel.State.Running running) || busy.get()) {
      return;
    }
    Cluster cluster = running.lab().session().cluster();
    String source = from.get().strip();
    Optional<InetAddress> target = address(cluster, to.get().strip());
    if (!cluster.placeNames().contains(source)) {
      say(Words.get("send.nowhere", source), true);
    } else if (target.isEmpty()) {
      say(Words.get("send.noone", to.get().strip()), true);
    } else {
      send(running, source, target.get());
    }
  }

  private void send(LabModel.State.Running running, String source, InetAddress target) {
    Kind what = kind.get();
    int port = number.get();
    int times = count.get();
    busy.set(true);
    sent.set(new Sent(++sendings, source, target));
    say(Words.get("send.under.way"), false);
    underWay =
        sender.submit(
            () -> {
              try {
                running
                    .lab()
                    .session()
                    .send(
                        source,
                        target,
                        what.probe(port),
                        times,
                        PATIENCE,
                        INTERVAL,
                        answer -> fx.execute(() -> say(what, source, target, answer)));
              } catch (IllegalArgumentException | KernelException refused) {
                fx.execute(() -> say(String.valueOf(refused.getMessage()), true));
              } finally {
                fx.execute(() -> busy.set(false));
              }
            });
  }

  /** Sends no more of it. */
  public void cancel() {
    if (underWay != null) {
      underWay.cancel(true);
    }
  }

  private void say(Kind what, String source, InetAddress target, ProbeResult answer) {
    say(
        Words.get(
            "send.result",
            what,
            source,
            Addresses.format(target),
            answer.outcome().word(),
            answer.text()),
        answer.outcome() != ProbeResult.Outcome.ANSWERED);
  }

  private void say(String words, boolean bad) {
    isBad.set(bad);
    result.set(words);
  }

  private void promise() {
    if (!(lab.state().get() instanceof LabModel.State.Running running)) {
      return;
    }
    Cluster cluster = running.lab().session().cluster();
    String source = from.get().strip();
    Optional<InetAddress> target = address(cluster, to.get().strip());
    if (target.isEmpty() || !cluster.placeNames().contains(source)) {
      promised.set(List.of());
      return;
    }
    int protocol = kind.get().protocol(target.get());
    int port = kind.get() == Kind.PING ? 0 : number.get();
    sender.execute(
        () -> {
          List<Place> path;
          try {
            path = running.live().promised(source, target.get(), protocol, port);
          } catch (KernelException refused) {
            path = List.of();
          }
          List<Place> found = path;
          fx.execute(() -> promised.set(found));
        });
  }

  /** The address of a pod or node by name, or one that was typed. */
  private static Optional<InetAddress> address(Cluster cluster, String name) {
    Optional<InetAddress> ofPod = cluster.pod(name).map(Pod::address).map(cidr -> cidr.address());
    if (ofPod.isPresent()) {
      return ofPod;
    }
    Optional<InetAddress> ofNode = cluster.node(name).map(Node::address);
    if (ofNode.isPresent()) {
      return ofNode;
    }
    try {
      return name.isEmpty() ? Optional.empty() : Optional.of(Addresses.parse(name));
    } catch (IllegalArgumentException noAddress) {
      return Optional.empty();
    }
  }
}
