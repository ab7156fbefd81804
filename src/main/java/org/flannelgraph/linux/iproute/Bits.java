package org.flannelgraph.linux.iproute;

import java.util.ArrayList;
import java.util.List;

/**
 * Bits and the names that iproute2 has for them.
 *
 * @param names in the order in which iproute2 writes them, each with the bit before it, in
 *     hexadecimal
 */
record Bits(List<Bit> names) {
  /** A bit and its name. */
  record Bit(int mask, String name) {}

  /** Of a link: IFF_, without those that are written otherwise. */
  static final Bits LINK =
      of(
          "8 LOOPBACK 2 BROADCAST 10 POINTOPOINT 1000 MULTICAST 80 NOARP 200 ALLMULTI 100 PROMISC"
              + " 400 MASTER 800 SLAVE 4 DEBUG 8000 DYNAMIC 4000 AUTOMEDIA 2000 PORTSEL"
              + " 20 NOTRAILERS 1 UP 10000 LOWER_UP 20000 DORMANT 40000 ECHO");

  /** Of a next hop: RTNH_F_. */
  static final Bits NEXT_HOP =
      of("1 dead 4 onlink 2 pervasive 8 offload 40 trap 10 linkdown 20 unresolved");

  /** Of an address: IFA_F_. One that is not permanent is called dynamic, at that place. */
  static final Bits ADDRESS =
      of(
          "1 secondary 2 nodad 4 optimistic 8 dadfailed 10 home 20 deprecated 40 tentative"
              + " 80 permanent 100 mngtmpaddr 200 noprefixroute 400 autojoin 800 stable-privacy");

  /** Of an FDB entry: NTF_. */
  static final Bits FDB = of("2 self 80 router 10 extern_learn 20 offload 4 master 40 sticky");

  /** Of a neighbour: NTF_. */
  static final Bits NEIGHBOUR = of("80 router 8 proxy 10 extern_learn 20 offload");

  private static Bits of(String table) {
    List<Bit> names = new ArrayList<>();
    String[] words = table.split(" ", -1);
    for (int i = 0; i < words.length; i += 2) {
      names.add(new Bit(Integer.parseInt(words[i], 16), words[i + 1]));
    }
    return new Bits(List.copyOf(names));
  }

  /** The names of the bits that are set. */
  List<String> names(int flags) {
    return names.stream().filter(bit -> (flags & bit.mask) != 0).map(Bit::name).toList();
  }

  /** The bit with this name, or 0. */
  int mask(String name) {
    return names.stream()
        .filter(bit -> bit.name.equals(name))
        .mapToInt(Bit::mask)
        .findFirst()
        .orElse(0);
  }

  /** All that have names. */
  int all() {
    return names.stream().mapToInt(Bit::mask).reduce(0, (one, other) -> one | other);
  }
}
