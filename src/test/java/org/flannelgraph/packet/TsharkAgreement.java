package org.flannelgraph.packet;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Compares what we make of a frame with what tshark makes of it, field by field. */
final class TsharkAgreement {
  private static final Set<String> OFFSETS = Set.of("ip.frag_offset", "ipv6.fraghdr.offset");

  private static final Set<String> FIRST_LINES =
      Set.of("http.request.method", "http.response.code");

  private final Dissection dissection;
  private final Set<Tshark.Value> matched = new HashSet<>();
  private final Set<String> names = new HashSet<>();
  private final List<String> differences = new ArrayList<>();
  private int compared;

  TsharkAgreement(CapturedFrame frame) {
    dissection = frame.decode();
  }

  /** How many fields were equal. */
  int compared() {
    return compared;
  }

  /** What differs, in words; empty if nothing does. */
  List<String> differences(List<Tshark.Value> theirs) {
    Map<String, List<Tshark.Value>> byName = new HashMap<>();
    for (Tshark.Value value : theirs) {
      byName.computeIfAbsent(value.name(), name -> new ArrayList<>()).add(value);
    }
    for (int layer = 0; layer < dissection.layers(); layer++) {
      dissection.protocol(layer).fields().forEach(field -> names.add(field.filter()));
      for (FieldValue value : dissection.fields(layer)) {
        compare(value, byName, dissection.isWhole(layer));
      }
    }
    for (Tshark.Value value : theirs) {
      if (names.contains(value.name()) && !matched.contains(value) && isExpected(value)) {
        differences.add("only tshark has " + value);
      }
    }
    compareLayers(theirs);
    compareChecksums(byName);
    return differences;
  }

  private void compareLayers(List<Tshark.Value> theirs) {
    List<String> known =
        Stream.of(Protocol.values()).map(Protocol::filter).filter(f -> !f.isEmpty()).toList();
    List<String> tshark =
        theirs.stream()
            .filter(value -> value.name().equals("frame.protocols"))
            .flatMap(value -> Stream.of(value.text().replace("igmp:igmp", "igmp").split(":")))
            .filter(known::contains)
            .toList();
    boolean isHttpBody = // tshark goes by the port, we by the first line
        tshark.contains("http")
            && theirs.stream().noneMatch(value -> FIRST_LINES.contains(value.name()));
    if (isHttpBody) {
      tshark = tshark.subList(0, tshark.size() - 1);
    }
    List<String> ours =
        IntStream.range(0, dissection.layers())
            .mapToObj(layer -> dissection.protocol(layer).filter())
            .toList();
    boolean stopped = dissection.stop() != Stop.NONE && ours.size() < tshark.size();
    if (!ours.equals(stopped ? tshark.subList(0, ours.size()) : tshark)) {
      differences.add("our layers " + ours + ", tshark's " + tshark);
    }
  }

  /** tshark says 0 for a bad checksum and 1 for a good one, more where it did not look. */
  private void compareChecksums(Map<String, List<Tshark.Value>> theirs) {
    Map<String, Integer> seen = new HashMap<>();
    for (int layer = 0; layer < dissection.layers(); layer++) {
      String name = dissection.protocol(layer).filter() + ".checksum.status";
      List<Tshark.Value> statuses = theirs.getOrDefault(name, List.of());
      int next = seen.merge(name, 1, Integer::sum) - 1;
      String status = next < statuses.size() ? statuses.get(next).text() : "";
      Checksum ours = Checksum.of(dissection, layer);
      boolean same =
          switch (status) {
            case "0" -> ours == Checksum.WRONG || ours == Checksum.PARTIAL;
            case "1" -> ours == Checksum.CORRECT;
            case "3" -> ours == Checksum.ABSENT;
            default -> true;
          };
      if (same) {
        compared += status.isEmpty() ? 0 : 1;
      } else {
        differences.add(name + " of layer " + layer + ": ours " + ours + ", tshark's " + status);
      }
    }
  }

  /** Whether we should have what tshark has. */
  private boolean isExpected(Tshark.Value value) {
    boolean afterStop = dissection.stop() != Stop.NONE && value.offset() >= dissection.stopOffset();
    // tshark's way of telling IPv6 from IPv4 inside of a tunnel.
    boolean peek = value.name().equals("ip.version") && value.mask() != 0;
    // 4.0 prints the code 0 for both.
    boolean padOrEnd = value.name().equals("dhcp.option.type") && value.text().equals("0");
    return !afterStop && !peek && !padOrEnd;
  }

  private void compare(FieldValue ours, Map<String, List<Tshark.Value>> theirs, boolean isWhole) {
    ours.inside().forEach(inside -> compare(inside, theirs, isWhole));
    String name = ours.field().filter();
    if (name.isEmpty()) {
      return;
    }
    names.add(name);
    List<Tshark.Value> candidates = theirs.get(name);
    if (candidates == null && (!isWhole || !ours.inside().isEmpty())) {
      return; // tshark leaves a broken header at once; and its JSON has headings by their text
    }
    if (candidates == null && name.endsWith("_raw")) {
      // In a quoted segment tshark has only one number, which is as raw as it gets.
      candidates = theirs.get(name.substring(0, name.length() - "_raw".length()));
    }
    for (Tshark.Value value : candidates == null ? List.<Tshark.Value>of() : candidates) {
      boolean wholeOption = name.equals("dhcp.option.type") && value.offset() == ours.offset();
      if (value.isAt(ours) || wholeOption) {
        matched.add(value);
        if (isSame(ours, value)) {
          compared++;
        } else {
          differences.add("ours " + describe(ours) + ", tshark " + value);
        }
        return;
      }
    }
    differences.add("only we have " + describe(ours) + "; tshark " + candidates);
  }

  private static String describe(FieldValue value) {
    return value.field()
        + "="
        + value.text()
        + " at "
        + value.offset()
        + "+"
        + value.length()
        + " bit "
        + value.bit()
        + "+"
        + value.bits();
  }

  private boolean isSame(FieldValue ours, Tshark.Value theirs) {
    if (theirs.isLabel()) {
      return true; // a heading: tshark says nothing of its value
    }
    if (theirs.isFraction()) {
      return ours.text().equals(theirs.text());
    }
    return switch (ours.field().format()) {
      case DECIMAL, HEX, FLAG -> {
        // tshark 4.0 prints fragment offsets in units of eight bytes, though Wireshark shows bytes.
        long unit = OFFSETS.contains(theirs.name()) ? 8 : 1;
        yield Long.toUnsignedString(ours.number() / unit).equals(number(theirs.text()));
      }
      default -> ours.text().equals(theirs.text().strip().replace("<Root>", "."));
    };
  }

  private static String number(String text) {
    try {
      return Long.toUnsignedString(
          text.startsWith("0x")
              ? Long.parseUnsignedLong(text.substring(2), 16)
              : Long.parseUnsignedLong(text));
    } catch (NumberFormatException notOne) {
      return text;
    }
  }
}
