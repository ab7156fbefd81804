package org.flannelgraph.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is wrong with Kubernetes' objects, each told at its place. */
class ObjectMistakesTest {
  static final String NODE1 = "--- {apiVersion: v1, kind: Node, metadata: {name: node1}}\n";

  @ParameterizedTest
  @MethodSource({"documents", "names", "nodes", "pods", "workloads", "clusters"})
  void isToldAtItsPlace(Mistake mistake) {
    MarkedFile file = MarkedFile.of(mistake.yaml());
    assertThat(file.errors()).isEqualTo(file.problems(mistake.texts()));
  }

  static Stream<Mistake> documents() {
    return Stream.of(
        Mistake.of(
            "a misspelt field",
            """
            apiVersion: v1
            kind: Node
            metadata:
              name: node1
            spec:
              ▸podCdir: 10.244.1.0/24
              ▸potatoes: 3
            """,
            "a Node's spec has no field 'podCdir'; did you mean 'podCIDR'?",
            "a Node's spec has no field 'potatoes'"),
        Mistake.of(
            "wrong case is misspelt",
            NODE1
                + """
                ---
                apiVersion: v1
                kind: Pod
                metadata: {name: red}
                ▸spec: {▸nodename: node1}
                """,
            "this Pod is on no node: the lab has no scheduler, so give it a spec.nodeName",
            "a Pod's spec has no field 'nodename'; did you mean 'nodeName'?"),
        Mistake.of(
            "a misspelt kind",
            "{apiVersion: v1, kind: ▸Nod, metadata: {name: a}}",
            "there is no kind 'Nod'; did you mean 'Node'?"),
        Mistake.of(
            "a kind of ours that is none",
            "{apiVersion: flannelgraph.org/v1, kind: ▸Clutser}",
            "there is no kind 'Clutser'; did you mean 'Cluster'?"),
        Mistake.of(
            "no kind",
            "▸metadata: {name: red}\nKind: Pod\n",
            "this document has no 'kind', such as Node, Pod, ConfigMap or Cluster; is 'Kind' meant "
                + "to be 'kind'?"),
        Mistake.of(
            "another API",
            "{apiVersion: ▸apps/v1, kind: Node, metadata: {name: a}}",
            "the apiVersion of this kind is v1, not apps/v1"),
        Mistake.of(
            "no mapping",
            "▸- a\n--- ▸5\n",
            "a document is a mapping with apiVersion, kind and metadata, not a list",
            "a document is a mapping with apiVersion, kind and metadata, not a number"),
        Mistake.of(
            "wrong types",
            """
            apiVersion: v1
            kind: Pod
            ▸metadata: ▸red
            spec:
              nodeName: ▸5
              containers: ▸web
            ---
            apiVersion: v1
            kind: Node
            metadata:
              name: ▸yes
            status: ▸[]
            """,
            "metadata needs 'name'",
            "metadata is a mapping, not text",
            "'nodeName' is text: write \"5\", for without quotes it is a number",
            "'containers' is a list, not text",
            "'name' is text: write \"yes\", for without quotes it is a boolean",
            "a Node's status is a mapping, not a list"),
        Mistake.of(
            "a key twice",
            """
            apiVersion: v1
            kind: Node
            metadata: {name: a, ▸name: b}
            """,
            "'name' stands here a second time, first in line 3"),
        Mistake.of(
            "a key that is a list",
            "{apiVersion: v1, kind: Node, metadata: {name: a}, ▸[b]: c}",
            "a key is text, not a list"),
        Mistake.of(
            "an item of a List",
            """
            apiVersion: v1
            kind: List
            items:
              - {apiVersion: v1, kind: Node, ▸metadata: {}}
              - ▸node
            """,
            "metadata needs 'name'",
            "a document is a mapping with apiVersion, kind and metadata, not text"),
        Mistake.of(
            "all documents are read on after one that is no YAML",
            """
            apiVersion: v1
            kind: Node
            metadata: {name: node1
            ▸---
            apiVersion: v1
            kind: Node
            ▸metadata: {▸nam: node2}
            --- ▸]
            """,
            "not YAML: while parsing a flow mapping, expected ',' or '}', but got <document start>",
            "metadata needs 'name'",
            "metadata has no field 'nam'; did you mean 'name'?",
            "not YAML: while parsing a block node, expected the node content, but found ']'"));
  }

