package org.flannelgraph.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is wrong with Flannel's and the CNI plugins' configuration, told in their words. */
class FlannelMistakesTest {
  private static final String CONFIG_MAP =
      """
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: kube-flannel-cfg, namespace: kube-flannel}
      data:
      """;

  private static final String NODE = "---\n{apiVersion: v1, kind: Node, metadata: {name: node1}}\n";

  @ParameterizedTest
  @MethodSource({"configMaps", "networks", "ranges", "backends", "mtus", "cni"})
  void isToldAtItsPlace(Mistake mistake) {
    MarkedFile file = MarkedFile.of(mistake.yaml());
    assertThat(file.errors()).isEqualTo(file.problems(mistake.texts()));
  }

  /** A file with this net-conf.json. */
  private static Mistake netConf(String name, String json, String... texts) {
    return Mistake.of(name, netConf(json), texts);
  }

  private static String netConf(String json) {
    return CONFIG_MAP + "  net-conf.json: |\n" + json.indent(4) + NODE;
  }

  private static Mistake cniConf(String name, String json, String... texts) {
    return Mistake.of(name, CONFIG_MAP + "  cni-conf.json: |\n" + json.indent(4) + NODE, texts);
  }

  static Stream<Mistake> configMaps() {
    return Stream.of(
        Mistake.of(
            "two of them",
            CONFIG_MAP.replace("data:\n", "---\n")
                + CONFIG_MAP.replace("data:\n", "").replace("name: kube", "name: ▸kube")
                + NODE,
            "a lab has one ConfigMap kube-flannel-cfg, and the first is in line 3"),
        Mistake.of(
            "a misspelt key",
            CONFIG_MAP + "  ▸netconf.json: x\n" + NODE,
            "the data of kube-flannel-cfg has no field 'netconf.json'; did you mean "
                + "'net-conf.json'?"),
        Mistake.of(
            "YAML where JSON should be",
            CONFIG_MAP + "  net-conf.json: ▸{Network: 10.244.0.0/16}\n" + NODE,
            "'net-conf.json' is text, not a mapping"),
        netConf(
            "no JSON",
            """
            {
              "Network": "10.244.0.0/16",
              "Backend": {"Type": "vxlan",▸}
            }
            """,
            "not JSON: Unexpected character ('}'): was expecting double-quote to start field name"),
        netConf(
            "JSON that ends early",
            "{\"Network\": \"10.244.0.0/16\"▸\n",
            "not JSON: Unexpected end-of-input: expected close marker for Object"),
        netConf("JSON that goes on", "{} ▸{}", "not JSON: the value has ended before this"),
        netConf("other JSON", "▸[]", "net-conf.json is a mapping, not a list"),
        Mistake.of(
            "nothing",
            CONFIG_MAP + "  net-conf.json: ▸\"\"\n" + NODE,
            "not JSON: there is nothing here"),
        Mistake.of(
            "JSON in double quotes, with escapes",
            CONFIG_MAP
                + "  net-conf.json: \"{\\\"Network\\\":\\t\\\"10.244.0.0/16\\\",\\n \\x22Backend\\\": "
                + "{\\\"Type\\\": ▸\\\"ipip\\\", \\\"VNI\\\": null, \\u0022Port\\\": \\\"1\\\"}}\"\n"
                + NODE,
            "Flannel has the backend ipip, but the lab has only vxlan and host-gw"),
        Mistake.of(
            "JSON in single quotes, over two lines",
            CONFIG_MAP
                + "  net-conf.json: '{\"Network\": \"10.244.0.0/16\",\n\n"
                + "    \"Backend\": {\"Type\": ▸\"ipip\"}}'\n"
                + NODE,
            "Flannel has the backend ipip, but the lab has only vxlan and host-gw"),
        Mistake.of(
            "JSON in a folded block with a comment and an indentation of its own",
            CONFIG_MAP
                + "  net-conf.json: >2- # folded\n"
                + "      {\"Network\": \"10.244.0.0/16\",\n\n\n"
                + "    \"Backend\": {\"Type\": ▸\"ipip\"}}\n"
                + NODE,
            "Flannel has the backend ipip, but the lab has only vxlan and host-gw"),
        Mistake.of(
            "JSON as a plain scalar over two lines",
            CONFIG_MAP + "  net-conf.json:\n    ▸nothing\n    else\n" + NODE,
            "not JSON: Unrecognized token 'nothing': was expecting (JSON String, Number, Array, "
                + "Object or token 'null', 'true' or 'false')"),
        Mistake.of(
            "columns count characters, not bytes or UTF-16 units",
            CONFIG_MAP
                + "  \"net-conf.json\": '{\"é𝄞\": 1, \"Network\": ▸\"10.244.0.0\", \"Backend\": {\"Type\": "
                + "\"vxlan\"}}'\n"
                + NODE,
            "'10.244.0.0' has no prefix length"));
  }

