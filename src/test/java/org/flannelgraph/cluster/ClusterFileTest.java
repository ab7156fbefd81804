package org.flannelgraph.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.flannelgraph.address.Addresses;
import org.flannelgraph.address.Cidr;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a right file means. */
class ClusterFileTest {
  @TempDir Path folder;

  private static Cluster read(String text) {
    return MarkedFile.of(text).read().cluster();
  }

  @Test
  void onlyNamesAndNodesAreRequired() throws IOException {
    Files.writeString(
        folder.resolve("cluster.yaml"),
        """
        {apiVersion: v1, kind: Node, metadata: {name: node1}}
        ---
        {apiVersion: v1, kind: Node, metadata: {name: node2}}
        ---
        {apiVersion: v1, kind: Pod, metadata: {name: red}, spec: {nodeName: node2}}
        ---
        {apiVersion: v1, kind: Pod, metadata: {name: blue, namespace: shop}, spec: {nodeName: node2}}
        """);
    ClusterFile.Result result = ClusterFile.read(folder);
    assertThat(result.warnings()).isEmpty();
    List<Container> containers = List.of(web("red", 8080));
    assertThat(result.cluster())
        .isEqualTo(
            new Cluster(
                folder.getFileName().toString(),
                List.of(node("node1", 11, 1), node("node2", 12, 2)),
                List.of(
                    new Pod(
                        "red", "default", "node2", Cidr.parse("10.244.2.2/24"), null, containers),
                    new Pod(
                        "blue",
                        "shop",
                        "node2",
                        Cidr.parse("10.244.2.3/24"),
                        null,
                        List.of(web("blue", 8080)))),
                new FlannelConfig(
                    Cidr.parse("10.244.0.0/16"),
                    null,
                    new Backend.Vxlan(1, 8472, null, false, false, false),
                    FlannelConfig.STOCK_NET_CONF),
                CniConfig.STOCK,
                Cidr.parse("192.168.0.0/24"),
                null,
                Cidr.parse("10.96.0.0/12"),
                1500,
                false));
    assertThat(ClusterFile.read(folder.resolve("cluster.yaml")).cluster())
        .isEqualTo(result.cluster());
  }

  private static Node node(String name, int host, int subnet) {
    return new Node(
        name,
        Addresses.parse("192.168.0." + host),
        null,
        Cidr.parse("10.244." + subnet + ".0/24"),
        null);
  }

  private static Container web(String name, int port) {
    return new Container(name, "", new Workload.Http(List.of(port)));
  }

