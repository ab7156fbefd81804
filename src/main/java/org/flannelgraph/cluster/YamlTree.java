package org.flannelgraph.cluster;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.flannelgraph.cluster.Value.Entry;
import org.flannelgraph.cluster.Value.Extent;
import org.flannelgraph.cluster.Value.Mapping;
import org.flannelgraph.cluster.Value.Scalar;
import org.flannelgraph.cluster.Value.Sequence;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlVersionException;
import org.snakeyaml.engine.v2.parser.Parser;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * Makes values of YAML's events.
 *
 * <p>The library's own loader stops at the first mistake and forgets where things were written.
 * This one resumes at the next line that starts with {@code ---}, keeps positions, and counts: a
 * file of a few hundred bytes can stand for billions of values by aliases of aliases.
 */
final class YamlTree {
  /** Values within values. Kubernetes' deepest manifests have about 15. */
  static final int DEPTH_LIMIT = 50;

  /** All values of a file, those that aliases stand for included. */
  static final int VALUE_LIMIT = 300_000;

  private static final LoadSettings SETTINGS =
      LoadSettings.builder()
          .setCodePointLimit(Integer.MAX_VALUE)
          .setBufferSize(1 << 16) // it copies what it holds of a long line once for each of these
          .build();

  /** After so many documents that are no YAML the rest won't be either. */
  private static final int MISTAKE_LIMIT = 100;

  private final SourceText source;
  private final Problems problems;
  private final List<Value> documents = new ArrayList<>();
  private int values;
  private int mistakes;

  private int firstLine;
  private int documentLine;
  private Parser parser;
  private final Map<Anchor, Anchored> anchors = new HashMap<>();
  private final Set<Anchor> unfinished = new HashSet<>();

  private record Anchored(Value value, int values) {}

  private YamlTree(SourceText source, Problems problems) {
    this.source = source;
    this.problems = problems;
    parser = parserFrom(0);
  }

  /** The documents of a file, the empty ones left out. */
  static List<Value> documents(SourceText source, Problems problems) {
    YamlTree tree = new YamlTree(source, problems);
    try {
      while (tree.readOn()) {
        // Each round ends with the file or with a mistake, and starts after the last one.
      }
    } catch (TooMuchException tooMuch) {
      problems.error(tooMuch.position, tooMuch.text);
    }
    return tree.documents;
  }

  private Parser parserFrom(int line) {
    firstLine = line;
    documentLine = line;
    return new ParserImpl(SETTINGS, new StreamReader(SETTINGS, source.readerFrom(line)));
  }

  /** Reads to the end or to a mistake; says whether there is more after that. */
  private boolean readOn() {
    int line = firstLine;
    try {
      while (parser.hasNext()) {
        Event event = parser.next();
        line = event.getStartMark().map(this::line).orElse(line);
        switch (event.getEventId()) {
          case DocumentStart -> {
            documentLine = line;
            anchors.clear();
            unfinished.clear();
          }
          case Scalar, SequenceStart, MappingStart, Alias -> {
            Value document = value(event, 0);
            if (!document.isNull()) {
              documents.add(document);
            }
          }
          default -> {}
        }
      }
      return false;
    } catch (MarkedYamlEngineException mistake) {
      Optional<Mark> mark = mistake.getProblemMark().or(mistake::getContextMark);
      line = mark.map(this::line).orElse(line);
      problems.error(
          mark.map(this::position).orElse(Position.WHOLE_FILE), "not YAML: " + words(mistake));
    } catch (YamlVersionException unknown) {
      problems.error(new Position(line + 1, 1), "not YAML 1.2, which is what the lab reads");
    } catch (YamlEngineException mistake) {
      problems.error(new Position(line + 1, 1), "not YAML: " + mistake.getMessage());
    }
    return skipToDocument(line);
  }

  private static String words(MarkedYamlEngineException mistake) {
    String problem = mistake.getProblem();
    String context = mistake.getContext();
    return context == null ? problem : context + ", " + problem;
  }

  /** Goes on at the first document that starts where the mistake was, or after; but never twice. */
  private boolean skipToDocument(int line) {
    mistakes++;
    int next = Math.max(line, Math.max(documentLine, firstLine) + 1);
    while (next < source.lines() && !source.text().startsWith("---", source.lineStart(next))) {
      next++;
    }
    if (next >= source.lines()) {
      return false;
    }
    if (mistakes == MISTAKE_LIMIT) {
      problems.error(
          new Position(next + 1, 1), "the rest is not read, after so many mistakes before it");
      return false;
    }
    parser = parserFrom(next);
    return true;
  }

