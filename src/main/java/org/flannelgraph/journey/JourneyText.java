package org.flannelgraph.journey;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.flannelgraph.packet.Ports;
import org.jspecify.annotations.Nullable;

/**
 * Prints a journey for a person at a terminal of 80 columns: a line a hop, the header stacks to the
 * right and under one another, so that the packet inside stays in its columns while a tunnel's
 * headers come and go to the left of it. Changes and evidence are under their hop.
 */
public final class JourneyText {
  private static final int WIDTH = 80;
  private static final int PLACE_MOST = 24;

  private static final String INDENT = "     ";
  private static final String MORE_INDENT = INDENT + "  ";

  private final Appendable out;
  private final HeaderStack stacks;
  private final Noise noise;

  /**
   * Prints to {@code out}.
   *
   * @param ports which protocols the UDP ports of the capture mean
   * @param colour whether to colour header stacks, as a terminal can
   */
  public JourneyText(Appendable out, Ports ports, boolean colour) {
    this.out = out;
    stacks = new HeaderStack(ports, colour);
    noise = new Noise(ports);
  }

  /** Whether a journey is of the background noise of every link. */
  boolean isNoise(Journey journey) {
    return noise.is(journey);
  }

  /** Prints one journey. */
  public void print(Journey journey) throws IOException {
    line("");
    wrapped(title(journey), "", MORE_INDENT);
    int place =
        journey.hops().stream().mapToInt(hop -> hop.place().toString().length()).max().orElse(0);
    Hop before = null;
    for (Hop hop : journey.hops()) {
      print(journey, hop, before, Math.min(place, PLACE_MOST));
      before = hop;
    }
    if (journey.cause() != null) {
      print(journey.cause());
    }
    printParting(journey);
  }

  private static String title(Journey journey) {
    String caused = journey.causedBy() == null ? "" : ", because of #" + journey.causedBy();
    return "#%d %s  %s -> %s  %s%s"
        .formatted(
            journey.id(),
            journey.summary(),
            journey.source(),
            journey.destination(),
            journey.outcome().label(),
            caused);
  }

  private void print(Journey journey, Hop hop, @Nullable Hop before, int placeWidth)
      throws IOException {
    Integer previous = hop.previous();
    boolean branch = before != null && previous != null && previous != before.index();
    String from = branch ? "<" + previous : "";
    String since = previous == null ? "" : since(hop.time() - journey.hop(previous).time());
    String start =
        ("%2d%-3s %-" + placeWidth + "s %-12s %8s ")
            .formatted(
                hop.index(),
                from,
                shortened(hop.place().toString(), placeWidth),
                hop.action().label(),
                since);
    line(start + stacks.of(hop, WIDTH - start.length()));
    for (String change : changes(hop.changes())) {
      wrapped(change, INDENT, MORE_INDENT);
    }
    String checksum = stacks.checksum(hop);
    if (!checksum.equals(previous == null ? "" : stacks.checksum(journey.hop(previous)))) {
      line(INDENT + (checksum.isEmpty() ? "checksum correct" : checksum));
    }
    for (Evidence evidence : hop.evidence()) {
      print(evidence, INDENT);
    }
  }

  private void print(Evidence evidence, String indent) throws IOException {
    if (evidence.kind() == Evidence.Kind.FRAME && evidence.command() == null) {
      return; // what frames prove, the lines above show
    }
    wrapped(evidence.kind().label() + ": " + evidence.text(), indent, indent + "  ");
    if (evidence.command() != null) {
      line(indent + "  $ " + evidence.command()); // never broken: it is there to be copied
    }
  }

  private void print(Cause cause) throws IOException {
    wrapped(
        "lost at %s/%s, %s: %s"
            .formatted(cause.namespace(), cause.device(), cause.id().label(), cause.text()),
        "  => ",
        MORE_INDENT);
    for (Evidence evidence : cause.evidence()) {
      print(evidence, MORE_INDENT);
    }
  }

  private void printParting(Journey journey) throws IOException {
    Place parting = ExpectedPath.parting(journey);
    if (parting != null) {
      wrapped(
          "the kernel's tables promised to lead it on to " + parting + ", where it was not seen",
          "  => ",
          MORE_INDENT);
    }
  }

  /** Headers that came and went on a line each, the other changes on lines of their own. */
  private static List<String> changes(List<Change> changes) {
    List<String> lines = new ArrayList<>();
    headers("+ ", changes.stream().filter(c -> c.isHeader() && c.old() == null).toList(), lines);
    headers("- ", changes.stream().filter(c -> c.isHeader() && c.now() == null).toList(), lines);
    for (Change change : changes) {
      if (!change.isHeader()) {
        lines.add(
            "%s %s %s -> %s"
                .formatted(change.layer(), change.field(), text(change.old()), text(change.now())));
      }
    }
    return lines;
  }

  private static void headers(String sign, List<Change> headers, List<String> lines) {
    if (!headers.isEmpty()) {
      int bytes = headers.stream().mapToInt(JourneyText::bytes).sum();
      List<String> names = headers.stream().map(Change::layer).toList();
      lines.add(sign + String.join(", ", names) + " (" + bytes + " bytes)");
    }
  }

  private static int bytes(Change header) {
    String length = header.old() == null ? header.now() : header.old();
    return length == null ? 0 : Integer.parseInt(length.substring(0, length.indexOf(' ')));
  }

  private static String text(@Nullable String value) {
    return value == null ? "nothing" : value;
  }

  private static String since(long nanoseconds) {
    double micros = nanoseconds / 1e3;
    double size = Math.abs(micros);
    if (size < 1_000) {
      return String.format(Locale.ROOT, "%+.1fus", micros);
    }
    return size < 1_000_000
        ? String.format(Locale.ROOT, "%+.1fms", micros / 1e3)
        : String.format(Locale.ROOT, "%+.1fs", micros / 1e6);
  }

  private static String shortened(String text, int width) {
    return text.length() <= width ? text : text.substring(0, width - 1) + "~";
  }

  private void wrapped(String text, String indent, String moreIndent) throws IOException {
    StringBuilder line = new StringBuilder(indent);
    boolean empty = true;
    for (String word : text.split(" ", -1)) {
      if (!empty && line.length() + 1 + word.length() > WIDTH) {
        line(line.toString());
        line = new StringBuilder(moreIndent);
        empty = true;
      }
      line.append(empty ? "" : " ").append(word);
      empty = false;
    }
    line(line.toString());
  }

  private void line(String text) throws IOException {
    out.append(text.stripTrailing()).append('\n');
  }
}
