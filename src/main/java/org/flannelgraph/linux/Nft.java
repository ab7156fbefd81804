package org.flannelgraph.linux;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The program nft, called inside a namespace. */
public final class Nft {
  private Nft() {}

  /** A namespace by our descriptor of it: its name may have been taken away by hand. */
  private static String descriptor(NetworkNamespace namespace) {
    return "/proc/" + ProcessHandle.current().pid() + "/fd/" + namespace.descriptor();
  }

  /**
   * Runs one transaction.
   *
   * @param json as libnftables-json(5) has it
   * @param description the equivalent command, for an error
   * @throws KernelException with nft's own words
   */
  public static void run(NetworkNamespace namespace, String json, String description) {
    call(namespace, List.of("-j", "-f", "-"), json, description);
  }

  /**
   * What nft prints.
   *
   * @param arguments as {@code -a list chain inet filter forward}
   * @throws KernelException with nft's own words
   */
  public static String list(NetworkNamespace namespace, String... arguments) {
    return call(namespace, List.of(arguments), "", "nft " + String.join(" ", arguments));
  }

  private static String call(
      NetworkNamespace namespace, List<String> arguments, String input, String description) {
    try {
      List<String> command = new ArrayList<>();
      command.addAll(List.of("nsenter", "--net=" + descriptor(namespace), "nft"));
      command.addAll(arguments);
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      try (var stdin = process.getOutputStream()) {
        stdin.write(input.getBytes(StandardCharsets.UTF_8));
      }
      String words = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new KernelException(description + ": " + words.strip());
      }
      return words;
    } catch (IOException failed) {
      throw new KernelException(
          description + ": could not run nft (package nftables): " + failed.getMessage(), failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new KernelException(description + ": interrupted", interrupted);
    }
  }
}
