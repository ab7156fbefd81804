package org.flannelgraph.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.flannelgraph.sandbox.Finding;
import org.flannelgraph.sandbox.Finding.Verdict;
import org.flannelgraph.sandbox.Need;

/** What doctor prints. */
record DoctorReport(List<Finding> findings) {
  private static final int WIDTH = 80;

  /** How many missing needs the last line names. */
  private static final int MOST_NAMED = 3;

  /** Where the third column begins. */
  private static final int INDENT = 28;

  boolean canBuild() {
    return findings.stream().noneMatch(Finding::forbids);
  }

  /** The text, by groups, closed by one line that says whether a lab can be built. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (Need.Group group : Need.Group.values()) {
      List<Finding> ofGroup =
          findings.stream().filter(finding -> finding.need().group() == group).toList();
      lines.add(group.title());
      ofGroup.stream()
          .filter(finding -> finding.verdict() != Verdict.UNTRIED)
          .forEach(finding -> add(lines, finding));
      untried(lines, ofGroup);
      lines.add("");
    }
    lines.add(conclusion());
    return lines;
  }

  private static void add(List<String> lines, Finding finding) {
    Need need = finding.need();
    String text = finding.seen();
    if (finding.verdict() != Verdict.YES) {
      text += (need.needed() ? " (needed: " : " (optional: ") + need.why() + ")";
    }
    List<String> words = wrap(text, WIDTH - INDENT);
    lines.add("  %-7s  %-16s %s".formatted(finding.verdict(), need.title(), words.getFirst()));
    words.stream().skip(1).map(DoctorReport::indented).forEach(lines::add);
    if (!finding.mend().isEmpty()) {
      command(lines, finding.mend());
    }
  }

  /** A command that is too long for a line goes on after a backslash, so that it can be pasted. */
  private static void command(List<String> lines, String mend) {
    String label = "mend:  ";
    List<String> parts = wrap(mend, WIDTH - INDENT - label.length() - 2);
    for (int i = 0; i < parts.size(); i++) {
      String start = i == 0 ? label : " ".repeat(label.length());
      lines.add(indented(start + parts.get(i) + (i < parts.size() - 1 ? " \\" : "")));
    }
  }

  /** One paragraph for all that could not be tried for the same reason. */
  private static void untried(List<String> lines, List<Finding> findings) {
    findings.stream()
        .filter(finding -> finding.verdict() == Verdict.UNTRIED)
        .collect(
            Collectors.groupingBy(
                Finding::seen,
                LinkedHashMap::new,
                Collectors.mapping(finding -> finding.need().title(), Collectors.joining(", "))))
        .forEach(
            (because, names) -> {
              List<String> words = wrap(names + ": " + because, WIDTH - 11);
              lines.add("  %-7s  %s".formatted(Verdict.UNTRIED, words.getFirst()));
              words.stream().skip(1).map(line -> " ".repeat(11) + line).forEach(lines::add);
            });
  }

  private String conclusion() {
    if (canBuild()) {
      long missing = findings.stream().filter(finding -> finding.verdict() != Verdict.YES).count();
      return "A lab can be built here."
          + (missing == 0 ? "" : " What is missing above is optional.");
    }
    List<String> missing =
        findings.stream()
            .filter(finding -> finding.forbids() && finding.verdict() == Verdict.NO)
            .map(finding -> finding.need().title())
            .toList();
    if (missing.isEmpty()) {
      return "No lab can be built here: not all that it needs could be tried.";
    }
    return "No lab can be built here. Missing: "
        + String.join(", ", missing.subList(0, Math.min(MOST_NAMED, missing.size())))
        + (missing.size() > MOST_NAMED ? " and more" : "");
  }

  private static String indented(String text) {
    return " ".repeat(INDENT) + text;
  }

  /** Breaks text at spaces into lines of at most so many characters; a longer word stays whole. */
  private static List<String> wrap(String text, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split("\\s+", -1)) {
      if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }

  /** For --json. */
  Map<String, Object> document() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("canBuild", canBuild());
    document.put("findings", findings.stream().map(DoctorReport::document).toList());
    return document;
  }

  private static Map<String, Object> document(Finding finding) {
    Need need = finding.need();
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("name", need.title());
    document.put("group", need.group().name().toLowerCase(Locale.ROOT));
    document.put("needed", need.needed());
    document.put("verdict", finding.verdict().toString());
    document.put("seen", finding.seen());
    document.put("why", need.why());
    document.put("mend", finding.mend().isEmpty() ? null : finding.mend());
    return document;
  }
}