  static Stream<Mistake> names() {
    String tooLong = "a".repeat(64);
    return Stream.of(
        Mistake.of(
            "no DNS name",
            """
            {apiVersion: v1, kind: Node, metadata: {name: ▸Node_1}}
            --- {apiVersion: v1, kind: Pod, metadata: {name: ▸-red, namespace: ▸a.b}, spec: {nodeName: ▸a}}
            """,
            "'Node_1' is not a Node's name: lower-case letters, digits and '-', parts with '.' "
                + "between, a letter or digit first and last; 'node-1' would be",
            "'-red' is not a Pod's name: lower-case letters, digits and '-', parts with '.' between, "
                + "a letter or digit first and last; 'red' would be",
            "'a.b' is not a namespace's name: lower-case letters, digits and '-', a letter or digit "
                + "first and last",
            "there is no Node 'a'"),
        Mistake.of(
            "a name twice",
            NODE1
                + """
                ---
                {apiVersion: v1, kind: Node, metadata: {name: ▸node1}}
                ---
                {apiVersion: v1, kind: Pod, metadata: {name: ▸node1}, spec: {nodeName: node1}}
                ---
                {apiVersion: v1, kind: Pod, metadata: {name: red}, spec: {nodeName: node1}}
                ---
                {apiVersion: v1, kind: Pod, metadata: {name: ▸red, namespace: default}, spec: {nodeName: node1}}
                ---
                {apiVersion: v1, kind: Pod, metadata: {name: red, namespace: shop}, spec: {nodeName: node1}}
                ---
                {apiVersion: v1, kind: Pod, metadata: {name: ▸red.shop}, spec: {nodeName: node1}}
                """,
            "there is a Node 'node1' already, in line 1: nodes and pods have names of their own",
            "there is a Node 'node1' already, in line 1: nodes and pods have names of their own",
            "there is a Pod 'red' already, in line 7: nodes and pods have names of their own",
            "there is a Pod 'red.shop' already, in line 11: nodes and pods have names of their own"),
        Mistake.of(
            "a name that the lab has for itself",
            """
            {apiVersion: v1, kind: Node, metadata: {name: ▸underlay}}
            --- {apiVersion: v1, kind: Node, metadata: {name: ▸localhost}}
            """,
            "'underlay' is the switch between the nodes: give this Node another name",
            "'localhost' is what every place calls itself: give this Node another name"),
        Mistake.of(
            "a host name that Linux does not take",
            "{apiVersion: v1, kind: Node, metadata: {name: ▸" + "a".repeat(65) + "}}",
            "a Node's name is its host name, which has at most 64 characters, not 65"),
        Mistake.of(
            "a namespace that no file can be called",
            NODE1
                + "--- {apiVersion: v1, kind: Pod, metadata: {name: ▸"
                + (tooLong.substring(1) + ".").repeat(3)
                + "a, namespace: "
                + tooLong.substring(1)
                + "}, spec: {nodeName: node1}}",
            "the network namespace would be called "
                + (tooLong.substring(1) + ".").repeat(3)
                + "a."
                + tooLong.substring(1)
                + ", which is longer than a file's name may be (255)"),
        Mistake.of(
            "a container's name that is too long",
            NODE1
                + "--- {apiVersion: v1, kind: Pod, metadata: {name: red}, spec: {nodeName: node1, "
                + "containers: [{name: ▸"
                + tooLong
                + "}]}}",
            "a container's name has at most 63 characters, this one has 64"));
  }

