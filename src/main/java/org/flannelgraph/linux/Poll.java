package org.flannelgraph.linux;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Waits until one of several descriptors can be read (poll(2)). */
public final class Poll {
  private static final int ENTRY = 8;
  static final short POLLIN = 1;
  static final short POLLOUT = 4;

  private final ByteBuffer entries;
  private final int count;

  /** Will wait for these, in this order. */
  public Poll(List<Integer> descriptors) {
    count = descriptors.size();
    entries =
        ByteBuffer.allocateDirect(Math.max(ENTRY, count * ENTRY)).order(ByteOrder.nativeOrder());
    for (int descriptor : descriptors) {
      entries.putInt(descriptor).putShort(POLLIN).putShort((short) 0);
    }
    entries.clear();
  }

  /**
   * Waits for one descriptor.
   *
   * @param events POLLIN, POLLOUT or both
   * @param millis the longest wait
   * @return whether one of them came, or a failure
   */
  static boolean await(int descriptor, short events, int millis) {
    ByteBuffer entry = ByteBuffer.allocateDirect(ENTRY).order(ByteOrder.nativeOrder());
    entry.putInt(0, descriptor).putShort(4, events);
    return Libc.LIBC.poll(entry, 1, millis) > 0;
  }

  /**
   * Waits.
   *
   * @param millis the longest wait; -1 waits for ever
   * @return the positions, in the list, of those that can be read or have failed
   */
  public List<Integer> await(int millis) {
    if (Libc.LIBC.poll(entries, count, millis) <= 0) {
      return List.of();
    }
    List<Integer> ready = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      if (entries.getShort(i * ENTRY + 6) != 0) {
        ready.add(i);
      }
    }
    return ready;
  }
}