  static Stream<Mistake> networks() {
    return Stream.of(
        netConf(
            "no Network",
            "▸{\"Backend\": {\"Type\": \"vxlan\"}}",
            "please define a correct Network parameter in the flannel config, such as "
                + "\"10.244.0.0/16\""),
        netConf(
            "a misspelt Network",
            "▸{▸\"Netwrok\": \"10.244.0.0/16\", \"Backend\": {\"Type\": \"vxlan\"}}",
            "please define a correct Network parameter in the flannel config, such as "
                + "\"10.244.0.0/16\"",
            "net-conf.json has no field 'Netwrok'; did you mean 'Network'?"),
        netConf(
            "an empty Network",
            "{\"Network\": ▸\"0.0.0.0/0\", \"Backend\": {\"Type\": \"vxlan\"}}",
            "please define a correct Network parameter in the flannel config, such as "
                + "\"10.244.0.0/16\""),
        netConf(
            "a Network of the wrong family",
            """
            {
              "Network": ▸"fd00::/48",
              "EnableIPv6": true,
              "IPv6Network": ▸"10.244.0.0/16",
              "Backend": {"Type": "vxlan"}
            }
            """,
            "'Network' is of IPv4, not IPv6",
            "'IPv6Network' is of IPv6, not IPv4"),
        netConf(
            "no IPv6Network",
            "▸{\"Network\": \"10.244.0.0/16\", \"EnableIPv6\": true, \"Backend\": {\"Type\": "
                + "\"vxlan\"}}",
            "please define a correct IPv6Network parameter in the flannel config, such as "
                + "\"fd00:10:244::/48\""),
        netConf(
            "no family",
            "{\"Network\": \"10.244.0.0/16\", \"EnableIPv4\": ▸false, \"Backend\": {\"Type\": "
                + "\"vxlan\"}}",
            "with EnableIPv4 and EnableIPv6 both off, flanneld ends at once"),
        netConf(
            "a field twice, as Go reads it",
            "{\"Network\": \"10.244.0.0/16\", ▸\"network\": \"10.245.0.0/16\", \"Backend\": "
                + "{\"Type\": \"vxlan\"}}",
            "'network' stands here a second time"),
        netConf(
            "networks that overlap",
            """
            {
              "Network": ▸"192.168.0.0/16",
              "EnableIPv6": true,
              "IPv6Network": ▸"fd00::/16",
              "Backend": {"Type": "vxlan"}
            }
            """,
            "the pod network 192.168.0.0/16 overlaps the node network 192.168.0.0/24 (the default)",
            "the pod network fd00::/16 overlaps the node network fd00:192:168::/64 (the default)"));
  }

  private static Mistake range(String name, String fields, String... texts) {
    return netConf(name, "{\n" + fields + ",\n\"Backend\": {\"Type\": \"vxlan\"}}", texts);
  }

