package org.flannelgraph.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.flannelgraph.address.Cidr;
import org.flannelgraph.cluster.RawLab.RawCluster;
import org.flannelgraph.cluster.RawLab.RawFlannel;
import org.flannelgraph.cluster.RawLab.RawNode;
import org.flannelgraph.cluster.RawLab.RawPod;
import org.flannelgraph.cluster.Value.Entry;
import org.flannelgraph.cluster.Value.Mapping;
import org.flannelgraph.cluster.Value.Scalar;
import org.jspecify.annotations.Nullable;

/** Sorts a file's documents by kind and reads each. */
final class LabReader {
  static final String OWN_API = "flannelgraph.org/v1";
  private static final String CORE_API = "v1";
  private static final String FLANNEL_CONFIG_MAP = "kube-flannel-cfg";

  private final SourceText source;
  private final Problems problems;
  private @Nullable RawCluster cluster;
  private final List<RawNode> nodes = new ArrayList<>();
  private final List<RawPod> pods = new ArrayList<>();
  private @Nullable Position flannelConfigMap;
  private @Nullable RawFlannel flannel;
  private @Nullable CniConfig cni;

  LabReader(SourceText source, Problems problems) {
    this.source = source;
    this.problems = problems;
  }

  /** Reads what can be read. */
  RawLab read(List<Value> documents) {
    if (documents.isEmpty() && !problems.hasErrors()) {
      problems.error(Position.WHOLE_FILE, "the file is empty: a lab has at least one 'kind: Node'");
    }
    documents.forEach(this::document);
    return new RawLab(cluster, nodes, pods, flannel, cni);
  }

  private void document(Value document) {
    if (!(document instanceof Mapping mapping)) {
      problems.error(
          document.position(),
          "a document is a mapping with apiVersion, kind and metadata, not "
              + document.description());
      return;
    }
    Scalar kind = scalar(mapping, "kind");
    if (kind == null) {
      problems.error(mapping.position(), "this says no kind: Node, Pod, ConfigMap or Cluster");
      return;
    }
    switch (kind.text()) {
      case "List" -> {
        checkApi(mapping, CORE_API);
        Fields.of(mapping, Kubernetes.LIST, problems).list("items").forEach(this::document);
      }
      case "Node" -> {
        checkApi(mapping, CORE_API);
        RawNode node = new NodeReader(problems).read(mapping);
        if (node != null) {
          nodes.add(node);
        }
      }
      case "Pod" -> {
        checkApi(mapping, CORE_API);
        RawPod pod = new PodReader(problems).read(mapping);
        if (pod != null) {
          pods.add(pod);
        }
      }
      case "ConfigMap" -> {
        checkApi(mapping, CORE_API);
        configMap(mapping);
      }
      case "Cluster" -> {
        checkApi(mapping, OWN_API);
        cluster(mapping);
      }
      default -> otherKind(kind, scalar(mapping, "apiVersion"));
    }
  }

  private static @Nullable Scalar scalar(Mapping mapping, String key) {
    for (Entry entry : mapping.entries()) {
      if (entry.key().text().equals(key)
          && entry.value() instanceof Scalar scalar
          && !scalar.isNull()) {
        return scalar;
      }
    }
    return null;
  }

  private void checkApi(Mapping document, String wanted) {
    Scalar api = scalar(document, "apiVersion");
    if (api == null) {
      problems.warn(
          document.position(), "this says no apiVersion; kubectl would ask for " + wanted);
    } else if (!api.text().equals(wanted)) {
      problems.error(
          api.position(), "the apiVersion of this kind is " + wanted + ", not " + api.text());
    }
  }

  private void otherKind(Scalar kind, @Nullable Scalar api) {
    boolean custom = api != null && !isKubernetes(api.text()) && !api.text().equals(OWN_API);
    if (Kinds.UNUSED.contains(kind.text()) || custom) {
      problems.warnOnce(kind.position(), "the lab does not use objects of kind " + kind.text());
    } else {
      Set<String> known = new TreeSet<>(Kinds.USED);
      known.addAll(Kinds.UNUSED);
      problems.error(
          kind.position(),
          "Kubernetes has no kind '" + kind.text() + "'" + Suggestion.of(kind.text(), known));
    }
  }

  /** Whether an apiVersion is one of Kubernetes' own, not of a custom resource. */
  private static boolean isKubernetes(String api) {
    String group = api.contains("/") ? api.substring(0, api.indexOf('/')) : "";
    return !group.contains(".") || group.endsWith(".k8s.io");
  }

  private void cluster(Mapping document) {
    Fields fields = Fields.of(document, Kubernetes.CLUSTER, problems);
    Fields spec = fields.object("spec", Kubernetes.CLUSTER_SPEC);
    Located<String> name = fields.object("metadata", Kubernetes.METADATA).text("name");
    List<Located<Cidr>> networks = networks(spec);
    RawCluster read =
        new RawCluster(
            document.position(),
            name,
            family(networks, false),
            family(networks, true),
            spec.cidr("serviceNetwork"),
            spec.integer("underlayMtu", 68, 65535),
            spec.bool("offloads"));
    if (cluster != null) {
      problems.error(
          document.position(),
          "a lab has one Cluster, and the first is in line " + cluster.position().line());
      return;
    }
    cluster = read;
  }

  /** One network, or one of each family with a comma between, as kubeadm's podSubnet has them. */
  private List<Located<Cidr>> networks(Fields spec) {
    Located<String> text = spec.text("nodeNetwork");
    List<Located<Cidr>> networks = new ArrayList<>();
    if (text != null) {
      for (String part : text.value().split(",", -1)) {
        Located<Cidr> network =
            spec.parsed(new Located<>(part.strip(), text.position()), Cidr::parse);
        if (network != null) {
          networks.add(network);
        }
      }
    }
    return networks;
  }

  static @Nullable Located<Cidr> family(List<Located<Cidr>> networks, boolean ipv6) {
    return networks.stream()
        .filter(network -> network.value().isIpv6() == ipv6)
        .findFirst()
        .orElse(null);
  }

  private void configMap(Mapping document) {
    Fields fields = Fields.of(document, Kubernetes.CONFIG_MAP, problems);
    Located<String> name = fields.object("metadata", Kubernetes.METADATA).text("name");
    if (name == null) {
      problems.error(fields.position("metadata"), "a ConfigMap has a metadata.name");
      return;
    }
    if (!name.value().equals(FLANNEL_CONFIG_MAP)) {
      problems.warn(
          name.position(),
          "the lab does not use the ConfigMap '"
              + name.value()
              + "', only '"
              + FLANNEL_CONFIG_MAP
              + "'");
      return;
    }
    if (flannelConfigMap != null) {
      problems.error(
          name.position(),
          "a lab has one ConfigMap "
              + FLANNEL_CONFIG_MAP
              + ", and the first is in line "
              + flannelConfigMap.line());
      return;
    }
    flannelConfigMap = name.position();
    Fields data = fields.object("data", Kubernetes.CONFIG_MAP_DATA);
    if (data.text("net-conf.json") != null && data.value("net-conf.json") instanceof Scalar json) {
      flannel = new FlannelReader(source, problems).read(json);
    }
    if (data.text("cni-conf.json") != null && data.value("cni-conf.json") instanceof Scalar json) {
      cni = new CniReader(source, problems).read(json);
    }
  }
}