  @Test
  void whatTheFileSaysWins() {
    Cluster cluster =
        read(
            """
            apiVersion: flannelgraph.org/v1
            kind: Cluster
            metadata: {name: mine}
            spec:
              nodeNetwork: 172.16.0.0/16, fd01::/64
              serviceNetwork: 10.200.0.0/16
              underlayMtu: 9000
              offloads: true
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: kube-flannel-cfg}
            data:
              net-conf.json: |
                {
                  "network": "10.5.0.0/16", "ENABLEIPV6": true, "IPv6Network": "fd02::/48",
                  "SubnetLen": 26, "SubnetMin": "10.5.8.0", "IPv6SubnetMin": "fd02:0:0:10::",
                  "EnableNFTables": true,
                  "Backend": {"type": "VXLAN", "VNI": 42, "Port": 4789, "MTU": 8000, "GBP": true,
                    "Learning": true, "DirectRouting": true}
                }
              cni-conf.json: |
                {"name": "pods", "plugins": [{"type": "flannel", "delegate": {
                  "bridge": "br-pods", "isGateway": false, "mtu": 1400}}]}
            ---
            {apiVersion: v1, kind: Node, metadata: {name: a}, status: {addresses: [
              {type: InternalIP, address: 172.16.9.9}, {type: InternalIP, address: "fd01::99"}]}}
            ---
            {apiVersion: v1, kind: Node, metadata: {name: b}, spec: {podCIDR: 10.5.8.0/26}}
            ---
            {apiVersion: v1, kind: Node, metadata: {name: c}, spec: {podCIDRs: ["fd02:0:0:10::/64"]}}
            ---
            {apiVersion: v1, kind: Pod, metadata: {name: red}, spec: {nodeName: a}}
            """);
    assertThat(cluster.name()).isEqualTo("mine");
    assertThat(cluster.nodeNetwork()).hasToString("172.16.0.0/16");
    assertThat(cluster.nodeNetwork6()).hasToString("fd01::/64");
    assertThat(cluster.serviceNetwork()).hasToString("10.200.0.0/16");
    assertThat(cluster.underlayMtu()).isEqualTo(9000);
    assertThat(cluster.offloads()).isTrue();
    assertThat(cluster.flannel().network6()).hasToString("fd02::/48");
    assertThat(cluster.flannel().backend())
        .isEqualTo(new Backend.Vxlan(42, 4789, 8000, true, true, true));
    assertThat(cluster.flannel().netConfJson()).startsWith("{\n  \"network\"").endsWith("}\n");
    assertThat(cluster.flannelMtu()).isEqualTo(7950);
    assertThat(cluster.cni().networkName()).isEqualTo("pods");
    assertThat(cluster.cni().bridge()).isEqualTo("br-pods");
    assertThat(cluster.cni().isGateway()).isFalse();
    assertThat(cluster.cni().isDefaultGateway()).isFalse();
    assertThat(cluster.cni().hairpinMode()).isFalse();
    assertThat(cluster.cni().mtu()).isEqualTo(1400);
    assertThat(cluster.nodes())
        .extracting(
            node -> Addresses.format(node.address()),
            node -> Addresses.format(Objects.requireNonNull(node.address6())),
            node -> node.podCidr().toString(),
            node -> String.valueOf(node.podCidr6()))
        .containsExactly(
            tuple("172.16.9.9", "fd01::99", "10.5.8.64/26", "fd02:0:0:11::/64"),
            tuple("172.16.0.11", "fd01::11", "10.5.8.0/26", "fd02:0:0:12::/64"),
            tuple("172.16.0.12", "fd01::12", "10.5.8.128/26", "fd02:0:0:10::/64"));
    assertThat(cluster.pods().getFirst().address()).hasToString("10.5.8.66/26");
    assertThat(cluster.pods().getFirst().address6()).hasToString("fd02:0:0:11::2/64");
  }

  @Test
  void workloadsFollowImageCommandAndPorts() {
    Cluster cluster =
        read(
            """
            {apiVersion: v1, kind: Node, metadata: {name: a}}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: red}
            spec:
              nodeName: a
              containers:
                - {name: web}
                - {name: web2, image: nginx, ports: [{containerPort: 80}, {containerPort: 443, protocol: TCP}]}
                - {name: echo, image: "flannelgraph/echo:latest"}
                - name: echo2
                  image: docker.io/flannelgraph/echo
                  ports:
                    - {containerPort: 1}
                    - {containerPort: 2, protocol: TCP}
                    - {containerPort: 3, protocol: UDP}
                - {name: idle, image: flannelgraph/idle}
                - {name: process, image: flannelgraph/echo, command: [nc, "-l"], args: ["9", ""]}
            """);
    assertThat(cluster.pods().getFirst().containers())
        .extracting(Container::workload)
        .containsExactly(
            new Workload.Http(List.of(8080)),
            new Workload.Http(List.of(80, 443)),
            new Workload.Echo(List.of(7), List.of(7)),
            new Workload.Echo(List.of(1, 2), List.of(1, 3)),
            new Workload.Idle(),
            new Workload.Command(List.of("nc", "-l", "9", "")));
  }

  @Test
  void subnetsAreChosenInFileOrderAroundThoseThatAreSaid() {
    Cluster cluster =
        read(
            """
            {apiVersion: v1, kind: Node, metadata: {name: a}}
            --- {apiVersion: v1, kind: Node, metadata: {name: b}, spec: {podCIDR: 10.244.2.0/23}}
            --- {apiVersion: v1, kind: Node, metadata: {name: c}}
            --- {apiVersion: v1, kind: Node, metadata: {name: d}, spec: {podCIDR: 10.244.5.128/25}}
            --- {apiVersion: v1, kind: Node, metadata: {name: e}}
            """);
    assertThat(cluster.nodes())
        .extracting(node -> node.podCidr().toString())
        .containsExactly(
            "10.244.1.0/24", "10.244.2.0/23", "10.244.4.0/24", "10.244.5.128/25", "10.244.6.0/24");
  }