  static Stream<Mistake> nodes() {
    return Stream.of(
        Mistake.of(
            "podCIDRs that are none",
            """
            apiVersion: v1
            kind: Node
            metadata: {name: a}
            spec:
              podCIDR: ▸10.244.1.5/24
            ---
            apiVersion: v1
            kind: Node
            metadata: {name: b}
            spec:
              podCIDRs: [▸10.244.2.0, ▸10.244.02.0/24, ▸10.244.2.0/33, ▸"fd00::1/64"]
            """,
            "'10.244.1.5/24' has host bits set: the network is 10.244.1.0/24",
            "'10.244.2.0' has no prefix length",
            "'10.244.02.0/24' is not a CIDR",
            "'10.244.2.0/33' has a prefix length outside 0 to 32",
            "'fd00::1/64' has host bits set: the network is fd00::/64"),
        Mistake.of(
            "podCIDRs that contradict each other",
            """
            apiVersion: v1
            kind: Node
            metadata: {name: a}
            spec:
              podCIDR: ▸10.244.3.0/24
              podCIDRs: [10.244.1.0/24, ▸10.244.2.0/24]
            """,
            "podCIDR is the first of podCIDRs, 10.244.1.0/24, not 10.244.3.0/24",
            "'podCIDRs' has at most one network of each family"),
        Mistake.of(
            "podCIDRs that overlap, are too small or not Flannel's",
            """
            {apiVersion: v1, kind: Node, metadata: {name: a}, spec: {podCIDR: 10.244.0.0/23}}
            --- {apiVersion: v1, kind: Node, metadata: {name: b}, spec: {podCIDR: ▸10.244.1.0/24}}
            --- {apiVersion: v1, kind: Node, metadata: {name: c}, spec: {podCIDR: ▸10.244.0.0/16}}
            --- {apiVersion: v1, kind: Node, metadata: {name: d}, spec: {podCIDR: ▸10.244.9.0/31}}
            --- {apiVersion: v1, kind: Node, metadata: {name: e}, spec: {podCIDR: ▸10.245.0.0/24}}
            """,
            "10.244.1.0/24 overlaps 10.244.0.0/23 of node a (line 1)",
            "10.244.0.0/16 overlaps 10.244.0.0/23 of node a (line 1)",
            "Network 10.244.9.0/31 too small to allocate from: a podCIDR has a prefix length of at "
                + "most 30",
            "subnet \"10.244.0.0/16\" specified in the flannel net config doesn't contain "
                + "\"10.245.0.0/24\" PodCIDR of the \"e\" node"),
        Mistake.of(
            "an IPv6 podCIDR without IPv6",
            "{apiVersion: v1, kind: Node, metadata: {name: a}, spec: {podCIDRs: [▸\"fd00::/64\"]}}",
            "subnet \"fd00::/64\" specified in the PodCIDR, but doesn't exist in the flannel net "
                + "config of the \"a\" node: give it EnableIPv6 and IPv6Network"),
        Mistake.of(
            "addresses that are none",
            """
            apiVersion: v1
            kind: Node
            metadata: {name: a}
            status:
              addresses:
                - {type: InternalIP, address: ▸192.168.0.256}
                - {type: ▸InternalIp, address: 192.168.0.3}
                - ▸{address: 192.168.0.3}
                - ▸{type: InternalIP}
                - {type: InternalIP, address: 192.168.0.4}
                - {type: InternalIP, address: ▸192.168.0.5}
            """,
            "'192.168.0.256' is not an IP address",
            "a Node has no address of type 'InternalIp'; did you mean 'InternalIP'?",
            "a Node's address needs 'type'",
            "a Node's address needs 'address'",
            "this is the Node's second IPv4 InternalIP; the lab's nodes have one of each family"),
        Mistake.of(
            "addresses that a node can't have",
            """
            {apiVersion: v1, kind: Node, metadata: {name: a}, status: {addresses: [{type: InternalIP, address: 192.168.0.5}]}}
            --- {apiVersion: v1, kind: Node, metadata: {name: b}, status: {addresses: [{type: InternalIP, address: ▸192.168.0.5}]}}
            --- {apiVersion: v1, kind: Node, metadata: {name: c}, status: {addresses: [{type: InternalIP, address: ▸192.168.0.1}]}}
            --- {apiVersion: v1, kind: Node, metadata: {name: d}, status: {addresses: [{type: InternalIP, address: ▸192.168.0.255}]}}
            --- {apiVersion: v1, kind: Node, metadata: {name: e}, status: {addresses: [{type: InternalIP, address: ▸192.168.0.0}]}}
            --- {apiVersion: v1, kind: Node, metadata: {name: f}, status: {addresses: [{type: InternalIP, address: ▸192.168.1.5}]}}
            """,
            "192.168.0.5 is the address of node a already",
            "192.168.0.1 is the address of the switch between the nodes already",
            "192.168.0.255 is the broadcast address of the node network 192.168.0.0/24",
            "192.168.0.0 is the network's own address of the node network 192.168.0.0/24",
            "192.168.1.5 is not in the node network 192.168.0.0/24; a 'kind: Cluster' can say another "
                + "in spec.nodeNetwork"),
        Mistake.of(
            "no address left",
            """
            {apiVersion: flannelgraph.org/v1, kind: Cluster, spec: {nodeNetwork: 192.168.0.0/30}}
            --- {apiVersion: v1, kind: Node, metadata: {name: a}}
            --- {apiVersion: v1, kind: Node, metadata: {name: ▸b}}
            """,
            "the node network 192.168.0.0/30 has no address left for this node"));
  }

