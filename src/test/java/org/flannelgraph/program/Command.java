package org.flannelgraph.program;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A command that a user is about to run. Unless told otherwise, it has nothing to read. */
final class Command {
  private static final Redirect NOTHING = Redirect.from(new File("/dev/null"));

  private final User user;
  private final List<String> words = new ArrayList<>();
  private final Map<String, String> environment;
  private Path directory;
  private Redirect input = NOTHING;
  private Redirect output = Redirect.PIPE;

  Command(User user, List<String> words, Map<String, String> environment) {
    this.user = user;
    // Whoever runs the tests in the background of a script has INT ignored, and so would all of us.
    this.words.addAll(List.of("env", "--default-signal=HUP,INT,TERM"));
    this.words.addAll(words);
    this.environment = environment;
    directory = user.folder();
  }

  /** Runs it through another program: its words come first. */
  Command through(String... program) {
    words.addAll(0, List.of(program));
    return this;
  }

  /** Runs it in namespaces of its own, with all rights there. */
  Command inPrivate(String... kinds) {
    through(kinds);
    if (!User.isRoot()) {
      through("--user", "--map-current-user", "--keep-caps");
    }
    return through("unshare");
  }

  Command in(Path folder) {
    directory = folder;
    return this;
  }

  Command with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  Command without(String variable) {
    environment.remove(variable);
    return this;
  }

  /** It will read what is typed: {@link Started#type}. */
  Command reading() {
    input = Redirect.PIPE;
    return this;
  }

  Command from(Path file) {
    input = Redirect.from(file.toFile());
    return this;
  }

  Command to(Redirect where) {
    output = where;
    return this;
  }

  List<String> words() {
    return words;
  }

  Map<String, String> environment() {
    return environment;
  }

  Started start() {
    ProcessBuilder builder =
        new ProcessBuilder(words)
            .directory(directory.toFile())
            .redirectInput(input)
            .redirectOutput(output);
    builder.environment().clear();
    builder.environment().putAll(environment);
    try {
      return user.remember(new Started(String.join(" ", words), builder.start()));
    } catch (IOException failed) {
      throw new UncheckedIOException("start " + words, failed);
    }
  }

  Outcome run() {
    return start().outcome();
  }
}