  @Test
  void nodeAddressesWrapAroundInASmallNetwork() {
    Cluster cluster =
        read(
            """
            {apiVersion: flannelgraph.org/v1, kind: Cluster, spec: {nodeNetwork: 192.168.0.0/28}}
            --- {apiVersion: v1, kind: Node, metadata: {name: a}}
            --- {apiVersion: v1, kind: Node, metadata: {name: b}}
            --- {apiVersion: v1, kind: Node, metadata: {name: c}}
            --- {apiVersion: v1, kind: Node, metadata: {name: d}}
            --- {apiVersion: v1, kind: Node, metadata: {name: e}}
            """);
    assertThat(cluster.nodes())
        .extracting(node -> Addresses.format(node.address()))
        .containsExactly(
            "192.168.0.11", "192.168.0.12", "192.168.0.13", "192.168.0.14", "192.168.0.2");
  }

  @Test
  void anchorsAndMergeKeysAreKubernetesYaml() {
    Cluster cluster =
        read(
            """
            {apiVersion: v1, kind: Node, metadata: {name: a}}
            ---
            apiVersion: v1
            kind: List
            items:
              - &red
                apiVersion: v1
                kind: Pod
                metadata: {name: red}
                spec: &spec
                  nodeName: a
                  containers: [{name: web, ports: [{containerPort: 0x50}]}]
              - <<: *red
                metadata: {name: blue}
              - {apiVersion: v1, kind: Pod, metadata: {name: teal}, spec: *spec}
            """);
    assertThat(cluster.pods()).extracting(Pod::name).containsExactly("red", "blue", "teal");
    assertThat(cluster.pods())
        .allSatisfy(
            pod ->
                assertThat(pod.containers().getFirst().workload())
                    .isEqualTo(new Workload.Http(List.of(80))));
  }

  @Test
  void theSameInOtherWordsIsTheSameCluster() {
    String json =
        """
        {"apiVersion": "v1", "kind": "List", "items": [
          {"apiVersion": "flannelgraph.org/v1", "kind": "Cluster", "metadata": {"name": "x"}},
          {"apiVersion": "v1", "kind": "Node", "metadata": {"name": "a"}, "status": null}]}
        """;
    String yaml =
        """
        kind: Cluster
        apiVersion: flannelgraph.org/v1
        metadata: {name: x}
        --- # nothing
        ---
        kind: Node
        apiVersion: v1
        metadata:
          name: a
        ...
        """;
    String byteOrderMark = "\ufeff";
    String fromWindows = byteOrderMark + yaml.replace("\n", "\r\n");
    assertThat(read(fromWindows)).isEqualTo(read(json));
  }

  @Test
  void labsAreNamedAfterTheirFolderOrFile() throws IOException {
    String node = "{apiVersion: v1, kind: Node, metadata: {name: a}}";
    Path other = Files.writeString(folder.resolve("mine.yaml"), node);
    assertThat(ClusterFile.read(other).cluster().name()).isEqualTo("mine");
  }

  @Test
  void problemsNameTheFileAsTheUserDid() throws IOException {
    Files.writeString(folder.resolve("cluster.yaml"), "kind: Pot");
    Path relative = Path.of("").toAbsolutePath().relativize(folder.toRealPath());
    assertThatThrownBy(() -> ClusterFile.read(relative))
        .isInstanceOf(InvalidClusterException.class)
        .hasMessage(
            relative.resolve("cluster.yaml") + ":1:7: there is no kind 'Pot'; did you mean 'Pod'?");
  }

  @Test
  void theLabsThatShipHaveNothingToWarnOf() throws IOException {
    try (var labs = Files.list(Path.of("labs"))) {
      List<ClusterFile.Result> results = labs.sorted().map(ClusterFile::read).toList();
      assertThat(results).hasSize(5);
      assertThat(results).allSatisfy(result -> assertThat(result.warnings()).isEmpty());
      assertThat(results)
          .extracting(
              result ->
                  result.cluster().name()
                      + " "
                      + result.cluster().nodes().size()
                      + " "
                      + result.cluster().pods().size())
          .containsExactly(
              "dual-stack 2 4", "host-gw 3 4", "one-node 1 3", "ten-nodes 10 100", "two-nodes 2 6");
    }
  }
}
