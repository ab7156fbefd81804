package org.flannelgraph.sandbox;

import static org.flannelgraph.sandbox.Need.*;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.flannelgraph.address.Addresses;
import org.flannelgraph.linux.Errno;
import org.flannelgraph.linux.KernelException;
import org.flannelgraph.linux.netlink.Attribute;
import org.flannelgraph.linux.netlink.Attributes;
import org.flannelgraph.linux.netlink.Format;
import org.flannelgraph.linux.netlink.NetlinkSocket;
import org.flannelgraph.linux.netlink.Request;
import org.flannelgraph.linux.route.Link;
import org.flannelgraph.linux.route.LinkAttributes;
import org.flannelgraph.linux.route.LinkKind;
import org.flannelgraph.linux.route.Macvlan;
import org.flannelgraph.linux.route.OtherKind;
import org.flannelgraph.linux.route.Veth;
import org.flannelgraph.linux.route.Vxlan;

/**
 * Makes a link of each kind in a namespace, and leaves them there: they go with it.
 *
 * @param route a socket of that namespace, which holds nothing but lo
 */
record LinkChecks(HostFiles files, Machine machine, NetlinkSocket route) {
  /** A veth pair: lower devices for the kinds that need one, which exclude each other on one. */
  static final String LEFT = "left";

  static final String RIGHT = "right";

  /** Where, in an exception's message, the kernel's own words begin. */
  private static final String KERNEL_SAYS = "The kernel: ";

  /** RFC 5737's addresses for documentation: nothing is sent to them. */
  private static final InetAddress LOCAL = Addresses.parse("192.0.2.1");

  private static final InetAddress REMOTE = Addresses.parse("192.0.2.2");

  /**
   * A kind and what is the least that the kernel wants to be told.
   *
   * @param name the kernel's: IFLA_INFO_KIND
   * @param module the module that has it
   * @param lower the device below it, or empty
   * @param data IFLA_INFO_DATA (linux/if_link.h, linux/if_tunnel.h)
   */
  private record Kind(Need need, String name, String module, String lower, Attributes data) {}

  private static final List<Kind> KINDS =
      List.of(
          new Kind(BRIDGE, "bridge", "bridge", "", new Attributes()),
          new Kind(VXLAN, "vxlan", "vxlan", "", new Vxlan(1, LOCAL, 8472, false, false).data()),
          new Kind(MACVLAN, "macvlan", "macvlan", LEFT, new Macvlan("bridge").data()),
          new Kind(
              GENEVE,
              "geneve",
              "geneve",
              "",
              new Attributes()
                  .put(new Attribute<>(1, "IFLA_GENEVE_ID", Format.U32), 1)
                  .put(new Attribute<>(2, "IFLA_GENEVE_REMOTE", Format.IP), REMOTE)),
          new Kind(WIREGUARD, "wireguard", "wireguard", "", new Attributes()),
          new Kind(
              IPIP,
              "ipip",
              "ipip",
              "",
              new Attributes()
                  .put(new Attribute<>(2, "IFLA_IPTUN_LOCAL", Format.IP), LOCAL)
                  .put(new Attribute<>(3, "IFLA_IPTUN_REMOTE", Format.IP), REMOTE)),
          new Kind(
              GRE,
              "gre",
              "ip_gre",
              "",
              new Attributes()
                  .put(new Attribute<>(6, "IFLA_GRE_LOCAL", Format.IP), LOCAL)
                  .put(new Attribute<>(7, "IFLA_GRE_REMOTE", Format.IP), REMOTE)),
          new Kind(
              IPVLAN,
              "ipvlan",
              "ipvlan",
              RIGHT,
              new Attributes().put(new Attribute<>(1, "IFLA_IPVLAN_MODE", Format.U16), 0)),
          new Kind(
              VLAN,
              "vlan",
              "8021q",
              RIGHT,
              new Attributes().put(new Attribute<>(1, "IFLA_VLAN_ID", Format.U16), 5)),
          new Kind(DUMMY, "dummy", "dummy", "", new Attributes()));

