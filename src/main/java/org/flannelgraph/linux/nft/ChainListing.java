package org.flannelgraph.linux.nft;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.flannelgraph.linux.KernelException;
import org.flannelgraph.linux.NetworkNamespace;
import org.flannelgraph.linux.Nft;

/**
 * A chain as {@code nft -a list chain} prints it.
 *
 * @param hook a base chain's own line: {@code type filter hook forward priority filter; policy
 *     drop;}
 * @param rules their text by their handle, in order
 */
public record ChainListing(Optional<String> hook, SequencedMap<Long, String> rules) {
  private static final Pattern CHAIN = Pattern.compile("\\s*chain \\S+ \\{.*");
  private static final Pattern HANDLE = Pattern.compile("(.*) # handle (\\d+)");

  /** Keeps a copy of the rules. */
  public ChainListing {
    rules = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(rules));
  }

  /**
   * Asks nft, which takes some 8 ms.
   *
   * @throws KernelException if there is no such chain, in nft's words
   */
  public static ChainListing of(
      NetworkNamespace namespace, String family, String table, String chain) {
    return parse(Nft.list(namespace, "-a", "list", "chain", family, table, chain));
  }

  /** The command that shows it. */
  public static String command(String family, String table, String chain) {
    return "nft -a list chain " + family + " " + table + " " + chain;
  }

  /** Reads what nft printed. */
  static ChainListing parse(String text) {
    Optional<String> hook = Optional.empty();
    Map<Long, String> rules = new LinkedHashMap<>();
    StringBuilder rule = new StringBuilder();
    boolean inside = false;
    for (String line : text.lines().toList()) {
      String stripped = line.strip();
      if (!inside) {
        inside = CHAIN.matcher(line).matches();
      } else if (rule.isEmpty() && stripped.startsWith("type ") && stripped.contains(" hook ")) {
        hook = Optional.of(stripped);
      } else if (!(rule.isEmpty() && stripped.startsWith("comment \""))) {
        // A rule with a long set goes over several lines; its handle is on the last.
        rule.append(rule.isEmpty() ? "" : " ").append(stripped);
        Matcher matcher = HANDLE.matcher(rule);
        if (matcher.matches()) {
          rules.put(Long.valueOf(matcher.group(2)), matcher.group(1));
          rule.setLength(0);
        }
      }
    }
    return new ChainListing(hook, new LinkedHashMap<>(rules));
  }

  /** The text of a rule; empty if the chain has it no more. */
  public Optional<String> rule(long handle) {
    return Optional.ofNullable(rules.get(handle));
  }
}
