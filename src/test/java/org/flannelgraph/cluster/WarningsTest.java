package org.flannelgraph.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a right file may hold that its writer should know of. */
class WarningsTest {
  private static final String NODE = "---\n{apiVersion: v1, kind: Node, metadata: {name: node1}}\n";

  @Test
  void aManifestFromARealClusterLoadsUnchanged() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(WarningsTest.class.getResourceAsStream("real-cluster.yaml"))) {
      ClusterFile.Result result = MarkedFile.read(in.readAllBytes(), Optional.empty());
      Cluster cluster = result.cluster();
      assertThat(cluster.nodeNetwork()).hasToString("172.18.0.0/24");
      assertThat(cluster.placeNames())
          .containsExactly("underlay", "worker", "web-6d4b8f9c7-x2x9k.shop");
      assertThat(cluster.pods().getFirst().containers())
          .extracting(Container::workload)
          .containsExactly(new Workload.Http(List.of(80)), new Workload.Http(List.of()));
      assertThat(result.warnings()).extracting(Problem::text).doesNotHaveDuplicates();
      assertThat(result.warnings())
          .extracting(Problem::text)
          .contains(
              "the lab does not use objects of kind DaemonSet",
              "the lab does not use objects of kind Issuer",
              "the lab does not use 'labels' of metadata",
              "the lab does not use 'annotations' of metadata",
              "the lab does not use 'taints' of a Node's spec",
              "the lab does not use a Node's address of type Hostname",
              "the lab does not use 'restartPolicy' of a Pod's spec",
              "the lab does not use 'env' of a container",
              "the lab does not use 'hostPort' of a container's port",
              "nothing answers on UDP port 53: this container answers HTTP over TCP",
              "the lab's rules are nftables' all the same");
    }
  }

  @ParameterizedTest
  @MethodSource
  void isToldAtItsPlace(Mistake mistake) {
    MarkedFile file = MarkedFile.of(mistake.yaml());
    ClusterFile.Result result = MarkedFile.read(file.text().getBytes(UTF_8), Optional.empty());
    assertThat(MarkedFile.lines(result.warnings())).isEqualTo(file.problems(mistake.texts()));
  }

  private static Mistake netConf(String name, String json, String... texts) {
    String configMap =
        """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: kube-flannel-cfg}
        data:
          net-conf.json: |
        """;
    return Mistake.of(name, configMap + json.indent(4) + NODE, texts);
  }

  private static Mistake cniConf(String name, String json, String... texts) {
    Mistake likewise = netConf(name, json, texts);
    String yaml = likewise.yaml().replace("net-conf.json", "cni-conf.json");
    return new Mistake(name, yaml.replace("\ndata:", "\n▸data:"), likewise.texts());
  }

  static Stream<Mistake> isToldAtItsPlace() {
    String noNetConf =
        "there is no net-conf.json, without which flanneld would not start: the lab takes the stock "
            + "one";
    return Stream.of(
        Mistake.of(
            "no apiVersion",
            "▸kind: Node\nmetadata: {name: a}\n---\nkind: Node\nmetadata: {name: b}\n",
            "this says no apiVersion; Kubernetes would ask for v1"),
        Mistake.of(
            "fields and kinds that the lab does not use, each once",
            """
            {apiVersion: v1, kind: Node, metadata: {name: a, ▸labels: {x: y}}}
            --- {apiVersion: v1, kind: Node, metadata: {name: b, labels: {x: y}}, ▸status: {}}
            --- {apiVersion: v1, kind: ▸Service, spec: {whatever: it holds}}
            --- {apiVersion: v1, kind: Service}
            --- {apiVersion: v1, kind: Pod, metadata: {name: c}, spec: {nodeName: a, ▸hostNetwork: true}}
            """
                .replace("▸status", "status"),
            "the lab does not use 'labels' of metadata",
            "the lab does not use objects of kind Service",
            "the lab does not use 'hostNetwork' of a Pod's spec"),
        Mistake.of(
            "another ConfigMap",
            "{apiVersion: v1, kind: ConfigMap, metadata: {name: ▸kube-flanel-cfg}}\n"
                + "--- {apiVersion: v1, kind: ConfigMap, metadata: {name: ▸coredns}}\n"
                + NODE,
            "the lab does not use the ConfigMap 'kube-flanel-cfg'; did you mean 'kube-flannel-cfg'?",
            "the lab does not use the ConfigMap 'coredns'"),
        Mistake.of(
            "a node in a namespace",
            "{apiVersion: v1, kind: Node, metadata: {name: a, namespace: ▸b}}",
            "a Node is in no namespace: Kubernetes would not take this"),
        Mistake.of(
            "containers that do nothing of what they say",
            """
            {apiVersion: v1, kind: Node, metadata: {name: a}}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: red}
            spec:
              nodeName: a
              containers:
                - {name: a, image: ▸flannelgraph/ecko}
                - {name: b, ▸args: [x], ports: [{containerPort: 1}]}
                - {name: c, image: flannelgraph/echo, ports: [{containerPort: ▸1, protocol: SCTP}]}
            """,
            "'flannelgraph/ecko' answers HTTP; did you mean 'flannelgraph/echo'?",
            "'args' without 'command' are for the image's own program, which the lab does not run",
            "nothing answers on SCTP port 1: this container echoes over TCP and UDP"),
        Mistake.of(
            "networks that nobody uses",
            """
            apiVersion: flannelgraph.org/v1
            kind: Cluster
            spec:
              nodeNetwork: ▸192.168.0.0/24,fd00::/64
              serviceNetwork: ▸10.96.0.0/12,fd01::/108
            ---
            apiVersion: v1
            kind: Node
            metadata: {name: a}
            status:
              addresses: [{type: InternalIP, address: ▸"fd00::1"}]
            """,
            "fd00::/64 is not used without \"EnableIPv6\": true in net-conf.json",
            "the lab does not use fd01::/108: its Services have IPv4 only",
            "the nodes' IPv6 addresses are not used without \"EnableIPv6\": true in net-conf.json"),
        Mistake.of(
            "nodes on a network that the file does not say",
            """
            {apiVersion: v1, kind: Node, metadata: {name: a}, status: {addresses: [{type: InternalIP, address: ▸172.18.0.2}]}}
            --- {apiVersion: v1, kind: Node, metadata: {name: b}, status: {addresses: [{type: InternalIP, address: 172.18.1.3}]}}
            """,
            "the node network is 172.18.0.0/23, so that it holds the nodes' addresses; a 'kind: "
                + "Cluster' can say another in spec.nodeNetwork"),
        netConf(
            "host bits in Network, and no Backend",
            "▸{\"Network\": ▸\"10.244.3.0/16\"}",
            "there is no Backend: the lab takes vxlan, but Flannel would take udp, which is not for "
                + "use",
            "10.244.3.0/16 has host bits set, which Flannel masks off: 10.244.0.0/16"),
        netConf(
            "fields that Flannel does not know or use",
            "{\"Network\": \"10.244.0.0/16\", ▸\"comment\": \"mine\", \"IPv6Network\": "
                + "▸\"fd00::/48\", \"Backend\": {\"Type\": \"host-gw\", ▸\"VNI\": 5}}",
            "'comment' of net-conf.json means nothing to its reader",
            "'IPv6Network' is not used without \"EnableIPv6\": true",
            "'VNI' of the host-gw Backend means nothing to its reader"),
        netConf(
            "a default service network within the pods'",
            "{\"Network\": ▸\"10.0.0.0/8\", \"Backend\": {\"Type\": \"vxlan\"}}",
            "the pod network 10.0.0.0/8 overlaps the service network 10.96.0.0/12 (the default); say "
                + "another in spec.serviceNetwork of a 'kind: Cluster'"),
        new Mistake(
            "a range that no node needs",
            netConf(
                    "",
                    "{\"Network\": \"10.244.0.0/16\", \"SubnetLen\": ▸99, \"Backend\": {\"Type\": "
                        + "\"vxlan\"}}")
                .yaml()
                .replace("99", "26")
                .replace("{name: node1}", "{name: node1}, spec: {podCIDR: 10.244.1.0/24}"),
            List.of("'SubnetLen' is not used: every node has a podCIDR of its own")),
        cniConf(
            "what the bridge of the lab does not do",
            """
            {"name": "cbr0", "plugins": [
              {"type": "flannel", ▸"dataDir": "/x", "delegate": {
                ▸"ipMasq": true, ▸"promiscMode": true, "mtu": ▸1451, ▸"forceAddress": true}},
              {"type": ▸"bandwidth"}]}
            """,
            noNetConf,
            "the lab does not use 'dataDir': its files are where they are by default",
            "in the lab only Flannel masquerades, and not the bridge plugin once more",
            "in the lab no bridge is in promiscuous mode",
            "packets of 1451 bytes don't fit through Flannel's 1450 to other nodes",
            "the lab does not use 'forceAddress' of the flannel plugin's delegate",
            "the lab does not do what the plugin bandwidth does"));
  }
}
