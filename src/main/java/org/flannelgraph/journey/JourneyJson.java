package org.flannelgraph.journey;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.flannelgraph.capture.CapturedFrame;
import org.flannelgraph.packet.Checksum;
import org.flannelgraph.packet.Dissection;
import org.flannelgraph.packet.FieldValue;
import org.flannelgraph.packet.Ports;
import org.jspecify.annotations.Nullable;

/**
 * Writes journeys as the one JSON document that {@code trace} and {@code journeys} print. It is
 * written as it goes, so a long one needs no memory.
 */
public final class JourneyJson {
  private static final JsonFactory JSON = new JsonFactory();

  private final JsonGenerator json;
  private final Dissection dissection;
  private final boolean severalFiles;

  private JourneyJson(JsonGenerator json, Ports ports, boolean severalFiles) {
    this.json = json;
    dissection = new Dissection(ports);
    this.severalFiles = severalFiles;
  }

  /**
   * Writes a report.
   *
   * @param out not closed
   * @param ports which protocols the UDP ports of the capture mean
   * @param severalFiles whether the frames come from more than one file, so that each names its own
   */
  public static void write(Writer out, JourneyReport report, Ports ports, boolean severalFiles)
      throws IOException {
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      json.useDefaultPrettyPrinter();
      new JourneyJson(json, ports, severalFiles).write(report);
    }
  }

  private void write(JourneyReport report) throws IOException {
    json.writeStartObject();
    json.writeNumberField("frames", report.frames());
    json.writeNumberField("malformed", report.malformed());
    json.writeNumberField("dropped", report.dropped());
    json.writeArrayFieldStart("requests");
    for (Request request : report.requests()) {
      json.writeStartObject();
      json.writeNumberField("id", request.id());
      json.writeStringField("protocol", request.protocol());
      json.writeStringField("result", request.result().label());
      json.writeStringField("text", request.text());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("journeys");
    for (Journey journey : report.journeys()) {
      write(journey);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void write(Journey journey) throws IOException {
    json.writeStartObject();
    json.writeNumberField("id", journey.id());
    json.writeStringField("protocol", journey.protocol());
    json.writeStringField("summary", journey.summary());
    json.writeStringField("outcome", journey.outcome().label());
    writeCause(journey.cause());
    writeEndpoint("source", journey.source());
    writeEndpoint("destination", journey.destination());
    writeNumber("causedBy", journey.causedBy());
    writeNumber("request", journey.request());
    json.writeArrayFieldStart("expected");
    for (Place place : journey.expected()) {
      json.writeStartObject();
      json.writeStringField("namespace", place.namespace());
      json.writeStringField("interface", place.device());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("hops");
    for (Hop hop : journey.hops()) {
      write(hop);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void writeCause(@Nullable Cause cause) throws IOException {
    if (cause == null) {
      json.writeNullField("cause");
      return;
    }
    json.writeObjectFieldStart("cause");
    json.writeStringField("id", cause.id().label());
    json.writeStringField("namespace", cause.namespace());
    json.writeStringField("interface", cause.device());
    json.writeStringField("text", cause.text());
    writeEvidence(cause.evidence());
    json.writeEndObject();
  }

  private void writeEndpoint(String name, Endpoint endpoint) throws IOException {
    json.writeObjectFieldStart(name);
    json.writeStringField("address", endpoint.address());
    writeNumber("port", endpoint.port());
    json.writeStringField("pod", endpoint.pod());
    json.writeEndObject();
  }

  private void write(Hop hop) throws IOException {
    CapturedFrame frame = hop.frame();
    json.writeStartObject();
    json.writeNumberField("index", hop.index());
    writeNumber("previous", hop.previous());
    json.writeStringField("namespace", hop.namespace());
    json.writeStringField("interface", hop.device());
    json.writeStringField("direction", direction(hop));
    json.writeStringField("file", severalFiles ? frame.where().source() : null);
    json.writeNumberField("frame", frame.ordinal());
    json.writeStringField("time", Long.toString(frame.time()));
    json.writeNumberField("length", frame.wireLength());
    json.writeStringField("action", hop.action().label());
    writeLayers(frame);
    json.writeArrayFieldStart("changes");
    for (Change change : hop.changes()) {
      json.writeStartObject();
      json.writeStringField("layer", change.layer());
      json.writeStringField("field", change.field());
      json.writeStringField("old", change.old());
      json.writeStringField("new", change.now());
      json.writeEndObject();
    }
    json.writeEndArray();
    writeEvidence(hop.evidence());
    json.writeEndObject();
  }

  private static @Nullable String direction(Hop hop) {
    if (hop.direction() == null) {
      return null;
    }
    return switch (hop.direction()) {
      case IN -> "in";
      case OUT -> "out";
    };
  }

  private void writeLayers(CapturedFrame frame) throws IOException {
    frame.dissect(dissection);
    json.writeArrayFieldStart("layers");
    for (int layer = 0; layer < dissection.layers(); layer++) {
      json.writeStartObject();
      json.writeStringField("name", dissection.protocol(layer).label());
      json.writeNumberField("offset", dissection.offset(layer));
      json.writeNumberField("length", dissection.headerLength(layer));
      writeFields(layer);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /** Fields as names and texts; what is there more than once, as a list of texts. */
  private void writeFields(int layer) throws IOException {
    Map<String, List<String>> texts = new LinkedHashMap<>();
    for (FieldValue field : dissection.fields(layer)) {
      texts.computeIfAbsent(field.name(), any -> new ArrayList<>()).add(field.text());
      if (field.name().equals("checksum") && !dissection.isQuoted(layer)) {
        texts.put("checksumStatus", List.of(Checksum.of(dissection, layer).words()));
      }
    }
    json.writeObjectFieldStart("fields");
    for (Map.Entry<String, List<String>> field : texts.entrySet()) {
      if (field.getValue().size() == 1) {
        json.writeStringField(field.getKey(), field.getValue().getFirst());
      } else {
        json.writeArrayFieldStart(field.getKey());
        for (String text : field.getValue()) {
          json.writeString(text);
        }
        json.writeEndArray();
      }
    }
    json.writeEndObject();
  }

  private void writeEvidence(List<Evidence> evidence) throws IOException {
    json.writeArrayFieldStart("evidence");
    for (Evidence entry : evidence) {
      json.writeStartObject();
      json.writeStringField("kind", entry.kind().label());
      json.writeStringField("namespace", entry.namespace());
      json.writeStringField("text", entry.text());
      json.writeStringField("command", entry.command());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void writeNumber(String name, @Nullable Number number) throws IOException {
    if (number == null) {
      json.writeNullField(name);
    } else {
      json.writeNumberField(name, number.longValue());
    }
  }
}
