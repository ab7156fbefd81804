package org.flannelgraph.cluster;

/**
 * The fields of Kubernetes' objects, core API v1 as of Kubernetes 1.34, and of our own kind. What
 * is within a field that the lab does not use is not looked at.
 */
final class Kubernetes {
  private static final String OBJECT = "apiVersion kind metadata";

  static final ObjectType METADATA =
      ObjectType.kubernetes(
          "metadata",
          "name namespace",
          """
          annotations creationTimestamp deletionGracePeriodSeconds deletionTimestamp finalizers
          generateName generation labels managedFields ownerReferences resourceVersion selfLink uid
          """);

  static final ObjectType NODE = ObjectType.kubernetes("a Node", OBJECT + " spec status", "");

  static final ObjectType NODE_SPEC =
      ObjectType.kubernetes(
          "a Node's spec",
          "podCIDR podCIDRs",
          "configSource externalID providerID taints unschedulable");

  static final ObjectType NODE_STATUS =
      ObjectType.kubernetes(
          "a Node's status",
          "addresses",
          """
          allocatable capacity conditions config daemonEndpoints declaredFeatures features images
          nodeInfo phase runtimeHandlers volumesAttached volumesInUse
          """);

  static final ObjectType NODE_ADDRESS =
      ObjectType.kubernetes("a Node's address", "type address", "");

  static final ObjectType POD = ObjectType.kubernetes("a Pod", OBJECT + " spec", "status");

  static final ObjectType POD_SPEC =
      ObjectType.kubernetes(
          "a Pod's spec",
          "nodeName containers",
          """
          activeDeadlineSeconds affinity automountServiceAccountToken dnsConfig dnsPolicy
          enableServiceLinks ephemeralContainers hostAliases hostIPC hostNetwork hostPID hostUsers
          hostname hostnameOverride imagePullSecrets initContainers nodeSelector os overhead
          preemptionPolicy priority priorityClassName readinessGates resourceClaims resources
          restartPolicy runtimeClassName schedulerName schedulingGates securityContext
          serviceAccount serviceAccountName setHostnameAsFQDN shareProcessNamespace subdomain
          terminationGracePeriodSeconds tolerations topologySpreadConstraints volumes workloadRef
          """);

  static final ObjectType CONTAINER =
      ObjectType.kubernetes(
          "a container",
          "name image command args ports",
          """
          env envFrom imagePullPolicy lifecycle livenessProbe readinessProbe resizePolicy resources
          restartPolicy restartPolicyRules securityContext startupProbe stdin stdinOnce
          terminationMessagePath terminationMessagePolicy tty volumeDevices volumeMounts workingDir
          """);

  static final ObjectType CONTAINER_PORT =
      ObjectType.kubernetes("a container's port", "containerPort protocol name", "hostIP hostPort");

  static final ObjectType CONFIG_MAP =
      ObjectType.kubernetes("a ConfigMap", OBJECT + " data", "binaryData immutable");

  static final ObjectType CONFIG_MAP_DATA =
      ObjectType.kubernetes("the data of kube-flannel-cfg", "net-conf.json cni-conf.json", "");

  static final ObjectType CLUSTER = ObjectType.kubernetes("a Cluster", OBJECT + " spec", "");

  static final ObjectType CLUSTER_SPEC =
      ObjectType.kubernetes(
          "a Cluster's spec", "nodeNetwork serviceNetwork underlayMtu offloads", "");

  static final ObjectType LIST = ObjectType.kubernetes("a List", OBJECT + " items", "");

  private Kubernetes() {}
}
