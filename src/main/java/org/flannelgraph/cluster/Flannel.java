package org.flannelgraph.cluster;

/** The fields of Flannel's and the CNI plugins' configuration files. */
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

  static final ObjectType ANY_BACKEND =
      ObjectType.json("the Backend", "Type VNI Port MTU GBP Learning DirectRouting", "");

  private Flannel() {}
}
