package org.flannelgraph.linux.netlink;

import java.util.Optional;
import java.util.function.Function;
import org.flannelgraph.linux.Errno;

/**
 * What the kernel answers to one who looks something up. That it has no such thing, or will not let
 * a packet go there, is an answer like another.
 */
public sealed interface Answer<T> {
  /** It has it. */
  record Found<T>(T object) implements Answer<T> {}

  /**
   * It says no.
   *
   * @param errno as ENOENT for a neighbour that is not there, EACCES for a prohibited route
   * @param words what it added, or empty
   */
  record Refused<T>(Errno errno, String words) implements Answer<T> {}

  /** What was found. */
  default Optional<T> found() {
    return switch (this) {
      case Found<T>(T object) -> Optional.of(object);
      case Refused<T> _ -> Optional.empty();
    };
  }

  /** Whether the kernel said no in this way. */
  default boolean is(Errno errno) {
    return this instanceof Refused<T> refused && refused.errno().equals(errno);
  }

  /** The same answer about what is made of the thing found. */
  default <U> Answer<U> map(Function<T, U> what) {
    return switch (this) {
      case Found<T>(T object) -> new Found<>(what.apply(object));
      case Refused<T>(Errno errno, String words) -> new Refused<>(errno, words);
    };
  }
}