  static Stream<Mistake> pods() {
    return Stream.of(
        Mistake.of(
            "on no node",
            NODE1
                + """
                ---
                {apiVersion: v1, kind: Pod, metadata: {name: red}, ▸spec: {}}
                ---
                ▸{apiVersion: v1, kind: Pod, metadata: {name: blue}}
                ---
                {apiVersion: v1, kind: Pod, metadata: {name: teal}, spec: {nodeName: ▸noed1}}
                """,
            "this Pod is on no node: the lab has no scheduler, so give it a spec.nodeName",
            "this Pod is on no node: the lab has no scheduler, so give it a spec.nodeName",
            "there is no Node 'noed1'; did you mean 'node1'?"),
        Mistake.of(
            "no address left",
            """
            {apiVersion: v1, kind: Node, metadata: {name: node1}, spec: {podCIDR: 10.244.1.0/30}}
            --- {apiVersion: v1, kind: Pod, metadata: {name: red}, spec: {nodeName: node1}}
            --- {apiVersion: v1, kind: Pod, metadata: {name: ▸blue}, spec: {nodeName: node1}}
            """,
            "failed to allocate for range 0: no IP addresses available in range set: "
                + "10.244.1.1-10.244.1.2; node node1 is full"),
        Mistake.of(
            "containers without a name, and with one name",
            NODE1
                + """
                ---
                apiVersion: v1
                kind: Pod
                metadata: {name: red}
                spec:
                  nodeName: node1
                  containers:
                    - ▸image: nginx
                    - {name: web, ports: [{containerPort: 80}]}
                    - {name: ▸web, ports: [{containerPort: 81}]}
                """,
            "a container needs 'name'",
            "this Pod has two containers 'web', the first in line 10"));
  }

  static Stream<Mistake> workloads() {
    String pod =
        NODE1
            + """
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: red}
            spec:
              nodeName: node1
              containers:
            """;
    return Stream.of(
        Mistake.of(
            "two containers on one port",
            pod
                + """
                    - name: a
                    - name: ▸b
                    - {name: c, ports: [{containerPort: ▸8080}]}
                    - {name: d, command: [nc], ports: [{containerPort: ▸8080}, {containerPort: 8080, protocol: UDP}]}
                    - {name: e, image: flannelgraph/echo, ports: [{containerPort: ▸8080, protocol: UDP}]}
                    - {name: f, image: flannelgraph/echo, ports: [{containerPort: 9}]}
                    - {name: g, image: flannelgraph/echo, ports: [{containerPort: ▸9, protocol: UDP}]}
                """,
            "TCP port 8080 belongs to container 'a' (line 9): containers of a Pod share its ports, "
                + "so give this one others",
            "TCP port 8080 belongs to container 'a' (line 9): containers of a Pod share its ports, "
                + "so give this one others",
            "TCP port 8080 belongs to container 'a' (line 9): containers of a Pod share its ports, "
                + "so give this one others",
            "UDP port 8080 belongs to container 'd' (line 12): containers of a Pod share its ports, "
                + "so give this one others",
            "UDP port 9 belongs to container 'f' (line 14): containers of a Pod share its ports, so "
                + "give this one others"),
        Mistake.of(
            "ports that are none",
            pod
                + """
                    - name: a
                      ports:
                        - {containerPort: ▸0}
                        - {containerPort: ▸65536}
                        - {containerPort: ▸"80"}
                        - {containerPort: ▸99999999999999999999}
                        - ▸{name: http}
                        - {containerPort: 80, protocol: ▸tcp}
                        - {containerPort: ▸1.5}
                """,
            "'containerPort' is a number from 1 to 65535, not 0",
            "'containerPort' is a number from 1 to 65535, not 65536",
            "'containerPort' is a number from 1 to 65535, not text",
            "'containerPort' is a number from 1 to 65535, not 99999999999999999999",
            "a container's port needs 'containerPort'",
            "'protocol' is TCP, UDP or SCTP, not 'tcp'",
            "'containerPort' is a number from 1 to 65535, not 1.5"),
        Mistake.of(
            "commands that can't be run",
            pod
                + """
                    - {name: a, command: [sleep, ▸60, ▸null]}
                    - {name: b, command: [▸""]}
                    - {name: c, command: [printf, ▸"a\\0b"]}
                    - {name: d, command: ▸sleep 5}
                """,
            "each of 'command' is text: write \"60\", for without quotes it is a number",
            "each of 'command' is text, not nothing",
            "'command' starts with the program's name",
            "an argument of a process has no NUL character in it",
            "'command' is a list, not text"));
  }

