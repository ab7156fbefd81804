package org.flannelgraph.cluster;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The kinds of objects that a manifest may hold, besides those that the lab reads. */
final class Kinds {
  /** What the lab reads. */
  static final Set<String> USED = words("Node Pod ConfigMap Cluster List");

  /** Kubernetes' others: core, then by API group. */
  static final Set<String> UNUSED =
      words(
          """
          Binding ComponentStatus Endpoints Event LimitRange Namespace PersistentVolume
          PersistentVolumeClaim PodTemplate ReplicationController ResourceQuota Secret Service
          ServiceAccount NodeList PodList ConfigMapList ServiceList
          ControllerRevision DaemonSet Deployment ReplicaSet StatefulSet
          CronJob Job HorizontalPodAutoscaler Scale
          EndpointSlice Ingress IngressClass NetworkPolicy IPAddress ServiceCIDR ClusterCIDR
          ClusterRole ClusterRoleBinding Role RoleBinding
          PodDisruptionBudget Eviction PodSecurityPolicy PriorityClass RuntimeClass Lease
          CSIDriver CSINode CSIStorageCapacity StorageClass VolumeAttachment VolumeAttributesClass
          MutatingAdmissionPolicy MutatingAdmissionPolicyBinding MutatingWebhookConfiguration
          ValidatingAdmissionPolicy ValidatingAdmissionPolicyBinding ValidatingWebhookConfiguration
          CustomResourceDefinition APIService CertificateSigningRequest ClusterTrustBundle
          FlowSchema PriorityLevelConfiguration DeviceClass ResourceClaim ResourceClaimTemplate
          ResourceSlice TokenRequest TokenReview SubjectAccessReview
          """);

  private Kinds() {}

  /** All of them, those that the lab reads first. */
  static Set<String> all() {
    Set<String> all = new LinkedHashSet<>(USED);
    all.addAll(UNUSED);
    return all;
  }

  private static Set<String> words(String text) {
    return new LinkedHashSet<>(List.of(text.strip().split("\\s+")));
  }
}
