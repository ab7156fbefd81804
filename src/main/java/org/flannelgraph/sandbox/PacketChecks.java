package org.flannelgraph.sandbox;

import static org.flannelgraph.sandbox.Need.*;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.flannelgraph.linux.Ethtool;
import org.flannelgraph.linux.KernelException;
import org.flannelgraph.linux.NetworkNamespace;
import org.flannelgraph.linux.Nft;
import org.flannelgraph.linux.netlink.Attributes;
import org.flannelgraph.linux.netlink.NetlinkSocket;
import org.flannelgraph.linux.netlink.Request;

/** Rules, translation and capture, tried in the namespace in which {@link LinkChecks} ran. */
final class PacketChecks {
  /** What Flannel asks of a node: libnftables-json(5). */
  private static final String MASQUERADE =
      """
      {"nftables": [
        {"add": {"table": {"family": "ip", "name": "doctor"}}},
        {"add": {"chain": {"family": "ip", "table": "doctor", "name": "postrouting",
          "type": "nat", "hook": "postrouting", "prio": 100}}},
        {"add": {"rule": {"family": "ip", "table": "doctor", "chain": "postrouting",
          "expr": [{"masquerade": {"flags": "fully-random"}}]}}}]}
      """;

  private static final String FORWARDING = "net.ipv4.ip_forward";

  /** linux/netfilter/nfnetlink_conntrack.h: NFNL_SUBSYS_CTNETLINK, IPCTNL_MSG_CT_GET. */
  private static final int CONNTRACK_GET = 1 << 8 | 1;

  private static final byte AF_INET = 2;

  private final HostFiles files;
  private final Machine machine;
  private final NetworkNamespace namespace;

  /** nft takes as long to start as all else takes to do: it runs beside it. */
  private final FutureTask<Finding> rules = new FutureTask<>(this::nftables);

  PacketChecks(HostFiles files, Machine machine, NetworkNamespace namespace) {
    this.files = files;
    this.machine = machine;
    this.namespace = namespace;
  }

  /** Starts what can run beside other checks. */
  void start() {
    Thread.ofPlatform().daemon().name("nft").start(rules);
  }

  /** Does the rest, and waits for what was started. */
  List<Finding> finish() {
    List<Finding> found = new ArrayList<>();
    found.add(sysctls());
    found.add(new CaptureCheck(namespace).run());
    found.add(ethtool());
    found.add(
        files.exists("/proc/sys/net/bridge")
            ? BRIDGE_NETFILTER.yes("present")
            : BRIDGE_NETFILTER.no("absent: labs do without", "sudo modprobe br_netfilter"));
    Finding nftables = await(rules);
    found.add(nftables);
    found.add(
        nftables.verdict() == Finding.Verdict.YES
            ? conntrack()
            : CONNTRACK.untried("needs nftables"));
    return found;
  }

  private static Finding await(FutureTask<Finding> task) {
    try {
      return task.get();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return NFTABLES.untried("interrupted");
    } catch (java.util.concurrent.ExecutionException failed) {
      throw new IllegalStateException(failed.getCause());
    }
  }

  private Finding sysctls() {
    try {
      namespace.sysctl(FORWARDING, "1");
      String value = namespace.sysctl(FORWARDING);
      return value.equals("1")
          ? SYSCTLS.yes("wrote and read " + FORWARDING)
          : SYSCTLS.no(FORWARDING + " reads " + value + " after 1 was written", "");
    } catch (KernelException refused) {
      return SYSCTLS.no(refused);
    }
  }

  private Finding nftables() {
    try {
      Nft.run(namespace, MASQUERADE, "nft add rule ip doctor postrouting masquerade");
      return NFTABLES.yes("loaded a masquerade rule");
    } catch (KernelException refused) {
      String words = String.valueOf(refused.getMessage());
      if (words.contains("could not run nft")) {
        return NFTABLES.untried("needs the program nft");
      }
      if (words.contains("Operation not supported") || words.contains("Protocol not supported")) {
        return new Modules(files, machine).missing(NFTABLES, "nf_tables", "nftables");
      }
      if (words.contains("No such file or directory")) {
        return new Modules(files, machine).missing(NFTABLES, "nft_masq", "nftables masquerading");
      }
      return NFTABLES.no(words, "");
    }
  }

  /** Lists the connections, of which there are none: that the kernel answers is what is wanted. */
  private Finding conntrack() {
    Request dump =
        new Request(
            CONNTRACK_GET,
            Request.NLM_F_DUMP,
            PacketChecks::nfgenmsg,
            new Attributes(),
            "conntrack -L");
    try (NetlinkSocket socket = namespace.inside(NetlinkSocket::netfilter)) {
      return CONNTRACK.yes("listed " + socket.ask(dump).size() + " connections");
    } catch (KernelException refused) {
      return new Modules(files, machine)
          .missing(CONNTRACK, "nf_conntrack_netlink", "list of connections");
    }
  }

  /** struct nfgenmsg: u8 family, u8 version, be16 resource. */
  private static void nfgenmsg(ByteBuffer out) {
    out.put(AF_INET).put((byte) 0).putShort((short) 0);
  }

  private Finding ethtool() {
    try {
      Ethtool.switchOff(namespace, LinkChecks.LEFT, () -> "ethtool -K left tso off");
      return ETHTOOL.yes("switched a veth's offloads off");
    } catch (KernelException refused) {
      return ETHTOOL.no(refused);
    }
  }
}
