package org.flannelgraph.linux;

import static org.flannelgraph.linux.Libc.LIBC;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import jnr.ffi.Memory;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;

/**
 * A child process with given descriptors as its standard ones and no others, in a session
 * (setsid(2)) of its own, so that a signal reaches it and all that it started. {@link
 * ProcessBuilder} can do none of these.
 */
public final class Child {
  /** spawn.h, bits/signum. */
  private static final short POSIX_SPAWN_SETSIGDEF = 0x04;

  private static final short POSIX_SPAWN_SETSIGMASK = 0x08;
  private static final short POSIX_SPAWN_SETSID = 0x80;

  public static final int SIGHUP = 1;
  public static final int SIGKILL = 9;
  public static final int SIGTERM = 15;

  /**
   * Room for the C library's posix_spawn_file_actions_t, posix_spawnattr_t, sigset_t: 80, 336, 128.
   */
  private static final int ROOM = 512;

  private final int process;

  private Child(int process) {
    this.process = process;
  }

  /** Where a child's standard input, output and error go: numbers of descriptors. */
  public record Streams(int input, int output, int error) {
    List<Integer> inOrder() {
      return List.of(input, output, error);
    }
  }

  /**
   * Starts a program.
   *
   * @param arguments the program, looked up in PATH, and its arguments
   * @param terminal whether its standard input is a terminal that it is to control
   * @throws KernelException if there is no such program
   */
  public static Child start(
      List<String> arguments, Map<String, String> environment, Streams streams, boolean terminal) {
    List<String> words = new ArrayList<>(arguments);
    if (terminal) {
      words.addAll(0, List.of("setsid", "--ctty"));
    }
    Runtime runtime = Runtime.getSystemRuntime();
    List<Pointer> keep = new ArrayList<>();
    Pointer actions = Memory.allocateDirect(runtime, ROOM, true);
    Pointer attributes = Memory.allocateDirect(runtime, ROOM, true);
    Pointer signals = Memory.allocateDirect(runtime, ROOM, true);
    LIBC.posix_spawn_file_actions_init(actions);
    LIBC.posix_spawnattr_init(attributes);
    try {
      for (int i = 0; i < 3; i++) {
        LIBC.posix_spawn_file_actions_adddup2(actions, streams.inOrder().get(i), i);
      }
      LIBC.posix_spawn_file_actions_addclosefrom_np(actions, 3);
      LIBC.sigemptyset(signals);
      LIBC.posix_spawnattr_setsigmask(attributes, signals);
      LIBC.sigfillset(signals);
      LIBC.posix_spawnattr_setsigdefault(attributes, signals);
      short flags = POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK;
      LIBC.posix_spawnattr_setflags(
          attributes, (short) (terminal ? flags : flags | POSIX_SPAWN_SETSID));
      ByteBuffer process = ByteBuffer.allocateDirect(4).order(ByteOrder.nativeOrder());
      List<String> settings =
          environment.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList();
      int error =
          LIBC.posix_spawnp(
              process,
              words.getFirst(),
              actions,
              attributes,
              array(words, keep),
              array(settings, keep));
      if (error != 0) {
        throw new KernelException("start " + words.getFirst(), new Errno(error));
      }
      return new Child(process.getInt(0));
    } finally {
      LIBC.posix_spawn_file_actions_destroy(actions);
      LIBC.posix_spawnattr_destroy(attributes);
      java.lang.ref.Reference.reachabilityFence(keep);
    }
  }

  /** An array of C strings, closed by a null; {@code keep} holds its memory. */
  private static Pointer array(List<String> words, List<Pointer> keep) {
    Runtime runtime = Runtime.getSystemRuntime();
    Pointer array = Memory.allocateDirect(runtime, (words.size() + 1) * Long.BYTES, true);
    keep.add(array);
    for (int i = 0; i < words.size(); i++) {
      byte[] bytes = words.get(i).getBytes(StandardCharsets.UTF_8);
      Pointer text = Memory.allocateDirect(runtime, bytes.length + 1, true);
      text.put(0, bytes, 0, bytes.length);
      keep.add(text);
      array.putPointer((long) i * Long.BYTES, text);
    }
    return array;
  }

  /**
   * Waits until it has ended. Only one thread may.
   *
   * @return its exit code, or 128 plus the signal that ended it, as a shell says it
   */
  public int await() {
    ByteBuffer status = ByteBuffer.allocateDirect(4).order(ByteOrder.nativeOrder());
    while (LIBC.waitpid(process, status, 0) < 0) {
      Errno errno = Errno.last();
      if (!errno.equals(Errno.EINTR)) {
        throw new KernelException("wait for process " + process, errno);
      }
    }
    int value = status.getInt(0);
    int signal = value & 0x7f;
    return signal == 0 ? value >> 8 & 0xff : 128 + signal;
  }

  /** Sends a signal to it and to what it has started, as far as that stayed in its group. */
  public void signalGroup(int signal) {
    LIBC.kill(-process, signal);
  }
}
