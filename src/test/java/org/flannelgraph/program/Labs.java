package org.flannelgraph.program;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;

/** Labs that tests write for themselves. */
final class Labs {
  private Labs() {}

  /**
   * One node with the pods red and blue; in red runs a process that no gentle signal ends. Its
   * networks are not those of the labs that ship, so that what is found elsewhere can be told.
   */
  static Path withWorkload(User user) {
    return requireNonNull(
        user.writes(
                "workload/cluster.yaml",
                """
            apiVersion: flannelgraph.org/v1
            kind: Cluster
            metadata: {name: workload}
            spec: {nodeNetwork: 172.30.231.0/24}
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: kube-flannel-cfg}
            data:
              net-conf.json: '{"Network": "10.251.0.0/16", "Backend": {"Type": "vxlan"}}'
            ---
            apiVersion: v1
            kind: Node
            metadata: {name: node1}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: red}
            spec:
              nodeName: node1
              containers:
                - name: stubborn
                  command: [sh, -c, "trap '' HUP INT TERM; while :; do sleep 1003; done"]
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: blue}
            spec: {nodeName: node1, containers: [{name: web}]}
            """)
            .getParent());
  }

  /** One node with one pod; the node is called after the folder. */
  static Path small(User user, String folder, String pod) {
    String node = Path.of(folder).getFileName() + "-node";
    return requireNonNull(
        user.writes(
                folder + "/cluster.yaml",
                """
            apiVersion: v1
            kind: Node
            metadata: {name: %s}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: %s}
            spec: {nodeName: %s, containers: [{name: web}]}
            """
                    .formatted(node, pod, node))
            .getParent());
  }
}