  List<Finding> run() {
    List<Finding> found = new ArrayList<>();
    Finding veth = veth();
    found.add(veth);
    boolean pair = veth.verdict() == Finding.Verdict.YES;
    for (Kind kind : KINDS) {
      found.add(pair || kind.lower.isEmpty() ? make(kind) : kind.need.untried("needs veth"));
    }
    found.add(pair ? extendedAcks() : EXTENDED_ACKS.untried("needs veth"));
    return found;
  }

  /** The right end is set up last: then it has a carrier from the start and can send at once. */
  private Finding veth() {
    try {
      Attributes data = new Attributes().put(Veth.VETH_INFO_PEER, peer(RIGHT));
      add(LEFT, new Attributes(), new Veth(), data);
      change(LEFT, Link.IFF_UP, new Attributes(), "ip link set " + LEFT + " up");
      change(RIGHT, Link.IFF_UP, new Attributes(), "ip link set " + RIGHT + " up");
      return VETH.yes("made");
    } catch (KernelException refused) {
      return explain(VETH, "veth", "veth links", refused);
    }
  }

  private Finding make(Kind kind) {
    try {
      Attributes attributes = new Attributes();
      if (!kind.lower.isEmpty()) {
        attributes.put(LinkAttributes.IFLA_LINK, index(route, kind.lower));
      }
      add(kind.name + "0", attributes, new OtherKind(kind.name), kind.data);
      return kind.need.yes("made");
    } catch (KernelException refused) {
      return explain(kind.need, kind.module, kind.name + " links", refused);
    }
  }

  private Finding explain(Need need, String module, String subject, KernelException refused) {
    return refused.is(Errno.EOPNOTSUPP)
        ? new Modules(files, machine).missing(need, module, subject)
        : need.no(refused);
  }

  /** Asks for what no kernel does, to hear in which words it refuses. */
  private Finding extendedAcks() {
    try {
      Attributes tooSmall = new Attributes().put(LinkAttributes.IFLA_MTU, 1);
      change(LEFT, 0, tooSmall, "ip link set " + LEFT + " mtu 1");
      return EXTENDED_ACKS.no("the kernel accepted an MTU of 1 byte", "");
    } catch (KernelException refused) {
      String message = String.valueOf(refused.getMessage());
      int words = message.indexOf(KERNEL_SAYS);
      return words < 0
          ? EXTENDED_ACKS.limited("this kernel gives error numbers only", "")
          : EXTENDED_ACKS.yes("\"" + message.substring(words + KERNEL_SAYS.length()) + "\"");
    }
  }

  private void add(String name, Attributes attributes, LinkKind kind, Attributes data) {
    attributes
        .put(LinkAttributes.IFLA_IFNAME, name)
        .put(LinkAttributes.IFLA_LINKINFO, LinkKind.info(kind, data));
    route.change(
        new Request(
            Link.RTM_NEWLINK,
            Request.NLM_F_CREATE | Request.NLM_F_EXCL,
            new Link.Header(0, 0, 0, 0),
            attributes,
            "ip link add " + name + " type " + kind.name()));
  }

  private void change(String name, int flags, Attributes attributes, String command) {
    Link.Header header = new Link.Header(0, index(route, name), flags, flags);
    route.change(new Request(Link.RTM_NEWLINK, 0, header, attributes, command));
  }

  /** The ifindex of a link in the namespace of the socket. */
  static int index(NetlinkSocket route, String name) {
    Request request =
        new Request(
            Link.RTM_GETLINK,
            0,
            new Link.Header(0, 0, 0, 0),
            new Attributes().put(LinkAttributes.IFLA_IFNAME, name),
            "ip link show " + name);
    return Link.of(route.ask(request).getFirst()).index();
  }

  /** struct ifinfomsg and the name of a veth's other end. */
  private static byte[] peer(String name) {
    ByteBuffer bytes = ByteBuffer.allocate(64).order(ByteOrder.nativeOrder());
    new Link.Header(0, 0, 0, 0).encode(bytes);
    new Attributes().put(LinkAttributes.IFLA_IFNAME, name).encode(bytes);
    byte[] encoded = new byte[bytes.flip().remaining()];
    bytes.get(encoded);
    return encoded;
  }
}
