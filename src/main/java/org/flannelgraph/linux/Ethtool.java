package org.flannelgraph.linux;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.flannelgraph.linux.netlink.Attribute;
import org.flannelgraph.linux.netlink.AttributeTable;
import org.flannelgraph.linux.netlink.Attributes;
import org.flannelgraph.linux.netlink.Format;
import org.flannelgraph.linux.netlink.NetlinkSocket;
import org.flannelgraph.linux.netlink.Request;
import org.flannelgraph.linux.netlink.Structure;

/** A link's features, through generic netlink (linux/ethtool_netlink.h). */
public final class Ethtool {
  private static final int GENL_ID_CTRL = 16;
  private static final int CTRL_CMD_GETFAMILY = 3;
  private static final int ETHTOOL_MSG_FEATURES_SET = 12;
  private static final int ETHTOOL_FLAG_OMIT_REPLY = 2;

  private static final Attribute<Integer> CTRL_ATTR_FAMILY_ID =
      new Attribute<>(1, "CTRL_ATTR_FAMILY_ID", Format.U16);
  private static final Attribute<String> CTRL_ATTR_FAMILY_NAME =
      new Attribute<>(2, "CTRL_ATTR_FAMILY_NAME", Format.STRING);
  private static final AttributeTable CTRL =
      AttributeTable.of(CTRL_ATTR_FAMILY_ID, CTRL_ATTR_FAMILY_NAME);

  private static final Attribute<String> ETHTOOL_A_HEADER_DEV_NAME =
      new Attribute<>(2, "ETHTOOL_A_HEADER_DEV_NAME", Format.STRING);
  private static final Attribute<Integer> ETHTOOL_A_HEADER_FLAGS =
      new Attribute<>(3, "ETHTOOL_A_HEADER_FLAGS", Format.U32);
  private static final Attribute<Attributes> ETHTOOL_A_FEATURES_HEADER =
      new Attribute<>(
          1,
          "ETHTOOL_A_FEATURES_HEADER",
          Format.nested(AttributeTable.of(ETHTOOL_A_HEADER_DEV_NAME, ETHTOOL_A_HEADER_FLAGS)));
  private static final Attribute<Attributes> ETHTOOL_A_FEATURES_WANTED =
      new Attribute<>(3, "ETHTOOL_A_FEATURES_WANTED", Format.nested(AttributeTable.of()));

  /** A bitset's bits are many attributes of one number, which a map of attributes can't hold. */
  private static final Attribute<byte[]> ETHTOOL_A_BITSET_BITS =
      new Attribute<>(3, "ETHTOOL_A_BITSET_BITS", Format.NESTED_BYTES);

  private static final Attribute<Attributes> ETHTOOL_A_BITSET_BITS_BIT =
      new Attribute<>(1, "ETHTOOL_A_BITSET_BITS_BIT", Format.nested(AttributeTable.of()));
  private static final Attribute<String> ETHTOOL_A_BITSET_BIT_NAME =
      new Attribute<>(2, "ETHTOOL_A_BITSET_BIT_NAME", Format.STRING);

  /** The kernel's names (net/ethtool/common.c); the first takes the segmentation ones with it. */
  private static final List<String> OFFLOADS =
      List.of(
          "tx-checksum-ip-generic",
          "rx-checksum",
          "tx-scatter-gather",
          "tx-tcp-segmentation",
          "tx-generic-segmentation",
          "rx-gro");

  private static volatile int family;

  private Ethtool() {}

  /**
   * Switches segmentation, receive and checksum offloads off.
   *
   * @param description the equivalent command, for an error
   */
  public static void switchOff(
      NetworkNamespace namespace, String device, Supplier<String> description) {
    namespace.inside(
        () -> {
          try (NetlinkSocket socket = NetlinkSocket.generic()) {
            socket.change(request(family(socket), device, description));
            return true;
          }
        });
  }

  /** The message that switches offloads off, for the family id that {@link #family} gives. */
  public static Request request(int family, String device, Supplier<String> description) {
    Attributes header =
        new Attributes()
            .put(ETHTOOL_A_HEADER_DEV_NAME, device)
            .put(ETHTOOL_A_HEADER_FLAGS, ETHTOOL_FLAG_OMIT_REPLY);
    ByteBuffer bits = ByteBuffer.allocate(1024).order(ByteOrder.nativeOrder());
    for (String name : OFFLOADS) {
      new Attributes()
          .put(ETHTOOL_A_BITSET_BITS_BIT, new Attributes().put(ETHTOOL_A_BITSET_BIT_NAME, name))
          .encode(bits);
    }
    byte[] encoded = new byte[bits.flip().remaining()];
    bits.get(encoded);
    return new Request(
        family,
        0,
        new Header(ETHTOOL_MSG_FEATURES_SET, 1),
        new Attributes()
            .put(ETHTOOL_A_FEATURES_HEADER, header)
            .put(ETHTOOL_A_FEATURES_WANTED, new Attributes().put(ETHTOOL_A_BITSET_BITS, encoded)),
        description);
  }

  /** What {@link #switchOff} switches off, in the words of ethtool(8). */
  public static String words() {
    return String.join(" off ", OFFLOADS) + " off";
  }

  /** The number of the family "ethtool", which the running kernel chose. */
  public static int family(NetlinkSocket socket) {
    if (family == 0) {
      Request request =
          new Request(
              GENL_ID_CTRL,
              0,
              new Header(CTRL_CMD_GETFAMILY, 1),
              new Attributes().put(CTRL_ATTR_FAMILY_NAME, "ethtool"),
              "find the generic netlink family ethtool");
      List<Integer> found = new ArrayList<>();
      socket
          .ask(request)
          .forEach(
              reply ->
                  CTRL.decode(reply.body().position(Header.LENGTH))
                      .find(CTRL_ATTR_FAMILY_ID)
                      .ifPresent(found::add));
      family = found.getFirst();
    }
    return family;
  }

  /** struct genlmsghdr: u8 command, u8 version, u16 reserved. */
  private record Header(int command, int version) implements Structure {
    static final int LENGTH = 4;

    @Override
    public void encode(ByteBuffer out) {
      out.put((byte) command).put((byte) version).putShort((short) 0);
    }
  }
}
