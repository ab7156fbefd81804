package org.flannelgraph.ui.log;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Executor;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.collections.transformation.FilteredList;
import org.flannelgraph.session.OperationLog;
import org.flannelgraph.topology.LiveTopology;
import org.flannelgraph.topology.Topology;
import org.flannelgraph.ui.model.Pulse;

/**
 * What the program did to the kernel and what the kernel announced, the newest {@link #MOST} lines.
 * The FX thread's; what it follows may be told on any.
 */
public final class KernelLog {
  /** How many lines are kept. */
  public static final int MOST = 10_000;

  /** Room for as many is made at once: to move all others for each would take too long. */
  private static final int CHUNK = 500;

  /**
   * What the kernel announces so soon after an operation of ours is taken for its consequence: the
   * kernel tells it while the operation runs, and it is read some milliseconds later.
   */
  static final Duration WAKE = Duration.ofMillis(250);

  private final Pulse<LogEntry> pulse;
  private final ObservableList<LogEntry> entries = FXCollections.observableArrayList();
  private final FilteredList<LogEntry> filtered = new FilteredList<>(entries);

  /** Each held here, since they know their listeners but nobody else knows them. */
  private final ObservableList<LogEntry> all = FXCollections.unmodifiableObservableList(entries);

  private final ObservableList<LogEntry> shown = FXCollections.unmodifiableObservableList(filtered);

  private final ReadOnlyLongWrapper dropped = new ReadOnlyLongWrapper(this, "dropped");
  private volatile Instant lastOwn = Instant.MIN;

  /**
   * @param fx runs a task on the FX thread
   */
  public KernelLog(Executor fx) {
    pulse = new Pulse<>(fx, this::take);
  }

  /** Follows a session: all that it did so far, and all that it and the kernel do from now on. */
  public void follow(OperationLog operations, LiveTopology topology) {
    operations.listen(this::did);
    topology.listen(this::announced);
  }

  /** The program did something. */
  void did(OperationLog.Done done) {
    lastOwn = done.time();
    pulse.offer(
        new LogEntry(
            done.time(),
            Origin.OWN,
            done.operation().namespace(),
            Values.text(done.operation()),
            done.operation().command()));
  }

  /** The kernel announced what makes the difference. */
  void announced(Topology before, Topology now) {
    Instant own = lastOwn;
    boolean isWake = own.isAfter(now.time().minus(WAKE)) && own.isBefore(now.time().plus(WAKE));
    Announced.entries(before, now, isWake).forEach(pulse::offer);
  }

  private void take(List<LogEntry> batch) {
    List<LogEntry> inTime = new ArrayList<>(batch);
    inTime.sort(Comparator.comparing(LogEntry::time));
    int over = inTime.size() - MOST;
    if (over > 0) {
      inTime = inTime.subList(over, inTime.size());
      dropped.set(dropped.get() + over);
    }
    int room = MOST - entries.size();
    if (room < inTime.size()) {
      int gone = Math.min(entries.size(), Math.max(CHUNK, inTime.size() - room));
      entries.remove(0, gone);
      dropped.set(dropped.get() + gone);
    }
    entries.addAll(inTime);
  }

  /**
   * Shows only some.
   *
   * @param words all of which a line has somewhere, in any case
   * @param origins of which its origin is one
   */
  public void filter(String words, Set<Origin> origins) {
    List<String> wanted =
        words.isBlank() ? List.of() : List.of(words.strip().toLowerCase(Locale.ROOT).split("\\s+"));
    Set<Origin> from = origins.isEmpty() ? EnumSet.noneOf(Origin.class) : EnumSet.copyOf(origins);
    filtered.setPredicate(entry -> from.contains(entry.origin()) && has(entry, wanted));
  }

  private static boolean has(LogEntry entry, List<String> words) {
    if (words.isEmpty()) {
      return true;
    }
    String text =
        (entry.namespace() + "\n" + entry.value() + "\n" + entry.command())
            .toLowerCase(Locale.ROOT);
    return words.stream().allMatch(text::contains);
  }

  /** The lines that pass the filter, oldest first. */
  public ObservableList<LogEntry> shown() {
    return shown;
  }

  /** All that are kept, oldest first. */
  public ObservableList<LogEntry> entries() {
    return all;
  }

  /** How many older ones are kept no more. */
  public ReadOnlyLongProperty dropped() {
    return dropped.getReadOnlyProperty();
  }
}
