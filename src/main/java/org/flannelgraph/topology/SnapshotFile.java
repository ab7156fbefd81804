package org.flannelgraph.topology;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A snapshot as one JSON document.
 *
 * <pre>
 *   {"snapshot": 1,                      the version of this format
 *    "version": 7, "time": "2026-...",   of the topology
 *    "pods": ["red", "green"],
 *    "namespaces": {"node1": {...}}}     each as {@link NamespaceJson} has it
 * </pre>
 *
 * <p>Of a later version the number is higher, and it is refused; members that are not known are
 * passed over. It is read one namespace at a time: only what comes of them is kept.
 */
final class SnapshotFile {
  private static final int VERSION = 1;

  /** A lab of a thousand pods takes about 20 MB. */
  private static final long MOST_BYTES = 512L << 20;

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final String file;
  private final TreeMap<String, Namespace> namespaces = new TreeMap<>();
  private final Set<String> pods = new TreeSet<>();
  private boolean isSnapshot;
  private long version = 1;
  private Instant time = Instant.EPOCH;

  private SnapshotFile(String file) {
    this.file = file;
  }

  static Snapshot read(Path path) throws IOException {
    SnapshotFile reading = new SnapshotFile(path.toString());
    try (Bounded input = Bounded.open(path, MOST_BYTES);
        JsonParser parser = MAPPER.getFactory().createParser(input)) {
      reading.document(parser);
    } catch (JsonProcessingException wrong) {
      throw new InvalidSnapshotException(path.toString(), Bounded.said(wrong));
    } catch (IllegalArgumentException | DateTimeException wrong) {
      throw new InvalidSnapshotException(path.toString(), String.valueOf(wrong.getMessage()));
    }
    return new Snapshot(
        new Topology(reading.version, reading.time, reading.namespaces), reading.pods);
  }

  private void document(JsonParser parser) throws IOException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw noSnapshot();
    }
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      parser.nextToken();
      member(name, parser);
    }
    if (!isSnapshot) {
      throw noSnapshot();
    }
    if (parser.nextToken() != null) {
      throw new InvalidSnapshotException(file, "something follows the document");
    }
  }

  private InvalidSnapshotException noSnapshot() {
    return new InvalidSnapshotException(
        file,
        "this is no snapshot; 'flannelgraph export LAB -o FILE.json' writes one, and a folder of"
            + " what ip and bridge print is one too");
  }

  private void member(String name, JsonParser parser) throws IOException {
    switch (name) {
      case "snapshot" -> {
        JsonNode written = MAPPER.readTree(parser);
        if (!written.isInt() || written.intValue() < 1) {
          throw noSnapshot();
        }
        if (written.intValue() > VERSION) {
          throw new InvalidSnapshotException(
              file,
              "it has version "
                  + written
                  + " of the format of snapshots; this program reads up to "
                  + VERSION);
        }
        isSnapshot = true;
      }
      case "version" -> version = MAPPER.<JsonNode>readTree(parser).asLong(1);
      case "time" -> time = Instant.parse(MAPPER.<JsonNode>readTree(parser).asText());
      case "pods" -> MAPPER.<JsonNode>readTree(parser).forEach(pod -> pods.add(pod.asText()));
      case "namespaces" -> namespaces(parser);
      default -> parser.skipChildren();
    }
  }

  private void namespaces(JsonParser parser) throws IOException {
    if (!parser.isExpectedStartObjectToken()) {
      throw new InvalidSnapshotException(file, "'namespaces' is no object");
    }
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      parser.nextToken();
      JsonNode json = MAPPER.readTree(parser);
      if (namespaces.put(name, NamespaceJson.read(name, json)) != null) {
        throw new InvalidSnapshotException(file, "namespace '" + name + "' is there twice");
      }
    }
  }

  static void write(Snapshot snapshot, Path file) throws IOException {
    Path absolute = file.toAbsolutePath();
    Path part = absolute.resolveSibling("." + absolute.getFileName() + ".part");
    try {
      try (OutputStream output = Files.newOutputStream(part);
          JsonGenerator json = new JsonFactory().createGenerator(output)) {
        json.setCodec(MAPPER).useDefaultPrettyPrinter();
        write(snapshot, json);
      }
      Files.move(part, absolute, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static void write(Snapshot snapshot, JsonGenerator json) throws IOException {
    Topology topology = snapshot.topology();
    json.writeStartObject();
    json.writeNumberField("snapshot", VERSION);
    json.writeNumberField("version", topology.version());
    json.writeStringField("time", topology.time().toString());
    json.writeArrayFieldStart("pods");
    for (String pod : snapshot.pods()) {
      json.writeString(pod);
    }
    json.writeEndArray();
    json.writeObjectFieldStart("namespaces");
    for (Namespace namespace : topology.namespaces().values()) {
      json.writeFieldName(namespace.name());
      json.writeTree(NamespaceJson.write(namespace));
    }
    json.writeEndObject();
    json.writeEndObject();
  }
}
