package org.flannelgraph.sandbox;

import java.util.Optional;

/** Whether this process runs in the private world that the launcher makes. */
public final class Sandbox {
  private Sandbox() {}

  /**
   * Why no lab can be built here, in words for the user; empty if one can. The launcher says it by
   * environment variables.
   */
  public static Optional<String> problem() {
    if ("1".equals(System.getenv("FLANNELGRAPH_SANDBOX"))) {
      return Optional.empty();
    }
    String said = System.getenv("FLANNELGRAPH_SANDBOX_ERROR");
    return Optional.of(
        "this machine gives no private network to build a lab in"
            + (said == null || said.isBlank() ? "" : ": " + said.strip())
            + "\n'flannelgraph doctor' says why, and what mends it.");
  }
}
