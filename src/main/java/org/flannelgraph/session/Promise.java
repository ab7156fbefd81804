package org.flannelgraph.session;

import java.util.List;
import java.util.Optional;
import org.flannelgraph.journey.Cause;
import org.flannelgraph.journey.Place;

/**
 * What the kernel's tables promise a packet before it is sent.
 *
 * @param path where it would be led; as far as one way is told, since bridges may flood
 * @param refusal why it would not even be sent; empty if it would be
 */
public record Promise(List<Place> path, Optional<Cause> refusal) {
  public Promise {
    path = List.copyOf(path);
  }
}
