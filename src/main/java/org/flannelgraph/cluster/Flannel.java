package org.flannelgraph.cluster;

import java.util.List;

/** The fields of the files that Flannel (0.28) and the CNI plugins (1.9) read. */
final class Flannel {
  static final ObjectType NET_CONF =
      ObjectType.json(
          "net-conf.json",
          """
          Network IPv6Network EnableIPv4 EnableIPv6 EnableNFTables SubnetLen SubnetMin SubnetMax
          IPv6SubnetLen IPv6SubnetMin IPv6SubnetMax Backend
          """,
          "Networks IPv6Networks");

  static final ObjectType VXLAN =
      ObjectType.json(
          "the vxlan Backend", "Type VNI Port MTU GBP Learning DirectRouting", "MacPrefix Name");

  static final ObjectType HOST_GW = ObjectType.json("the host-gw Backend", "Type", "");

  static final ObjectType BACKEND =
      ObjectType.json(
          "the Backend",
          "Type VNI Port MTU GBP Learning DirectRouting",
          """
          MacPrefix Name PSK UDPEncap ESPProposal ListenPort PersistentKeepaliveInterval Mode
          SecretId SecretKey Region RouteTableID PreStartupCommand PostStartupCommand
          ShutdownCommand SubnetAddCommand SubnetRemoveCommand
          """);

  /** Flannel's other backends. */
  static final List<String> OTHER_BACKENDS =
      List.of("udp", "alloc", "extension", "ipip", "ipsec", "wireguard", "tencent-vpc");

  static final ObjectType CONF_LIST =
      ObjectType.json(
          "cni-conf.json",
          "name cniVersion plugins",
          "cniVersions disableCheck disableGC loadOnlyInlinedPlugins");

  static final ObjectType FLANNEL_PLUGIN =
      ObjectType.json(
          "the flannel plugin",
          "type name cniVersion delegate ipam subnetFile dataDir",
          "capabilities dns runtimeConfig args");

  static final ObjectType DELEGATE =
      ObjectType.json(
          "the flannel plugin's delegate",
          """
          type bridge isGateway isDefaultGateway ipMasq mtu hairpinMode promiscMode name ipam
          vlan vlanTrunk macspoofchk portIsolation disableContainerInterface
          """,
          """
          cniVersion forceAddress ipMasqBackend preserveDefaultVlan enabledad capabilities dns args
          """);

  static final ObjectType IPAM =
      ObjectType.json("the flannel plugin's ipam", "type", "routes dataDir resolvConf ranges");

  private Flannel() {}
}
