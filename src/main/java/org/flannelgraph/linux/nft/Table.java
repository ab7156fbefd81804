package org.flannelgraph.linux.nft;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A table with all that is in it.
 *
 * @param family ip, ip6, or inet for both
 */
public record Table(String family, String name, List<Chain> chains) {
  static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /**
   * A base chain: the kernel calls it at a hook.
   *
   * @param type filter or nat
   * @param hook prerouting, input, forward, output or postrouting
   * @param priority lower runs earlier
   */
  public record Chain(String name, String type, String hook, int priority, List<Rule> rules) {}

  /** Matches that must all hold, then what is done. */
  public record Rule(List<Match> matches, Statement statement) {
    /** As nft prints it. */
    @Override
    public String toString() {
      return Stream.concat(matches.stream().map(Match::toString), Stream.of(statement.words()))
          .collect(Collectors.joining(" "));
    }
  }

  /** What a rule does with a packet that matches. */
  public enum Statement {
    ACCEPT("accept"),
    DROP("drop"),
    RETURN("return"),
    MASQUERADE_FULLY_RANDOM("masquerade fully-random"),

    /** From here on the kernel tells each rule that the packet meets (nft monitor trace). */
    TRACE("meta nftrace set 1");

    private final String words;

    Statement(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }

    ObjectNode json() {
      if (this == TRACE) {
        ObjectNode mangle = JSON.objectNode();
        ObjectNode body = mangle.putObject("mangle").put("value", 1);
        body.putObject("key").putObject("meta").put("key", "nftrace");
        return mangle;
      }
      String[] parts = words.split(" ", 2);
      ObjectNode node = JSON.objectNode();
      if (parts.length == 1) {
        node.putNull(parts[0]);
      } else {
        node.putObject(parts[0]).put("flags", parts[1]);
      }
      return node;
    }
  }

  /** The commands that make it, one a line. */
  public List<String> commands() {
    return Stream.concat(
            Stream.of("add table " + family + " " + name),
            chains.stream().flatMap(this::chainCommands))
        .toList();
  }

  private Stream<String> chainCommands(Chain chain) {
    String place = family + " " + name + " " + chain.name;
    String head =
        "add chain %s { type %s hook %s priority %d; }"
            .formatted(place, chain.type, chain.hook, chain.priority);
    return Stream.concat(
        Stream.of(head), chain.rules.stream().map(rule -> "add rule " + place + " " + rule));
  }

  /** The command that removes it. */
  public String deleteCommand() {
    return "delete table " + family + " " + name;
  }

  /** One transaction for {@code nft -j -f -} that makes it (libnftables-json(5)). */
  public String json() {
    return json("add");
  }

  /** The same, refused where a table of that name is there already. */
  public String createJson() {
    return json("create");
  }

  private String json(String verb) {
    ObjectNode document = JSON.objectNode();
    ArrayNode commands = document.putArray("nftables");
    commands.addObject().putObject(verb).set("table", named(name));
    for (Chain chain : chains) {
      commands
          .addObject()
          .putObject("add")
          .set(
              "chain",
              inTable(chain.name, "name")
                  .put("type", chain.type)
                  .put("hook", chain.hook)
                  .put("prio", chain.priority));
      for (Rule rule : chain.rules) {
        ObjectNode node = inTable(chain.name, "chain");
        ArrayNode expressions = node.putArray("expr");
        rule.matches.forEach(match -> expressions.add(match.json()));
        expressions.add(rule.statement.json());
        commands.addObject().putObject("add").set("rule", node);
      }
    }
    return document.toString();
  }

  /** One transaction that removes it, or does nothing if it is gone already. */
  public String deleteJson() {
    ObjectNode document = JSON.objectNode();
    ArrayNode commands = document.putArray("nftables");
    commands.addObject().putObject("add").set("table", named(name));
    commands.addObject().putObject("delete").set("table", named(name));
    return document.toString();
  }

  private ObjectNode named(String table) {
    return JSON.objectNode().put("family", family).put("name", table);
  }

  private ObjectNode inTable(String chain, String key) {
    return JSON.objectNode().put("family", family).put("table", name).put(key, chain);
  }
}