  static Stream<Mistake> ranges() {
    return Stream.of(
        range(
            "too large a SubnetLen",
            "\"Network\": \"10.244.0.0/16\", \"SubnetLen\": ▸31",
            "SubnetLen must be less than /31"),
        range(
            "too few subnets",
            "\"Network\": \"10.244.0.0/16\", \"SubnetLen\": ▸17",
            "network must be able to accommodate at least four subnets: in 10.244.0.0/16 they are "
                + "/18 or smaller"),
        range(
            "too small a Network",
            "\"Network\": ▸\"10.244.0.0/29\"",
            "network is too small. Minimum useful network prefix is /28"),
        range(
            "a range outside",
            """
            "Network": "10.244.0.0/16",
            "SubnetMin": ▸"10.243.0.0",
            "SubnetMax": ▸"10.245.0.0"\
            """,
            "SubnetMin is not in the range of the Network, 10.244.0.0/16",
            "SubnetMax is not in the range of the Network, 10.244.0.0/16"),
        range(
            "a range off the boundary",
            """
            "Network": "10.244.0.0/16", "SubnetLen": 26,
            "SubnetMin": ▸"10.244.1.32",
            "SubnetMax": ▸"10.244.2.1"\
            """,
            "SubnetMin is not on a SubnetLen boundary: 10.244.1.32; subnets are /26, such as "
                + "10.244.1.0/26",
            "SubnetMax is not on a SubnetLen boundary: 10.244.2.1; subnets are /26, such as "
                + "10.244.2.0/26"),
        range(
            "a range the wrong way round",
            """
            "Network": "10.244.0.0/16",
            "SubnetMin": "10.244.9.0",
            "SubnetMax": ▸"10.244.2.0"\
            """,
            "SubnetMax 10.244.2.0 is below SubnetMin 10.244.9.0: there is no subnet between"),
        range(
            "addresses that are none",
            "\"Network\": \"10.244.0.0/16\", \"SubnetMin\": ▸\"10.244.9\", \"SubnetMax\": ▸\"fd00::\"",
            "'10.244.9' is not an IP address",
            "'SubnetMax' is of IPv4, not IPv6"),
        range(
            "an IPv6 range",
            """
            "Network": "10.244.0.0/16", "EnableIPv6": true, "IPv6Network": "fd00:10:244::/48",
            "IPv6SubnetLen": ▸127,
            "IPv6SubnetMin": "::"\
            """,
            "SubnetLen must be less than /127"),
        range(
            "an IPv6 range outside",
            """
            "Network": "10.244.0.0/16", "EnableIPv6": true, "IPv6Network": "fd00:10:244::/48",
            "IPv6SubnetMin": ▸"fd00:10:245::"\
            """,
            "IPv6SubnetMin is not in the range of the IPv6Network, fd00:10:244::/48"),
        range(
            "too small an IPv6Network",
            "\"Network\": \"10.244.0.0/16\", \"EnableIPv6\": true, \"IPv6Network\": ▸\"fd00::/125\"",
            "IPv6Network is too small. Minimum useful network prefix is /124"),
        Mistake.of(
            "out of subnets",
            netConf(
                    """
                    {"Network": "10.244.0.0/28", "Backend": {"Type": "vxlan"}}
                    """)
                + """
                --- {apiVersion: v1, kind: Node, metadata: {name: node2}, spec: {podCIDR: 10.244.0.4/30}}
                --- {apiVersion: v1, kind: Node, metadata: {name: node3}}
                --- {apiVersion: v1, kind: Node, metadata: {name: ▸node4}}
                """,
            "out of subnets: from 10.244.0.4 to 10.244.0.12 every /30 belongs to a node"));
  }

  private static Mistake backend(String name, String json, String... texts) {
    return netConf(
        name, "{\n  \"Network\": \"10.244.0.0/16\",\n  \"Backend\": " + json + "\n}", texts);
  }

  static Stream<Mistake> backends() {
    return Stream.of(
        backend(
            "a misspelt type",
            "{\"Type\": ▸\"VXLAM\"}",
            "unknown backend type: vxlam; did you mean 'vxlan'?"),
        backend(
            "a type that only Flannel has",
            "{\"Type\": ▸\"WireGuard\", \"PSK\": \"x\"}",
            "Flannel has the backend wireguard, but the lab has only vxlan and host-gw"),
        Mistake.of(
            "no type",
            netConf("{\n  \"Network\": \"10.244.0.0/16\",\n  ▸\"Backend\": {}\n}"),
            "unknown backend type: ; a Backend has a Type, vxlan or host-gw"),
        backend(
            "a type that is no text",
            "{\"Type\": ▸5}",
            "'Type' is text: write \"5\", for without quotes it is a number"),
        backend("a Backend that is no mapping", "▸\"vxlan\"", "the Backend is a mapping, not text"),
        backend(
            "numbers out of range",
            "{\"Type\": \"vxlan\", \"VNI\": ▸16777216, \"Port\": ▸65536, \"MTU\": ▸-1}",
            "'VNI' is a number from 0 to 16777215, not 16777216",
            "'Port' is a number from 0 to 65535, not 65536",
            "'MTU' is a number from 0 to 65535, not -1"),
        backend(
            "wrong types",
            "{\"Type\": \"vxlan\", \"VNI\": ▸\"1\", \"GBP\": ▸1, \"DirectRouting\": ▸\"true\"}",
            "'VNI' is a number from 0 to 16777215, not text",
            "'GBP' is true or false, not a number",
            "'DirectRouting' is true or false, not text"),
        backend(
            "a misspelt field",
            "{\"Type\": \"vxlan\", ▸\"DirectRoutin\": true}",
            "the vxlan Backend has no field 'DirectRoutin'; did you mean 'DirectRouting'?"),
        backend(
            "a device name of 16 characters",
            "{\"Type\": \"vxlan\", \"VNI\": ▸10000000}",
            "the tunnel would be called flannel.10000000, but a link's name has at most 15 "
                + "characters: take a VNI of at most 7 digits"),
        netConf(
            "a device name of 16 characters for IPv6",
            """
            {
              "Network": "10.244.0.0/16",
              "EnableIPv6": true,
              "IPv6Network": "fd00:10:244::/48",
              "Backend": {"Type": "vxlan", "VNI": ▸10000}
            }
            """,
            "the tunnel would be called flannel-v6.10000, but a link's name has at most 15 "
                + "characters: take a VNI of at most 4 digits"));
  }