  static Stream<Mistake> clusters() {
    return Stream.of(
        Mistake.of(
            "fields of wrong types and ranges",
            """
            apiVersion: flannelgraph.org/v1
            kind: Cluster
            metadata: {name: ▸My Lab}
            spec:
              nodeNetwork: ▸192.168.0.1/24
              serviceNetwork: ▸▸10.96.0.0/12,,10.0.0.0/8
              underlayMtu: ▸70000
              offloads: ▸"yes"
            """
                + NODE1,
            "'My Lab' is not a Cluster's name: lower-case letters, digits and '-', parts with '.' "
                + "between, a letter or digit first and last; 'my-lab' would be",
            "'192.168.0.1/24' has host bits set: the network is 192.168.0.0/24",
            "'' has no prefix length",
            "'serviceNetwork' has at most one network of each family",
            "'underlayMtu' is a number from 68 to 65535, not 70000",
            "'offloads' is true or false, not text"),
        Mistake.of(
            "two of them",
            "{apiVersion: flannelgraph.org/v1, kind: Cluster}\n--- ▸{apiVersion: flannelgraph.org/v1, "
                + "kind: Cluster}\n"
                + NODE1,
            "a lab has one Cluster, and the first is in line 1"),
        Mistake.of(
            "networks that overlap",
            """
            apiVersion: flannelgraph.org/v1
            kind: Cluster
            spec:
              nodeNetwork: ▸10.244.128.0/24
              serviceNetwork: ▸▸10.240.0.0/12
            """
                + NODE1,
            "the node network 10.244.128.0/24 overlaps the pod network 10.244.0.0/16 (the default)",
            "the service network 10.240.0.0/12 overlaps the node network 10.244.128.0/24",
            "the service network 10.240.0.0/12 overlaps the pod network 10.244.0.0/16 (the default)"),
        Mistake.of(
            "networks that are too small or Linux' own",
            """
            apiVersion: flannelgraph.org/v1
            kind: Cluster
            spec: {nodeNetwork: ▸127.0.0.0/24, serviceNetwork: ▸10.96.0.0/31}
            """
                + NODE1,
            "the node network 127.0.0.0/24 overlaps 127.0.0.0/8, which Linux keeps for itself",
            "the service network 10.96.0.0/31 is too small: take a prefix length of at most 30"),
        Mistake.of(
            "an underlay that packets don't fit through",
            """
            {apiVersion: flannelgraph.org/v1, kind: Cluster, spec: {underlayMtu: ▸100}}
            """
                + NODE1,
            "an MTU of 100 leaves the pods too little: IPv4 needs 68 bytes and the backend 50, so "
                + "take 118 or more"));
  }

  @Test
  void saysTheFileLineAndColumn() {
    assertThat(MarkedFile.of("kind: Node\nmetadata: {}\n").errors())
        .isEqualTo("labs/my/cluster.yaml:2:1: metadata needs 'name'\n");
  }
}
