package org.flannelgraph.scene;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where a lab's {@link Arrangement} is kept: in {@code arrangement.json} beside its cluster.yaml,
 * so that it goes where the lab goes; or, if nothing can be written there, among the user's own
 * files.
 *
 * <pre>
 *   {"arrangement": 1,                                   the version of this format
 *    "offsets": {"node1": {"right": 40, "down": -12}}}   sorted by name, in whole scene pixels
 * </pre>
 *
 * <p>The names are those of {@link Arrangement#offsets}; members that are not known are passed
 * over. A file that is no arrangement is put aside, never written over.
 */
public final class ArrangementFile {
  private static final int VERSION = 1;

  /** More than any lab has things to drag. */
  private static final int MOST_BYTES = 1 << 20;

  /** Farther than any picture is wide. */
  private static final double FARTHEST = 100_000;

  private static final String NAME = "arrangement.json";

  private final Path beside;
  private final Path own;

  /**
   * The file of a lab.
   *
   * @param lab its cluster.yaml, or what that is called
   * @param config the folder of the user's own files of this program
   */
  public ArrangementFile(Path lab, Path config) {
    Path whole = lab.toAbsolutePath().normalize();
    String name = whole.getFileName().toString();
    String stem = name.contains(".") ? name.substring(0, name.lastIndexOf('.')) : name;
    beside = whole.resolveSibling(stem.equals("cluster") ? NAME : stem + "." + NAME);
    UUID unique = UUID.nameUUIDFromBytes(whole.toString().getBytes(StandardCharsets.UTF_8));
    own = config.resolve("arrangements").resolve(unique + ".json");
  }

  /**
   * What was read.
   *
   * @param arrangement nothing dragged, if there was no file or a bad one
   * @param problem what is wrong with the file, with its name, in words for the user
   */
  public record Kept(Arrangement arrangement, Optional<String> problem) {
    /** There was nothing to read. */
    public static final Kept NOTHING = new Kept(Arrangement.NONE, Optional.empty());
  }

  /** Reads it. */
  public Kept read() {
    for (Path file : new Path[] {own, beside}) {
      Kept kept = readIfThere(file);
      if (kept != null) {
        return kept;
      }
    }
    return Kept.NOTHING;
  }

  private static @Nullable Kept readIfThere(Path file) {
    try {
      return new Kept(read(file), Optional.empty());
    } catch (NoSuchFileException absent) {
      return null;
    } catch (IOException | IllegalArgumentException wrong) {
      return new Kept(Arrangement.NONE, Optional.of(file + ": " + words(wrong)));
    }
  }

  private static String words(Exception wrong) {
    return switch (wrong) {
      case JsonProcessingException json ->
          json.getLocation() == null
              ? "this is no JSON"
              : "this is no JSON (line %d, column %d)"
                  .formatted(json.getLocation().getLineNr(), json.getLocation().getColumnNr());
      case IllegalArgumentException bad -> String.valueOf(bad.getMessage());
      default -> "it can't be read: " + wrong;
    };
  }

  private static Arrangement read(Path file) throws IOException {
    byte[] bytes;
    try (InputStream input = Files.newInputStream(file)) {
      bytes = input.readNBytes(MOST_BYTES + 1);
    }
    if (bytes.length > MOST_BYTES) {
      throw new IllegalArgumentException("it has more than " + MOST_BYTES + " bytes");
    }
    JsonNode document = new ObjectMapper().readTree(bytes);
    JsonNode version = document.path("arrangement");
    if (!version.isInt() || version.intValue() < 1 || !document.path("offsets").isObject()) {
      throw new IllegalArgumentException("this is no arrangement");
    }
    if (version.intValue() > VERSION) {
      throw new IllegalArgumentException(
          "it has version %d of the format of arrangements; this program reads up to %d"
              .formatted(version.intValue(), VERSION));
    }
    Map<String, Point> offsets = new TreeMap<>();
    for (Map.Entry<String, JsonNode> offset : document.get("offsets").properties()) {
      offsets.put(offset.getKey(), new Point(number(offset, "right"), number(offset, "down")));
    }
    return new Arrangement(offsets);
  }

  private static double number(Map.Entry<String, JsonNode> offset, String member) {
    JsonNode value = offset.getValue().path(member);
    if (!value.isNumber() || !(Math.abs(value.doubleValue()) <= FARTHEST)) {
      throw new IllegalArgumentException(
          "'%s' of '%s' is no number of pixels".formatted(member, offset.getKey()));
    }
    return value.doubleValue();
  }

  /**
   * Writes it, whole or not at all. {@link Arrangement#NONE} needs no file, unless there is one
   * beside the lab that can't be changed.
   *
   * @throws IOException if it can be written at neither place
   */
  public void write(Arrangement arrangement) throws IOException {
    boolean isNeeded = !arrangement.offsets().isEmpty();
    try {
      write(arrangement, beside, isNeeded);
    } catch (IOException refused) {
      try {
        Files.createDirectories(own.getParent());
        write(arrangement, own, isNeeded || Files.exists(beside));
      } catch (IOException alsoRefused) {
        refused.addSuppressed(alsoRefused);
        throw refused;
      }
      return;
    }
    Files.deleteIfExists(own); // else it would be read before the other
  }

  private static void write(Arrangement arrangement, Path file, boolean isNeeded)
      throws IOException {
    putAsideIfBad(file);
    if (!isNeeded) {
      Files.deleteIfExists(file);
      return;
    }
    Path part = file.resolveSibling("." + file.getFileName() + ".part");
    try {
      try (OutputStream output = Files.newOutputStream(part);
          JsonGenerator json = new JsonFactory().createGenerator(output)) {
        json.useDefaultPrettyPrinter();
        write(arrangement, json);
        json.writeRaw('\n');
      }
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static void write(Arrangement arrangement, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeNumberField("arrangement", VERSION);
    json.writeObjectFieldStart("offsets");
    for (Map.Entry<String, Point> offset : arrangement.offsets().entrySet()) {
      json.writeObjectFieldStart(offset.getKey());
      json.writeNumberField("right", Math.round(offset.getValue().x()));
      json.writeNumberField("down", Math.round(offset.getValue().y()));
      json.writeEndObject();
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void putAsideIfBad(Path file) throws IOException {
    try {
      read(file);
    } catch (NoSuchFileException absent) {
      return;
    } catch (JsonProcessingException | IllegalArgumentException bad) {
      Path aside = file.resolveSibling(file.getFileName() + ".bad");
      for (int number = 2; Files.exists(aside); number++) {
        aside = file.resolveSibling(file.getFileName() + ".bad" + number);
      }
      Files.move(file, aside);
    }
  }
}
