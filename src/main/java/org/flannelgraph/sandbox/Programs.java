package org.flannelgraph.sandbox;

import java.util.Map;
import java.util.Optional;

/**
 * Where programs are: on the PATH, or in the folders that an ordinary user's PATH lacks and the
 * launcher adds.
 */
record Programs(HostFiles files, Map<String, String> environment) {
  private static final String ALWAYS = "/usr/sbin:/sbin:/usr/bin:/bin";

  Optional<String> find(String program) {
    for (String folder : path().split(":", -1)) {
      String path = folder + "/" + program;
      if (folder.startsWith("/") && files.isExecutable(path)) {
        return Optional.of(path);
      }
    }
    return Optional.empty();
  }

  /** The PATH that the launcher gives to a lab. */
  String path() {
    return environment.getOrDefault("PATH", "/usr/bin:/bin") + ":" + ALWAYS;
  }
}