  static Stream<Mistake> mtus() {
    return Stream.of(
        backend(
            "more than the underlay's",
            "{\"Type\": \"vxlan\", \"MTU\": ▸1501}",
            "MTU 1501 is more than that of the nodes' interfaces, 1500, which the tunnel's packets "
                + "have to pass (underlayMtu of a 'kind: Cluster')"),
        backend(
            "too little for IPv4",
            "{\"Type\": \"vxlan\", \"MTU\": ▸117}",
            "an MTU of 117 leaves the pods too little: IPv4 needs 68 bytes and the backend 50, so "
                + "take 118 or more"),
        netConf(
            "too little for IPv6",
            """
            {
              "Network": "10.244.0.0/16",
              "EnableIPv6": true,
              "IPv6Network": "fd00:10:244::/48",
              "Backend": {"Type": "vxlan", "MTU": ▸1349}
            }
            """,
            "an MTU of 1349 leaves the pods too little: IPv6 needs 1280 bytes and the backend 70, so "
                + "take 1350 or more"),
        cniConf(
            "too little for a link",
            "{\"name\": \"cbr0\", \"plugins\": [{\"type\": \"flannel\", \"delegate\": {\"mtu\": ▸67}}]}",
            "an interface's MTU is at least 68"));
  }

  private static Mistake delegate(String name, String json, String... texts) {
    return cniConf(
        name,
        "{\n  \"name\": \"cbr0\",\n  \"plugins\": [{\n    \"type\": \"flannel\",\n    \"delegate\": "
            + json
            + "\n  }]\n}",
        texts);
  }

  static Stream<Mistake> cni() {
    return Stream.of(
        cniConf(
            "no plugins",
            "▸▸{\"cniVersion\": ▸\"0.5.0\"}",
            "cni-conf.json needs 'name'",
            "cni-conf.json needs 'plugins'",
            "the CNI specification has no version '0.5.0', only 0.1.0, 0.2.0, 0.3.0, 0.3.1, 0.4.0, "
                + "1.0.0, 1.1.0"),
        cniConf(
            "a name that is no file's",
            "{\"name\": ▸\"../x\", ▸\"plugins\": []}",
            "'name' has letters, digits, '_', '.' and '-', first a letter or digit, and at most 255 of them",
            "'plugins' has none of type flannel"),
        cniConf(
            "other plugins",
            "{\"name\": \"cbr0\", \"plugins\": [{\"type\": ▸\"flanel\"}, {\"type\": ▸\"calico\"}, ▸5]}",
            "the lab has no plugin 'flanel' here: the first is flannel, and portmap may follow; did "
                + "you mean 'flannel'?",
            "the lab has no plugin 'calico' here: the first is flannel, and portmap may follow",
            "a plugin is a mapping with a 'type'"),
        delegate(
            "what only another bridge can do",
            """
            {
              "type": ▸"ipvlan",
              ▸"name": "x",
              ▸"ipam": {},
              ▸"vlan": 5,
              ▸"macspoofchk": true,
              ▸"hairpinMod": true
            }""",
            "the lab's pods are plugged in by bridge, not by ipvlan",
            "'delegate' dictionary must not have 'name' field, it'll be set by flannel",
            "'delegate' dictionary must not have 'ipam' field, it'll be set by flannel",
            "the lab's bridge has no VLANs: leave it out",
            "the lab's bridge can't do 'macspoofchk': leave it out",
            "the flannel plugin's delegate has no field 'hairpinMod'; did you mean 'hairpinMode'?"),
        delegate(
            "both modes",
            "{\"hairpinMode\": true, ▸\"promiscMode\": true}",
            "cannot set hairpin mode and promiscuous mode at the same time"),
        delegate(
            "a bridge's name of 16 characters",
            "{\"bridge\": ▸\"abcdefghijklmnop\"}",
            "'abcdefghijklmnop' has 16 characters, and a link's name has at most 15"),
        delegate(
            "a bridge's name that is none",
            "{\"bridge\": ▸\"a/b\"}",
            "'a/b' is no name for a link: take letters, digits, '_', '-' and '.'"),
        delegate(
            "a bridge's name that the node's uplink has",
            "{\"bridge\": ▸\"eth0\"}",
            "a node has another link of the name 'eth0'"),
        cniConf(
            "another IPAM",
            "{\"name\": \"cbr0\", \"plugins\": [{\"type\": \"flannel\", \"ipam\": {\"type\": ▸\"dhcp\"}}]}",
            "pods get their addresses from host-local, not from dhcp"));
  }
}
