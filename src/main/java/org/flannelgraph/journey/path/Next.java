package org.flannelgraph.journey.path;

import java.util.List;
import org.flannelgraph.journey.Action;
import org.flannelgraph.journey.Cause;
import org.flannelgraph.journey.Evidence;
import org.jspecify.annotations.Nullable;

/** What comes next for a frame at an interface. */
sealed interface Next {
  /**
   * It goes on.
   *
   * @param action what brings it there
   * @param to where it is seen next
   * @param evidence what decides that
   * @param doubt what kept it from there, if it was not seen there; null if nothing is known to
   */
  record On(Action action, Position to, List<Evidence> evidence, @Nullable Cause doubt)
      implements Next {
    On(Action action, Position to, List<Evidence> evidence) {
      this(action, to, evidence, null);
    }
  }

  /** It is taken up where it is: one of the namespace's own addresses is its destination. */
  record Taken(List<Evidence> evidence) implements Next {}

  /** It is lost. */
  record Lost(Cause cause) implements Next {}
}
