package org.flannelgraph.ui.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.flannelgraph.address.Addresses;
import org.flannelgraph.linux.route.Address;
import org.flannelgraph.linux.route.Link;
import org.flannelgraph.scene.ItemId;
import org.flannelgraph.topology.LinkId;
import org.flannelgraph.topology.Namespace;
import org.flannelgraph.topology.Topology;

/** Finds namespaces and links by name, address or MAC address. */
public final class Search {
  private static final int MOST = 12;

  /**
   * Something that was found.
   *
   * @param item where it is on the canvas
   * @param name what it is called, {@code node1} or {@code node1/eth0}
   * @param why what of it was looked for: its name or an address
   */
  public record Match(ItemId item, String name, String why) {}

  private Search() {}

  /**
   * What a topology has that contains the words, regardless of case: at most a dozen, and those
   * that begin with them first.
   */
  public static List<Match> find(Topology topology, String words) {
    String wanted = words.strip().toLowerCase(Locale.ROOT);
    if (wanted.isEmpty()) {
      return List.of();
    }
    List<Match> found = new ArrayList<>();
    for (Namespace namespace : topology.namespaces().values()) {
      if (holds(namespace.name(), wanted)) {
        found.add(
            new Match(new ItemId.Namespace(namespace.name()), namespace.name(), namespace.name()));
      }
      for (Link link : namespace.links()) {
        if (!link.name().equals("lo")) {
          find(namespace, link, wanted, found);
        }
      }
    }
    found.sort(
        (one, other) ->
            Boolean.compare(other.why().startsWith(wanted), one.why().startsWith(wanted)));
    return List.copyOf(found.subList(0, Math.min(MOST, found.size())));
  }

  private static void find(Namespace namespace, Link link, String wanted, List<Match> found) {
    List<String> words = new ArrayList<>();
    words.add(link.name());
    link.address().ifPresent(mac -> words.add(mac.toString()));
    for (Address address : namespace.addressesOf(link.index())) {
      words.add(Addresses.format(address.address()));
    }
    String name = namespace.name() + "/" + link.name();
    words.add(name);
    words.stream()
        .filter(word -> holds(word, wanted))
        .findFirst()
        .ifPresent(
            why ->
                found.add(
                    new Match(
                        new ItemId.Device(new LinkId(namespace.name(), link.index())), name, why)));
  }

  private static boolean holds(String text, String wanted) {
    return text.toLowerCase(Locale.ROOT).contains(wanted);
  }
}
