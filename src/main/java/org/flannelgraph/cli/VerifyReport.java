package org.flannelgraph.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.flannelgraph.address.Addresses;
import org.flannelgraph.cluster.Cluster;
import org.flannelgraph.cluster.Node;
import org.flannelgraph.cluster.Pod;
import org.flannelgraph.traffic.ModelCheck;
import org.flannelgraph.traffic.ModelCheck.Outcome;
import org.flannelgraph.traffic.ModelCheck.Result;

/** The matrix that verify prints, and the reasons under it. */
final class VerifyReport {
  /** Names over the columns up to here, numbers beyond. */
  private static final int MOST_NAMED_COLUMNS = 9;

  private static final int MOST_REASONS = 24;

  private final List<String> names;
  private final List<Result> results;

  VerifyReport(Cluster cluster, List<Result> results) {
    this.results = results;
    names =
        Stream.concat(
                cluster.pods().stream().map(Pod::namespaceName),
                cluster.nodes().stream().map(Node::name))
            .toList();
  }

  void print(PrintStream out) {
    int width = names.stream().mapToInt(String::length).max().orElse(0);
    boolean named = names.size() <= MOST_NAMED_COLUMNS;
    int column = named ? Math.max(6, width) : 2;
    out.println("from \\ to");
    out.print(" ".repeat(width + (named ? 0 : 3)));
    for (int i = 0; i < names.size(); i++) {
      out.print(" " + centred(named ? names.get(i) : String.valueOf(i + 1), column));
    }
    out.println();
    Map<String, Map<String, Outcome>> cells = cells();
    for (int i = 0; i < names.size(); i++) {
      String from = names.get(i);
      out.print(named ? "" : "%2d ".formatted(i + 1));
      out.print(from + " ".repeat(width - from.length()));
      for (String to : names) {
        Outcome outcome = cells.getOrDefault(from, Map.of()).get(to);
        out.print(" " + centred(outcome == null ? "-" : symbol(outcome, named), column));
      }
      out.println();
    }
    out.println();
    legend(out, named);
    failures(out);
    summary(out);
  }

  /** A cell is as bad as its worst check. */
  private Map<String, Map<String, Outcome>> cells() {
    Map<String, Map<String, Outcome>> cells = new LinkedHashMap<>();
    for (Result result : results) {
      cells
          .computeIfAbsent(result.check().from(), name -> new LinkedHashMap<>())
          .merge(
              result.check().to(),
              result.outcome(),
              (one, other) -> one.compareTo(other) > 0 ? one : other);
    }
    return cells;
  }

  private static String symbol(Outcome outcome, boolean words) {
    return switch (outcome) {
      case PASSED -> words ? "ok" : ".";
      case MASQUERADED -> words ? "masq" : "m";
      case FAILED -> words ? "FAIL" : "X";
    };
  }

  private static String centred(String text, int width) {
    int left = Math.max(0, (width - text.length()) / 2);
    return " ".repeat(left) + text + " ".repeat(Math.max(0, width - text.length() - left));
  }

  private void legend(PrintStream out, boolean words) {
    out.println(
        symbol(Outcome.PASSED, words)
            + ": ICMP and TCP arrive with the address that the sender has, and replies come back");
    if (results.stream().anyMatch(result -> result.outcome() == Outcome.MASQUERADED)) {
      out.println(
          symbol(Outcome.MASQUERADED, words)
              + ": "
              + ModelCheck.Rule.POD_TO_OTHER_NODE.text()
              + ",\n      which is no failure (nft rule: "
              + "ip saddr POD-NETWORK ip daddr != 224.0.0.0/4 masquerade)");
    }
    out.println("-: nothing is promised");
  }

  private void failures(PrintStream out) {
    List<String> lines = new ArrayList<>();
    results.stream()
        .filter(result -> result.outcome() == Outcome.FAILED)
        .collect(
            Collectors.groupingBy(
                result -> result.check().rule(), LinkedHashMap::new, Collectors.toList()))
        .forEach(
            (rule, failed) -> {
              lines.add("");
              lines.add("Not kept: " + rule.text());
              failed.forEach(result -> lines.add("  " + line(result)));
            });
    lines.stream().limit(MOST_REASONS).forEach(out::println);
    if (lines.size() > MOST_REASONS) {
      out.println("  ... and " + (lines.size() - MOST_REASONS) + " lines more: see --json");
    }
  }

  private static String line(Result result) {
    ModelCheck check = result.check();
    return "%s -> %s (%s), %s: %s"
        .formatted(
            check.from(),
            check.to(),
            Addresses.format(check.destination()),
            check.protocol(),
            result.explanation());
  }

  private void summary(PrintStream out) {
    out.println();
    out.printf(
        "%d checks: %d passed, %d masqueraded by Flannel, %d failed%n",
        results.size(),
        count(results, Outcome.PASSED),
        count(results, Outcome.MASQUERADED),
        count(results, Outcome.FAILED));
  }

  private static long count(List<Result> results, Outcome outcome) {
    return results.stream().filter(result -> result.outcome() == outcome).count();
  }

  static Map<String, Object> document(List<Result> results) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("checks", results.size());
    for (Outcome outcome : Outcome.values()) {
      document.put(lower(outcome), count(results, outcome));
    }
    document.put("results", results.stream().map(VerifyReport::document).toList());
    return document;
  }

  private static Map<String, Object> document(Result result) {
    ModelCheck check = result.check();
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("from", check.from());
    document.put("to", check.to());
    document.put("address", Addresses.format(check.destination()));
    document.put("protocol", lower(check.protocol()));
    document.put("rule", lower(check.rule()).replace('_', '-'));
    document.put("outcome", lower(result.outcome()));
    document.put("explanation", result.explanation().isEmpty() ? null : result.explanation());
    return document;
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(java.util.Locale.ROOT);
  }
}
