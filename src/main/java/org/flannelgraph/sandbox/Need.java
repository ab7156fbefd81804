package org.flannelgraph.sandbox;

import org.flannelgraph.linux.KernelException;

/** Everything that {@link Doctor} looks at, in the order in which it is told. */
public enum Need {
  MACHINE(
      "machine",
      Group.MACHINE,
      false,
      "what kind of machine this is decides which mends there are"),
  KERNEL("kernel", Group.MACHINE, true, "a lab is made of kernel objects"),
  RESOURCES(
      "resources", Group.MACHINE, false, "a pod takes 0.3 MB of kernel memory, the program 200 MB"),
  JAVA("Java", Group.MACHINE, true, "the program runs on it"),
  NEIGHBOUR_TABLE(
      "neighbour table",
      Group.MACHINE,
      false,
      "one table holds the neighbours of all namespaces, the machine's own included: while labs "
          + "fill it, nothing on the machine finds a new neighbour"),

  USER_NAMESPACE(
      "user namespace",
      Group.WORLD,
      true,
      "lets an ordinary user own a network without being root"),
  CAPABILITIES(
      "capabilities",
      Group.WORLD,
      true,
      "a user namespace without capabilities is a room without doors"),
  NAMESPACES(
      "namespaces",
      Group.WORLD,
      true,
      "keep a lab's links and processes apart from the machine's, and end them"),
  MOUNT_PROC(
      "/proc", Group.WORLD, true, "a lab's processes see each other through a /proc of their own"),
  MOUNT_SYS(
      "/sys", Group.WORLD, false, "in a node or pod it shows that place's links and no others"),
  OVERLAY(
      "overlay",
      Group.WORLD,
      false,
      "lays a node's or pod's own files over the machine's /etc and /var/lib"),

  VETH("veth", Group.LINKS, true, "a pod's cable"),
  BRIDGE("bridge", Group.LINKS, true, "a node's switch, cni0, and the underlay's"),
  VXLAN("vxlan", Group.LINKS, true, "Flannel's tunnel between nodes"),
  MACVLAN("macvlan", Group.LINKS, true, "a link of its own on a shared card"),
  GENEVE("geneve", Group.LINKS, false, "later labs' tunnel, as OVN's"),
  WIREGUARD("wireguard", Group.LINKS, false, "Flannel's encrypted backend"),
  IPIP("ipip", Group.LINKS, false, "Flannel's and Calico's IP-in-IP backends"),
  GRE("gre", Group.LINKS, false, "later labs' tunnel"),
  IPVLAN("ipvlan", Group.LINKS, false, "later labs' links without bridge"),
  VLAN("vlan", Group.LINKS, false, "later labs' tagged frames"),
  DUMMY("dummy", Group.LINKS, false, "later labs' service addresses, as kube-proxy's IPVS mode"),

  SYSCTLS("sysctls", Group.PACKETS, true, "a node forwards once net.ipv4.ip_forward is set"),
  NFTABLES("nftables", Group.PACKETS, true, "Flannel's masquerade and forward rules"),
  CONNTRACK(
      "conntrack",
      Group.PACKETS,
      true,
      "masquerading needs it, and it is the evidence of a translation"),
  CAPTURE("packet socket", Group.PACKETS, true, "frames are shown as they pass"),
  ETHTOOL("ethtool", Group.PACKETS, true, "switches off offloads that would hide real packets"),
  EXTENDED_ACKS(
      "extended acks", Group.PACKETS, false, "the kernel's own words when it refuses something"),
  BRIDGE_NETFILTER(
      "br_netfilter",
      Group.PACKETS,
      false,
      "makes bridged packets pass the node's rules too, as on a Kubernetes node"),

  UTIL_LINUX(
      "util-linux", Group.PROGRAMS, true, "its programs make the private world and enter it"),
  IP("ip", Group.PROGRAMS, true, "sets lo up before Java starts, and is the student's hand"),
  BRIDGE_PROGRAM("bridge program", Group.PROGRAMS, false, "shows forwarding tables to the student"),
  NFT("nft", Group.PROGRAMS, true, "loads a node's rules"),
  LIBPCAP(
      "libpcap", Group.PROGRAMS, false, "reads and writes capture files, compiles capture filters"),
  TCPDUMP("tcpdump", Group.PROGRAMS, false, "prints frames inside a node or pod"),
  TSHARK("tshark", Group.PROGRAMS, false, "dissects frames inside a node or pod"),
  WIRESHARK("wireshark", Group.PROGRAMS, false, "opens exported captures"),
  PING("ping", Group.PROGRAMS, false, "the first thing that a student types"),
  CURL("curl", Group.PROGRAMS, false, "asks a pod for its page"),

  DISPLAY("display", Group.WINDOW, false, "the window opens there; the command line works without"),
  GTK("GTK 3", Group.WINDOW, false, "the window's toolkit draws through it");

  /** What belongs together on the page. */
  public enum Group {
    MACHINE("This machine"),
    WORLD("Private world"),
    LINKS("Kinds of links"),
    PACKETS("Packets and rules"),
    PROGRAMS("Programs and libraries"),
    WINDOW("Window");

    private final String title;

    Group(String title) {
      this.title = title;
    }

    public String title() {
      return title;
    }
  }

  private final String title;
  private final Group group;
  private final boolean needed;
  private final String why;

  Need(String title, Group group, boolean needed, String why) {
    this.title = title;
    this.group = group;
    this.needed = needed;
    this.why = why;
  }

  public Group group() {
    return group;
  }

  /** Whether no lab can be built without it. */
  public boolean needed() {
    return needed;
  }

  /** What it is good for, in plain words. */
  public String why() {
    return why;
  }

  /** What it is called: the kernel's or the program's own name where it has one. */
  public String title() {
    return title;
  }

  Finding yes(String seen) {
    return new Finding(this, Finding.Verdict.YES, seen, "");
  }

  /** Works in part; {@code mend} is empty where there is none. */
  Finding limited(String seen, String mend) {
    return new Finding(this, Finding.Verdict.LIMITED, seen, mend);
  }

  /** Does not work; {@code mend} is empty where there is none. */
  Finding no(String seen, String mend) {
    return new Finding(this, Finding.Verdict.NO, seen, mend);
  }

  /** Does not work, and no command is known to mend it. */
  Finding no(KernelException refused) {
    return no(String.valueOf(refused.getMessage()), "");
  }

  Finding untried(String because) {
    return new Finding(this, Finding.Verdict.UNTRIED, because, "");
  }
}
