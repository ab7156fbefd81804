package org.flannelgraph.linux.route;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.flannelgraph.address.Addresses;
import org.flannelgraph.linux.netlink.Attribute;
import org.flannelgraph.linux.netlink.AttributeTable;
import org.flannelgraph.linux.netlink.Attributes;
import org.flannelgraph.linux.netlink.Format;

/**
 * A VXLAN tunnel device (RFC 7348; IFLA_VXLAN_ of linux/if_link.h).
 *
 * @param id the VNI, 24 bits
 * @param local the source address of the outer packets; empty: the route's
 * @param group where frames to unknown addresses go; empty: nowhere
 * @param port the UDP destination port; Linux defaults to 8472, the IANA's is 4789
 * @param sourcePorts of which an outer packet gets one by its inner flow
 * @param ttl of the outer packets; 0: the route's
 * @param tos of the outer packets; 1: the inner one's
 * @param ageing of learned FDB entries, in seconds
 * @param limit of learned FDB entries; 0: none
 * @param df whether outer packets may not be fragmented: 0 they may, 1 they may not, 2 as the inner
 *     one
 * @param flags those that are on
 */
public record Vxlan(
    int id,
    Optional<InetAddress> local,
    Optional<InetAddress> group,
    int port,
    Ports sourcePorts,
    int ttl,
    int tos,
    int ageing,
    int limit,
    int df,
    Set<Flag> flags)
    implements LinkKind {
  /** What can be switched, by the words of {@code ip link}. */
  @SuppressWarnings("ImmutableEnumChecker") // attributes are values, which Error Prone can not see
  public enum Flag {
    /** Outer sources are learned into the FDB. */
    LEARNING("learning", 7, true),

    /** ARP is answered from the neighbour table. */
    PROXY("proxy", 11, false),
    RSC("rsc", 12, false),
    L2MISS("l2miss", 13, false),
    L3MISS("l3miss", 14, false),

    /** Outer UDP packets have a checksum. */
    UDPCSUM("udpcsum", 18, true),
    UDP6_ZERO_CSUM_TX("udp6zerocsumtx", 19, false),
    UDP6_ZERO_CSUM_RX("udp6zerocsumrx", 20, false),

    /** The group policy extension is in the header. */
    GBP("gbp", 23, false),

    /** What tunnel a frame takes is told with each frame. */
    EXTERNAL("external", 25, false),
    GPE("gpe", 27, false);

    private final String word;
    private final boolean otherwise;
    private final Attribute<Integer> number;
    private final Attribute<Boolean> mere;

    Flag(String word, int type, boolean otherwise) {
      this.word = word;
      this.otherwise = otherwise;
      number = new Attribute<>(type, word, Format.U8);
      mere = new Attribute<>(type, word, Format.FLAG);
    }

    /** The word of {@code ip link} that switches it on; {@code no} before it switches it off. */
    public String word() {
      return word;
    }

    /** Whether it says yes by being there. */
    private boolean isMere() {
      return this == GBP || this == GPE;
    }

    private Attribute<?> attribute() {
      return isMere() ? mere : number;
    }

    private boolean isOn(Attributes data) {
      return isMere()
          ? data.has(mere)
          : data.find(number).map(value -> value != 0).orElse(otherwise);
    }

    private void put(Attributes data, boolean on) {
      if (!isMere()) {
        data.put(number, on ? 1 : 0);
      } else if (on) {
        data.put(mere, true);
      }
    }
  }

  /**
   * UDP ports from one to another (struct ifla_vxlan_port_range). Both 0: net.ipv4's
   * ip_local_port_range.
   */
  public record Ports(int low, int high) {
    /** As the namespace has it. */
    public static final Ports ANY = new Ports(0, 0);

    /** Whether it is as the namespace has it. */
    public boolean areAny() {
      return low == 0 && high == 0;
    }

    static final Format<Ports> FORMAT =
        Format.of(
            payload ->
                new Ports(
                    Format.BE16.decode(payload.slice(0, 2)),
                    Format.BE16.decode(payload.slice(2, 2))),
            (value, out) -> {
              Format.BE16.encode(value.low, out);
              Format.BE16.encode(value.high, out);
            });
  }

  static final Attribute<Integer> IFLA_VXLAN_ID = new Attribute<>(1, "IFLA_VXLAN_ID", Format.U32);
  static final Attribute<InetAddress> IFLA_VXLAN_GROUP =
      new Attribute<>(2, "IFLA_VXLAN_GROUP", Format.IP);
  static final Attribute<Integer> IFLA_VXLAN_LINK =
      new Attribute<>(3, "IFLA_VXLAN_LINK", Format.U32);
  static final Attribute<InetAddress> IFLA_VXLAN_LOCAL =
      new Attribute<>(4, "IFLA_VXLAN_LOCAL", Format.IP);
  static final Attribute<Integer> IFLA_VXLAN_TTL = new Attribute<>(5, "IFLA_VXLAN_TTL", Format.U8);
  static final Attribute<Integer> IFLA_VXLAN_TOS = new Attribute<>(6, "IFLA_VXLAN_TOS", Format.U8);
  static final Attribute<Integer> IFLA_VXLAN_AGEING =
      new Attribute<>(8, "IFLA_VXLAN_AGEING", Format.U32);
  static final Attribute<Integer> IFLA_VXLAN_LIMIT =
      new Attribute<>(9, "IFLA_VXLAN_LIMIT", Format.U32);
  static final Attribute<Ports> IFLA_VXLAN_PORT_RANGE =
      new Attribute<>(10, "IFLA_VXLAN_PORT_RANGE", Ports.FORMAT);
  static final Attribute<Integer> IFLA_VXLAN_PORT =
      new Attribute<>(15, "IFLA_VXLAN_PORT", Format.BE16);
  static final Attribute<InetAddress> IFLA_VXLAN_GROUP6 =
      new Attribute<>(16, "IFLA_VXLAN_GROUP6", Format.IP);
  static final Attribute<InetAddress> IFLA_VXLAN_LOCAL6 =
      new Attribute<>(17, "IFLA_VXLAN_LOCAL6", Format.IP);
  static final Attribute<Integer> IFLA_VXLAN_DF = new Attribute<>(29, "IFLA_VXLAN_DF", Format.U8);

  static final AttributeTable TABLE =
      AttributeTable.of(
          Stream.concat(
                  Stream.of(
                      IFLA_VXLAN_ID,
                      IFLA_VXLAN_GROUP,
                      IFLA_VXLAN_LINK,
                      IFLA_VXLAN_LOCAL,
                      IFLA_VXLAN_TTL,
                      IFLA_VXLAN_TOS,
                      IFLA_VXLAN_AGEING,
                      IFLA_VXLAN_LIMIT,
                      IFLA_VXLAN_PORT_RANGE,
                      IFLA_VXLAN_PORT,
                      IFLA_VXLAN_GROUP6,
                      IFLA_VXLAN_LOCAL6,
                      IFLA_VXLAN_DF),
                  Stream.of(Flag.values()).map(Flag::attribute))
              .toArray(Attribute<?>[]::new));

  private static final int DEFAULT_AGEING = 300;

  public Vxlan {
    flags =
        Collections.unmodifiableSet(
            flags.isEmpty() ? EnumSet.noneOf(Flag.class) : EnumSet.copyOf(flags));
  }

  /**
   * A tunnel with what else the kernel gives one that it is told nothing of.
   *
   * @param learning whether outer sources are learned into the FDB
   * @param gbp whether the group policy extension is in the header
   */
  public Vxlan(int id, InetAddress local, int port, boolean learning, boolean gbp) {
    this(
        id,
        Optional.of(local),
        Optional.empty(),
        port,
        Ports.ANY,
        0,
        0,
        DEFAULT_AGEING,
        0,
        0,
        flags(learning, gbp));
  }

  private static Set<Flag> flags(boolean learning, boolean gbp) {
    Set<Flag> flags = EnumSet.of(Flag.UDPCSUM);
    if (learning) {
      flags.add(Flag.LEARNING);
    }
    if (gbp) {
      flags.add(Flag.GBP);
    }
    return flags;
  }

  static Vxlan of(Attributes data) {
    Set<Flag> flags = EnumSet.noneOf(Flag.class);
    Stream.of(Flag.values()).filter(flag -> flag.isOn(data)).forEach(flags::add);
    return new Vxlan(
        data.get(IFLA_VXLAN_ID, 0),
        data.find(IFLA_VXLAN_LOCAL).or(() -> data.find(IFLA_VXLAN_LOCAL6)),
        data.find(IFLA_VXLAN_GROUP).or(() -> data.find(IFLA_VXLAN_GROUP6)),
        data.get(IFLA_VXLAN_PORT, 0),
        data.get(IFLA_VXLAN_PORT_RANGE, Ports.ANY),
        data.get(IFLA_VXLAN_TTL, 0),
        data.get(IFLA_VXLAN_TOS, 0),
        data.get(IFLA_VXLAN_AGEING, DEFAULT_AGEING),
        data.get(IFLA_VXLAN_LIMIT, 0),
        data.get(IFLA_VXLAN_DF, 0),
        flags);
  }

  /** Whether this is on. */
  public boolean has(Flag flag) {
    return flags.contains(flag);
  }

  @Override
  public String name() {
    return "vxlan";
  }

  @Override
  public Optional<Attribute<Integer>> lower() {
    return Optional.of(IFLA_VXLAN_LINK);
  }

  @Override
  public Attributes data() {
    Attributes data = new Attributes().put(IFLA_VXLAN_ID, id);
    local.ifPresent(
        address ->
            data.put(
                address instanceof Inet6Address ? IFLA_VXLAN_LOCAL6 : IFLA_VXLAN_LOCAL, address));
    group.ifPresent(
        address ->
            data.put(
                address instanceof Inet6Address ? IFLA_VXLAN_GROUP6 : IFLA_VXLAN_GROUP, address));
    data.put(IFLA_VXLAN_PORT, port);
    if (!sourcePorts.areAny()) {
      data.put(IFLA_VXLAN_PORT_RANGE, sourcePorts);
    }
    putUnless(0, data, IFLA_VXLAN_TTL, ttl);
    putUnless(0, data, IFLA_VXLAN_TOS, tos);
    putUnless(DEFAULT_AGEING, data, IFLA_VXLAN_AGEING, ageing);
    putUnless(0, data, IFLA_VXLAN_LIMIT, limit);
    putUnless(0, data, IFLA_VXLAN_DF, df);
    for (Flag flag : Flag.values()) {
      boolean on = flags.contains(flag);
      if (on != flag.otherwise || flag == Flag.LEARNING) {
        flag.put(data, on);
      }
    }
    return data;
  }

  private static void putUnless(
      int otherwise, Attributes data, Attribute<Integer> attribute, int value) {
    if (value != otherwise) {
      data.put(attribute, value);
    }
  }

  @Override
  public String words() {
    StringBuilder words = new StringBuilder(" id ").append(id);
    group.ifPresent(
        address ->
            words
                .append(address.isMulticastAddress() ? " group " : " remote ")
                .append(Addresses.format(address)));
    local.ifPresent(address -> words.append(" local ").append(Addresses.format(address)));
    if (!sourcePorts.areAny()) {
      words.append(" srcport ").append(sourcePorts.low).append(' ').append(sourcePorts.high);
    }
    words.append(" dstport ").append(port);
    words.append(ttl == 0 ? "" : " ttl " + ttl);
    words.append(tos == 0 ? "" : tos == 1 ? " tos inherit" : " tos 0x" + Integer.toHexString(tos));
    words.append(ageing == DEFAULT_AGEING ? "" : " ageing " + ageing);
    words.append(limit == 0 ? "" : " maxaddress " + limit);
    words.append(df == 0 ? "" : df == 1 ? " df set" : " df inherit");
    for (Flag flag : Flag.values()) {
      boolean on = flags.contains(flag);
      if (on != flag.otherwise) {
        words.append(on ? " " : " no").append(flag.word);
      }
    }
    return words.toString();
  }
}
