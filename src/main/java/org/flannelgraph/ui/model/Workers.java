package org.flannelgraph.ui.model;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Threads for what would keep the FX thread waiting. */
public final class Workers {
  private Workers() {}

  /** A thread of that name, which does one task after the other and keeps no program running. */
  public static ExecutorService named(String name) {
    return Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name(name).factory());
  }
}
