package org.flannelgraph.ui.model;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.flannelgraph.linux.KernelException;
import org.flannelgraph.linux.operation.KernelObject;
import org.flannelgraph.linux.operation.Operation;
import org.flannelgraph.linux.operation.OperationException;
import org.flannelgraph.session.Session;
import org.jspecify.annotations.Nullable;

/**
 * Brings back what the lab wants and the kernel lacks, on another thread. What was done is in the
 * session's operation log; what was refused is said here. The FX thread's.
 */
public final class Mender {
  private final Supplier<Optional<Session>> session;
  private final Executor worker;
  private final Executor fx;
  private final StringProperty refusal = new SimpleStringProperty(this, "refusal", "");
  private final BooleanProperty busy = new SimpleBooleanProperty(this, "busy");

  /**
   * @param session what runs, if anything does
   * @param worker runs a task elsewhere, one at a time
   * @param fx runs a task on the FX thread
   */
  public Mender(Supplier<Optional<Session>> session, Executor worker, Executor fx) {
    this.session = session;
    this.worker = worker;
    this.fx = fx;
  }

  /**
   * Brings a thing back, with all that was built on it.
   *
   * @param what as {@link org.flannelgraph.scene.ItemId.Missing} names it: a namespace, or a link
   *     in one ({@code name/link})
   * @return what was done, in order, as undo takes it back; completed on the FX thread, with no
   *     operation if nothing was missing or the kernel refused
   */
  public CompletableFuture<List<Operation>> mend(String what) {
    CompletableFuture<List<Operation>> done = new CompletableFuture<>();
    Optional<Session> running = session.get();
    if (running.isEmpty() || busy.get()) {
      done.complete(List.of());
      return done;
    }
    busy.set(true);
    refusal.set("");
    worker.execute(() -> mend(running.get(), what, done));
    return done;
  }

  private void mend(Session running, String what, CompletableFuture<List<Operation>> done) {
    List<Operation> operations = List.of();
    String refused = null;
    try {
      operations = running.mend(List.of(object(what)));
    } catch (OperationException | KernelException refusing) {
      refused = String.valueOf(refusing.getMessage());
    }
    List<Operation> result = operations;
    @Nullable String words = refused;
    fx.execute(
        () -> {
          busy.set(false);
          refusal.set(words == null ? "" : Words.get("mend.refused", what, words));
          done.complete(result);
        });
  }

  private static KernelObject object(String what) {
    int slash = what.indexOf('/');
    return slash < 0
        ? KernelObject.namespace(what)
        : KernelObject.link(what.substring(0, slash), what.substring(slash + 1));
  }

  /** Why the last thing could not be brought back, in words; empty if it could. */
  public ReadOnlyStringProperty refusal() {
    return refusal;
  }

  /** Whether something is being mended. */
  public ReadOnlyBooleanProperty busy() {
    return busy;
  }
}
