package org.flannelgraph.linux.route;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.flannelgraph.linux.netlink.Attribute;
import org.flannelgraph.linux.netlink.AttributeTable;
import org.flannelgraph.linux.netlink.Attributes;
import org.flannelgraph.linux.netlink.Format;

/**
 * A bridge (IFLA_BR_ of linux/if_link.h).
 *
 * @param settings those that are not as the kernel makes them, by the words that {@code ip link}
 *     has for them; times are in hundredths of a second
 */
public record Bridge(SortedMap<String, Integer> settings) implements LinkKind {
  /** How long a learned FDB entry stays unused, in hundredths of a second. */
  public static final String AGEING_TIME = "ageing_time";

  /** Whether the spanning tree protocol runs. */
  public static final String STP_STATE = "stp_state";

  /** Whether ports have VLANs. */
  public static final String VLAN_FILTERING = "vlan_filtering";

  private record Setting(Attribute<Integer> attribute, int otherwise) {
    String word() {
      return attribute.name();
    }
  }

  /** With what a bridge has that nobody told anything. */
  private static final List<Setting> SETTINGS =
      List.of(
          new Setting(new Attribute<>(1, "forward_delay", Format.U32), 1500),
          new Setting(new Attribute<>(2, "hello_time", Format.U32), 200),
          new Setting(new Attribute<>(3, "max_age", Format.U32), 2000),
          new Setting(new Attribute<>(4, AGEING_TIME, Format.U32), 30_000),
          new Setting(new Attribute<>(5, STP_STATE, Format.U32), 0),
          new Setting(new Attribute<>(6, "priority", Format.U16), 32_768),
          new Setting(new Attribute<>(7, VLAN_FILTERING, Format.U8), 0),
          new Setting(new Attribute<>(9, "group_fwd_mask", Format.U16), 0),
          new Setting(new Attribute<>(22, "mcast_router", Format.U8), 1),
          new Setting(new Attribute<>(23, "mcast_snooping", Format.U8), 1),
          new Setting(new Attribute<>(25, "mcast_querier", Format.U8), 0),
          new Setting(new Attribute<>(36, "nf_call_iptables", Format.U8), 0),
          new Setting(new Attribute<>(37, "nf_call_ip6tables", Format.U8), 0),
          new Setting(new Attribute<>(38, "nf_call_arptables", Format.U8), 0));

  static final AttributeTable TABLE =
      AttributeTable.of(SETTINGS.stream().map(Setting::attribute).toArray(Attribute<?>[]::new));

  /** A bridge as the kernel makes one when it is told nothing. */
  public static final Bridge DEFAULT = new Bridge(new TreeMap<>());

  public Bridge {
    settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
  }

  static Bridge of(Attributes data) {
    SortedMap<String, Integer> settings = new TreeMap<>();
    for (Setting setting : SETTINGS) {
      int value = data.get(setting.attribute, setting.otherwise);
      if (value != setting.otherwise) {
        settings.put(setting.word(), value);
      }
    }
    return new Bridge(settings);
  }

  /** What a setting is. */
  public int get(String word) {
    return SETTINGS.stream()
        .filter(setting -> setting.word().equals(word))
        .findFirst()
        .map(setting -> settings.getOrDefault(word, setting.otherwise))
        .orElseThrow(() -> new IllegalArgumentException("a bridge has no setting " + word));
  }

  /** All settings, those that the kernel made too. */
  public SortedMap<String, Integer> all() {
    SortedMap<String, Integer> all = new TreeMap<>();
    SETTINGS.forEach(setting -> all.put(setting.word(), get(setting.word())));
    return all;
  }

  @Override
  public String name() {
    return "bridge";
  }

  @Override
  public Attributes data() {
    Attributes data = new Attributes();
    for (Setting setting : SETTINGS) {
      Integer value = settings.get(setting.word());
      if (value != null) {
        data.put(setting.attribute, value);
      }
    }
    return data;
  }

  @Override
  public String words() {
    StringBuilder words = new StringBuilder();
    settings.forEach((word, value) -> words.append(' ').append(word).append(' ').append(value));
    return words.toString();
  }
}
