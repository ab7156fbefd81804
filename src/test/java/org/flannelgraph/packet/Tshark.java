package org.flannelgraph.packet;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What tshark makes of a capture file. */
final class Tshark {
  /** tshark's type numbers of values that are neither number, address nor text (ftypes.h). */
  private static final int FT_NONE = 0;

  private static final int FT_DOUBLE = 23;

  /**
   * A field as tshark prints it with {@code -T json -x}.
   *
   * @param name its display filter name
   * @param text its value
   * @param offset its first byte, counted from the frame's
   * @param length how many bytes it touches
   * @param mask which bits of those bytes it has; 0: all
   * @param type one of tshark's FT_ numbers
   */
  record Value(String name, String text, int offset, int length, long mask, int type) {
    /** Whether it is in the same place: to the bit where tshark tells that, else to the byte. */
    boolean isAt(FieldValue ours) {
      boolean toTheBit = mask != 0 && (length == Long.BYTES || mask >>> (length * 8) == 0);
      return toTheBit
          ? (offset + length) * 8 - Long.SIZE + Long.numberOfLeadingZeros(mask)
                  == ours.offset() * 8 + ours.bit()
              && Long.bitCount(mask) == ours.bits()
          : offset == ours.offset() && length == ours.length();
    }

    boolean isLabel() {
      return type == FT_NONE;
    }

    boolean isFraction() {
      return type == FT_DOUBLE;
    }
  }

  private Tshark() {}

  static boolean isInstalled() {
    try {
      return new ProcessBuilder("tshark", "--version")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException notThere) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** All fields of all frames. */
  static List<List<Value>> read(Path file) throws IOException {
    List<String> command = new ArrayList<>(List.of("tshark", "-n", "-r", file.toString()));
    command.addAll(List.of("-T", "json", "-x"));
    for (String decodeAs : List.of("8472,vxlan", "6784,vxlan", "51820,wg", "51821,wg")) {
      command.addAll(List.of("-d", "udp.port==" + decodeAs));
    }
    for (String preference :
        List.of(
            "tcp.relative_sequence_numbers:FALSE",
            "tcp.analyze_sequence_numbers:FALSE",
            "tcp.desegment_tcp_streams:FALSE",
            "ip.defragment:FALSE",
            "ipv6.defragment:FALSE",
            "ip.check_checksum:TRUE",
            "tcp.check_checksum:TRUE",
            "udp.check_checksum:TRUE")) {
      command.addAll(List.of("-o", preference));
    }
    Process tshark =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try (JsonParser json = new JsonFactory().createParser(tshark.getInputStream())) {
      return frames(json);
    }
  }

  private static List<List<Value>> frames(JsonParser json) throws IOException {
    List<List<Value>> frames = new ArrayList<>();
    json.nextToken(); // [
    while (json.nextToken() == JsonToken.START_OBJECT) {
      List<Value> values = new ArrayList<>();
      object(json, values);
      frames.add(values);
    }
    return frames;
  }

  /** NAME_raw comes before NAME. Names repeat, so this is no tree that a mapper could build. */
  private static void object(JsonParser json, List<Value> values) throws IOException {
    List<long[]> places = new ArrayList<>();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      JsonToken token = json.nextToken();
      if (name.endsWith("_raw") && token == JsonToken.START_ARRAY) {
        places = places(json);
      } else if (token == JsonToken.START_OBJECT) {
        object(json, values);
      } else if (token == JsonToken.START_ARRAY) {
        int i = 0;
        while (json.nextToken() != JsonToken.END_ARRAY) {
          if (json.currentToken() == JsonToken.START_OBJECT) {
            object(json, values);
          } else {
            add(values, name, json.getText(), places, i++);
          }
        }
      } else {
        add(values, name, json.getText(), places, 0);
        places = List.of();
      }
    }
  }

  private static void add(
      List<Value> values, String name, String text, List<long[]> places, int i) {
    if (i < places.size()) {
      long[] place = places.get(i);
      values.add(new Value(name, text, (int) place[0], (int) place[1], place[2], (int) place[3]));
    } else {
      values.add(new Value(name, text, -1, 0, 0, FT_NONE));
    }
  }

  /** [hex, offset, length, mask, type], or a list of such. */
  private static List<long[]> places(JsonParser json) throws IOException {
    List<long[]> places = new ArrayList<>();
    JsonToken first = json.nextToken();
    if (first == JsonToken.START_ARRAY) {
      do {
        json.nextToken();
        places.add(place(json));
      } while (json.nextToken() == JsonToken.START_ARRAY);
    } else {
      places.add(place(json));
    }
    return places;
  }

  private static long[] place(JsonParser json) throws IOException {
    json.nextToken();
    int offset = json.getIntValue();
    json.nextToken();
    int length = json.getIntValue();
    json.nextToken();
    long mask = json.getLongValue();
    json.nextToken();
    int type = json.getIntValue();
    json.nextToken(); // ]
    return new long[] {offset, length, mask, type};
  }
}
