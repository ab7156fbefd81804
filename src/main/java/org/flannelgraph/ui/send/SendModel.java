package org.flannelgraph.ui.send;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.flannelgraph.address.Addresses;
import org.flannelgraph.cluster.Destinations;
import org.flannelgraph.journey.Cause;
import org.flannelgraph.journey.Place;
import org.flannelgraph.linux.KernelException;
import org.flannelgraph.traffic.Probe;
import org.flannelgraph.traffic.ProbeResult;
import org.flannelgraph.traffic.Prober;
import org.flannelgraph.ui.model.LabModel;
import org.flannelgraph.ui.model.Latest;
import org.flannelgraph.ui.model.Words;
import org.flannelgraph.ui.model.Workers;
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

  /** A packet that may be sent. */
  private record Wish(
      LabModel.State.Running lab, String from, InetAddress to, int protocol, int port) {}

  /** Where the tables would lead it, or why it would not even be sent. */
  private record Promise(List<Place> path, @Nullable String refusal) {
    static final Promise NONE = new Promise(List.of(), null);
  }

  private final LabModel lab;
  private final Executor fx;
  private final ExecutorService sender = Workers.named("sender");
  private final Latest<Optional<Wish>, Promise> asking;
  private final StringProperty from = new SimpleStringProperty(this, "from", "");
  private final StringProperty to = new SimpleStringProperty(this, "to", "");
  private final ObjectProperty<Kind> kind = new SimpleObjectProperty<>(this, "kind", Kind.HTTP);
  private final ObjectProperty<Integer> port =
      new SimpleObjectProperty<>(this, "port", Kind.HTTP.port());
  private final ObjectProperty<Integer> size =
      new SimpleObjectProperty<>(this, "size", Kind.PING.size());
  private final ObjectProperty<Integer> count = new SimpleObjectProperty<>(this, "count", 1);
  private final BooleanProperty repeat = new SimpleBooleanProperty(this, "repeat");
  private final BooleanProperty busy = new SimpleBooleanProperty(this, "busy");
  private final StringProperty what = new SimpleStringProperty(this, "what", "");
  private final StringProperty result = new SimpleStringProperty(this, "result", "");
  private final BooleanProperty isBad = new SimpleBooleanProperty(this, "isBad");
  private final ObjectProperty<List<Place>> promised =
      new SimpleObjectProperty<>(this, "promised", List.of());
  private final ObjectProperty<@Nullable Sent> sent = new SimpleObjectProperty<>();
  private @Nullable String refusal;
  private @Nullable Future<?> underWay;
  private int sendings;

  /**
   * @param fx runs a task on the FX thread
   */
  public SendModel(LabModel lab, Executor fx) {
    this.lab = lab;
    this.fx = fx;
    asking = new Latest<>(Workers.named("promise"), fx, SendModel::ask, this::promised);
    kind.subscribe(
        chosen -> {
          port.set(chosen.port());
          size.set(chosen.size());
        });
    from.subscribe(this::promise);
    to.subscribe(this::promise);
    kind.subscribe(this::promise);
    port.subscribe(this::promise);
    lab.topology().subscribe(this::promise);
    lab.state().subscribe(this::labChanged);
  }

  /** The node or pod that sends, by name. */
  public StringProperty from() {
    return from;
  }

  /** Whom it is sent to: a node or pod by name, or an address. */
  public StringProperty to() {
    return to;
  }

  public ObjectProperty<Kind> kind() {
    return kind;
  }

  /** The destination's port, of what has one. */
  public ObjectProperty<Integer> port() {
    return port;
  }

  /** How many bytes are carried, of what lets one choose. */
  public ObjectProperty<Integer> size() {
    return size;
  }

  /** How often it is sent. */
  public ObjectProperty<Integer> count() {
    return count;
  }

  /** Whether it is sent again and again, until it is stopped. */
  public BooleanProperty repeat() {
    return repeat;
  }

  /** Whether something is being sent. */
  public ReadOnlyBooleanProperty busy() {
    return busy;
  }

  /** What was sent last from where to where, in words. */
  public ReadOnlyStringProperty what() {
    return what;
  }

  /** What became of the last, in words; or what is wrong. */
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

  /** Whom one can send from and to now. */
  Destinations destinations() {
    return lab.state().get() instanceof LabModel.State.Running running
        ? Destinations.of(running.lab().session().cluster())
        : Destinations.NONE;
  }

  /**
   * Somebody points at a pod or node: the first is where it comes from, the second where it goes
   * to, and then it is sent. The same again takes it back.
   */
  public void point(String place) {
    if (from.get().isEmpty() || !to.get().isEmpty()) {
      sendFrom(place);
    } else if (from.get().equals(place)) {
      from.set("");
      say("", false);
    } else {
      to.set(place);
      send();
    }
  }

  /** Somebody chooses where it comes from; whom it goes to is chosen next. */
  public void sendFrom(String place) {
    to.set("");
    from.set(place);
    what.set("");
    say(Words.get("send.target", place), false);
  }

  /** Somebody chooses whom it goes to; it is sent if it is known from where. */
  public void sendTo(String place) {
    to.set(place);
    if (destinations().isPlace(from.get())) {
      send();
    } else {
      say(Words.get("send.source", place), false);
    }
  }

  /** Whether one can send from there: a node, a pod, or the switch. */
  public boolean isPlace(String name) {
    return destinations().isPlace(name);
  }

  /** Whether it is a pod. */
  public boolean isPod(String name) {
    return destinations().isPod(name);
  }

  /** Sends it. */
  public void send() {
    if (!(lab.state().get() instanceof LabModel.State.Running running)) {
      say(Words.get("send.no-lab"), true);
      return;
    }
    if (busy.get()) {
      return;
    }
    Destinations known = destinations();
    String source = from.get().strip();
    String whom = to.get().strip();
    Optional<InetAddress> target = known.address(whom);
    if (!known.isPlace(source)) {
      say(Words.get(source.isEmpty() ? "send.from.empty" : "send.nowhere", source), true);
    } else if (target.isEmpty()) {
      say(Words.get(whom.isEmpty() ? "send.to.empty" : "send.noone", whom), true);
    } else {
      try {
        send(running, source, target.get(), kind.get().probe(port.get(), size.get()));
      } catch (IllegalArgumentException badNumber) {
        say(String.valueOf(badNumber.getMessage()), true);
      }
    }
  }

  private void send(
      LabModel.State.Running running, String source, InetAddress target, Probe probe) {
    boolean isEndless = repeat.get();
    int times = isEndless ? Prober.MOST : count.get();
    Telling telling = new Telling();
    what.set(Words.get("send.what", kind.get(), source, Addresses.format(target)));
    busy.set(true);
    sent.set(new Sent(++sendings, source, target));
    say(Words.get("send.under-way"), false);
    underWay =
        sender.submit(
            () -> {
              try {
                do {
                  running
                      .lab()
                      .session()
                      .send(source, target, probe, times, PATIENCE, INTERVAL, telling::heard);
                } while (isEndless && !Thread.currentThread().isInterrupted());
              } catch (IllegalArgumentException | KernelException refused) {
                fx.execute(() -> say(String.valueOf(refused.getMessage()), true));
              } finally {
                fx.execute(() -> busy.set(false));
              }
            });
  }

  /** Counts results, and says them. */
  private final class Telling {
    private Tally tally = Tally.NONE;

    void heard(ProbeResult answer) {
      fx.execute(
          () -> {
            tally = tally.with(answer);
            say(tally.words(answer), tally.isBad());
          });
    }
  }

  /** Sends no more of it; what is under way still gets its time. */
  public void cancel() {
    if (underWay != null) {
      underWay.cancel(true);
    }
  }

  private void say(String words, boolean bad) {
    isBad.set(bad);
    result.set(words);
  }

  private void labChanged(LabModel.State state) {
    if (state instanceof LabModel.State.Running && result.get().equals(Words.get("send.no-lab"))) {
      say("", false);
    }
    promise();
  }

  private void promise() {
    asking.ask(wish());
  }

  private Optional<Wish> wish() {
    Destinations known = destinations();
    String source = from.get().strip();
    if (!(lab.state().get() instanceof LabModel.State.Running running) || !known.isPlace(source)) {
      return Optional.empty();
    }
    Kind chosen = kind.get();
    int toPort = chosen.hasPort() ? port.get() : 0;
    return known
        .address(to.get())
        .map(target -> new Wish(running, source, target, chosen.protocol(target), toPort));
  }

  private static Promise ask(Optional<Wish> maybe) {
    if (maybe.isEmpty()) {
      return Promise.NONE;
    }
    Wish wish = maybe.get();
    try {
      List<Place> path = wish.lab.live().promised(wish.from, wish.to, wish.protocol, wish.port);
      if (!path.isEmpty()) {
        return new Promise(path, null);
      }
      return wish.lab
          .live()
          .refusal(wish.from, wish.to, wish.protocol, wish.port)
          .map(cause -> new Promise(path, words(wish, cause)))
          .orElse(Promise.NONE);
    } catch (KernelException gone) {
      return new Promise(List.of(), String.valueOf(gone.getMessage()));
    }
  }

  private static String words(Wish wish, Cause cause) {
    return Words.get("send.refused", wish.from, cause.text());
  }

  /** A refusal is said when it is news: the same packet is asked for whenever a table changes. */
  private void promised(Promise promise) {
    promised.set(promise.path);
    String before = refusal;
    refusal = promise.refusal;
    if (refusal != null && !refusal.equals(before) && !busy.get()) {
      say(refusal, true);
    } else if (refusal == null && before != null && before.equals(result.get())) {
      say("", false);
    }
  }
}
