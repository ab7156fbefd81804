package org.flannelgraph.linux;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

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
    try {
      Process process =
          new ProcessBuilder("nsenter", "--net=" + descriptor(namespace), "nft", "-j", "-f", "-")
              .redirectErrorStream(true)
              .start();
      try (var input = process.getOutputStream()) {
        input.write(json.getBytes(StandardCharsets.UTF_8));
      }
      String words =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      if (process.waitFor() != 0) {
        throw new KernelException(description + ": " + words);
      }
    } catch (IOException failed) {
      throw new KernelException(
          description + ": could not run nft (package nftables): " + failed.getMessage(), failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new KernelException(description + ": interrupted", interrupted);
    }
  }
}