  private Value value(Event event, int depth) {
    Position position = position(event);
    if (depth > DEPTH_LIMIT) {
      throw new TooMuchException(
          position, "this is nested more than " + DEPTH_LIMIT + " levels deep");
    }
    count(position, 1);
    if (event instanceof AliasEvent alias) {
      return aliased(alias.getAlias(), position);
    }
    int before = values;
    Optional<Anchor> anchor = ((NodeEvent) event).getAnchor();
    anchor.ifPresent(unfinished::add);
    Value value =
        switch (event) {
          case ScalarEvent scalar -> scalar(scalar, position);
          case SequenceStartEvent _ -> sequence(position, depth);
          case MappingStartEvent _ -> mapping(position, depth);
          default -> throw new IllegalStateException("no start of a value: " + event);
        };
    anchor.ifPresent(
        name -> {
          unfinished.remove(name);
          anchors.put(name, new Anchored(value, values - before + 1));
        });
    return value;
  }

  private void count(Position position, int more) {
    values += more;
    if (values > VALUE_LIMIT) {
      throw new TooMuchException(
          position,
          "up to here the file stands for more than "
              + VALUE_LIMIT
              + " values, which is more than any lab needs");
    }
  }

  private Value aliased(Anchor name, Position position) {
    Anchored anchored = anchors.get(name);
    if (anchored == null || unfinished.contains(name)) {
      problems.error(
          position,
          unfinished.contains(name)
              ? "the alias *" + name + " stands inside the value that it stands for"
              : "the alias *" + name + " has no anchor &" + name + " before it");
      return new Scalar(position, "", Scalar.Type.NULL, null);
    }
    count(position, anchored.values() - 1);
    return anchored.value();
  }

  private Scalar scalar(ScalarEvent event, Position position) {
    Scalar.Type type =
        event.isPlain() && event.getTag().isEmpty()
            ? PlainScalars.type(event.getValue())
            : Scalar.Type.STRING;
    return new Scalar(position, event.getValue(), type, extent(event));
  }

  private Extent extent(ScalarEvent event) {
    Mark start = event.getStartMark().orElseThrow();
    Mark end = event.getEndMark().orElseThrow();
    int from = line(start);
    int to = line(end);
    return switch (event.getScalarStyle()) {
      case PLAIN -> new Extent(from, start.getColumn(), to, end.getColumn(), false);
      case SINGLE_QUOTED -> new Extent(from, start.getColumn() + 1, to, end.getColumn() - 1, false);
      case DOUBLE_QUOTED, JSON_SCALAR_STYLE ->
          new Extent(from, start.getColumn() + 1, to, end.getColumn() - 1, true);
      case LITERAL, FOLDED -> new Extent(from + 1, 0, to, end.getColumn(), false);
    };
  }

  private Sequence sequence(Position position, int depth) {
    List<Value> items = new ArrayList<>();
    Event event = parser.next();
    while (event.getEventId() != Event.ID.SequenceEnd) {
      items.add(value(event, depth + 1));
      event = parser.next();
    }
    return new Sequence(position, items);
  }

  private Mapping mapping(Position position, int depth) {
    Map<String, Entry> entries = new LinkedHashMap<>();
    List<Value> merged = new ArrayList<>();
    Event event = parser.next();
    while (event.getEventId() != Event.ID.MappingEnd) {
      Value key = value(event, depth + 1);
      Value value = value(parser.next(), depth + 1);
      if (!(key instanceof Scalar name)) {
        problems.error(key.position(), "a key is text, not " + key.description());
      } else if (name.text().equals("<<") && name.type() == Scalar.Type.STRING) {
        merged.add(value);
      } else {
        add(entries, new Entry(name, value));
      }
      event = parser.next();
    }
    merged.forEach(value -> merge(entries, value));
    return new Mapping(position, List.copyOf(entries.values()));
  }

  private void add(Map<String, Entry> entries, Entry entry) {
    Entry before = entries.putIfAbsent(entry.key().text(), entry);
    if (before != null) {
      problems.error(
          entry.key().position(),
          "'"
              + entry.key().text()
              + "' stands here a second time, first in line "
              + before.key().position().line());
    }
  }

  /**
   * YAML 1.1's merge key, which Kubernetes' YAML reader knows: what the mapping says itself wins.
   */
  private void merge(Map<String, Entry> entries, Value value) {
    switch (value) {
      case Mapping mapping ->
          mapping.entries().forEach(entry -> entries.putIfAbsent(entry.key().text(), entry));
      case Sequence sequence -> sequence.items().forEach(item -> merge(entries, item));
      case Scalar scalar ->
          problems.error(scalar.position(), "'<<' takes in a mapping, not " + scalar.description());
    }
  }

  private int line(Mark mark) {
    return firstLine + mark.getLine();
  }

  private Position position(Mark mark) {
    return new Position(line(mark) + 1, mark.getColumn() + 1);
  }

  private Position position(Event event) {
    return position(event.getStartMark().orElseThrow());
  }

  private static final class TooMuchException extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final transient Position position;
    private final String text;

    TooMuchException(Position position, String text) {
      this.position = position;
      this.text = text;
    }
  }
}
