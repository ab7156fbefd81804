package org.flannelgraph.linux;

import java.util.List;
import java.util.Optional;
import jnr.ffi.LibraryLoader;

/** Whether libpcap is there. Frames are not captured through it; files and filters need it. */
public final class Libpcap {
  /** Debian's name for it, and everybody else's; the plain name comes with headers only. */
  private static final List<String> NAMES = List.of("libpcap.so.0.8", "libpcap.so.1");

  private Libpcap() {}

  /** pcap/pcap.h. */
  public interface Functions {
    String pcap_lib_version();
  }

  /** What it calls itself, as {@code libpcap version 1.10.3}; empty if it can't be loaded. */
  public static Optional<String> version() {
    for (String name : NAMES) {
      try {
        Functions library = LibraryLoader.create(Functions.class).failImmediately().load(name);
        return Optional.of(library.pcap_lib_version());
      } catch (UnsatisfiedLinkError absent) {
        // Try the other name.
      }
    }
    return Optional.empty();
  }
}
