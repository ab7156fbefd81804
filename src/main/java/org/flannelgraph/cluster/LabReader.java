package org.flannelgraph.cluster;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.flannelgraph.address.Cidr;
import org.flannelgraph.cluster.RawLab.RawCluster;
import org.flannelgraph.cluster.RawLab.RawCni;
import org.flannelgraph.cluster.RawLab.RawFlannel;
import org.flannelgraph.cluster.RawLab.RawNode;
import org.flannelgraph.cluster.RawLab.RawPod;
import org.flannelgraph.cluster.RawLab.Subject;
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
  private final Set<Subject> unread = EnumSet.noneOf(Subject.class);
  private @Nullable RawCluster cluster;
  private final List<RawNode> nodes = new ArrayList<>();
  private final List<RawPod> pods = new ArrayList<>();
  private @Nullable Position flannelConfigMap;
  private @Nullable RawFlannel flannel;
  private @Nullable RawCni cni;

  LabReader(SourceText source, Problems problems) {
    this.source = source;
    this.problems = problems;
  }

  /**
   * Reads what can be read.
   *
   * @param documents those that are YAML; if the others had errors, these were told
   */
  RawLab read(List<Value> documents) {
    mark(0, Subject.values());
    documents.forEach(this::document);
    if (nodes.isEmpty() && !problems.hasErrors()) {
      problems.error(
          Position.WHOLE_FILE,
          "there is no Node in this file: a lab has at least one 'kind: Node'");
    }
    return new RawLab(unread, cluster, nodes, pods, flannel, cni);
  }

  private void document(Value document) {
    int errors = problems.errorCount();
    if (document instanceof Mapping mapping) {
      Scalar kind = scalar(mapping, "kind");
      String word = kind == null ? "" : kind.text();
      switch (word) {
        case "List" -> list(mapping);
        case "Node" -> node(mapping);
        case "Pod" -> pod(mapping);
        case "ConfigMap" -> configMap(mapping);
        case "Cluster" -> cluster(mapping);
        default -> otherKind(mapping, kind);
      }
    } else {
      problems.error(
          document.position(),
          "a document is a mapping with apiVersion, kind and metadata, not "
              + document.description());
      mark(errors, Subject.values());
    }
  }

  /** Marks as unread what a document tells, if there were errors in it. */
  private void mark(int errorsBefore, Subject... subjects) {
    if (problems.errorCount() > errorsBefore) {
      unread.addAll(List.of(subjects));
    }
  }

  private void list(Mapping document) {
    int errors = problems.errorCount();
    checkApi(document, CORE_API);
    List<Value> items = Fields.of(document, Kubernetes.LIST, problems).list("items");
    mark(errors, Subject.values());
    items.forEach(this::document);
  }

  private void node(Mapping document) {
    checkApi(document, CORE_API);
    RawNode node = new NodeReader(problems).read(document);
    if (node == null) {
      unread.add(Subject.NODES);
    } else {
      nodes.add(node);
    }
  }

  private void pod(Mapping document) {
    checkApi(document, CORE_API);
    RawPod pod = new PodReader(problems).read(document);
    if (pod != null) {
      pods.add(pod);
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
      problems.warnOnce(
          document.position(), "this says no apiVersion; Kubernetes would ask for " + wanted);
    } else if (!api.text().equals(wanted)) {
      problems.error(
          api.position(), "the apiVersion of this kind is " + wanted + ", not " + api.text());
    }
  }

  private void otherKind(Mapping document, @Nullable Scalar kind) {
    int errors = problems.errorCount();
    Scalar api = scalar(document, "apiVersion");
    boolean custom = api != null && !isKubernetes(api.text()) && !api.text().equals(OWN_API);
    if (kind == null) {
      String written =
          document.entries().stream()
              .map(entry -> entry.key().text())
              .filter(key -> !key.equals("kind"))
              .filter(key -> Suggestion.near(key, List.of("kind")).isPresent())
              .findFirst()
              .map(key -> "; is '" + key + "' meant to be 'kind'?")
              .orElse("");
      problems.error(
          document.position(),
          "this document has no 'kind', such as Node, Pod, ConfigMap or Cluster" + written);
    } else if (custom || Kinds.UNUSED.contains(kind.text())) {
      problems.warnOnce(kind.position(), "the lab does not use objects of kind " + kind.text());
    } else {
      problems.error(
          kind.position(),
          "there is no kind '" + kind.text() + "'" + Suggestion.of(kind.text(), Kinds.all()));
    }
    mark(errors, Subject.values());
  }

  /** Whether an apiVersion is one of Kubernetes' own, not of a custom resource. */
  private static boolean isKubernetes(String api) {
    String group = api.contains("/") ? api.substring(0, api.indexOf('/')) : "";
    return !group.contains(".") || group.endsWith(".k8s.io");
  }

  private void cluster(Mapping document) {
    int errors = problems.errorCount();
    checkApi(document, OWN_API);
    Fields fields = Fields.of(document, Kubernetes.CLUSTER, problems);
    Fields spec = fields.object("spec", Kubernetes.CLUSTER_SPEC);
    Located<String> name = fields.object("metadata", Kubernetes.METADATA).text("name");
    if (name != null) {
      Names.checkSubdomain(name, "a Cluster's name", problems);
    }
    List<Located<Cidr>> nodeNetworks = networks(spec, "nodeNetwork");
    List<Located<Cidr>> serviceNetworks = networks(spec, "serviceNetwork");
    Located<Cidr> serviceNetwork6 = family(serviceNetworks, true);
    if (serviceNetwork6 != null) {
      problems.warn(
          serviceNetwork6.position(),
          "the lab does not use " + serviceNetwork6.value() + ": its Services have IPv4 only");
    }
    if (cluster != null) {
      problems.error(
          document.position(),
          "a lab has one Cluster, and the first is in line " + cluster.position().line());
    } else {
      cluster =
          new RawCluster(
              document.position(),
              name,
              family(nodeNetworks, false),
              family(nodeNetworks, true),
              family(serviceNetworks, false),
              spec.integer("underlayMtu", Backend.LEAST_MTU, Backend.MOST_MTU),
              spec.bool("offloads"));
    }
    mark(errors, Subject.CLUSTER);
  }

  /** One network, or one of each family with a comma between, as --cluster-cidr has them. */
  private List<Located<Cidr>> networks(Fields spec, String field) {
    Located<String> text = spec.text(field);
    List<Located<Cidr>> networks = new ArrayList<>();
    if (text != null) {
      for (String part : text.value().split(",", -1)) {
        Located<String> one = new Located<>(part.strip(), text.position());
        Located<Cidr> network = spec.parsed(one, LabReader::network);
        if (network != null && family(networks, network.value().isIpv6()) != null) {
          problems.error(text.position(), "'" + field + "' has at most one network of each family");
        } else if (network != null) {
          networks.add(network);
        }
      }
    }
    return networks;
  }

  /** Reads a network that a person wrote as such, so that host bits are a slip. */
  static Cidr network(String text) {
    Cidr network = Cidr.parse(text);
    if (network.hasHostBits()) {
      throw new IllegalArgumentException(
          "'" + text + "' has host bits set: the network is " + network.masked());
    }
    return network;
  }

  static @Nullable Located<Cidr> family(List<Located<Cidr>> networks, boolean ipv6) {
    return networks.stream()
        .filter(network -> network.value().isIpv6() == ipv6)
        .findFirst()
        .orElse(null);
  }

  private void configMap(Mapping document) {
    int errors = problems.errorCount();
    checkApi(document, CORE_API);
    Fields fields = Fields.of(document, Kubernetes.CONFIG_MAP, problems);
    Located<String> name = fields.object("metadata", Kubernetes.METADATA).required("name");
    if (name != null && name.value().equals(FLANNEL_CONFIG_MAP)) {
      flannelConfigMap(fields, name.position());
    } else if (name != null) {
      problems.warn(
          name.position(),
          "the lab does not use the ConfigMap '%s'%s"
              .formatted(name.value(), Suggestion.of(name.value(), List.of(FLANNEL_CONFIG_MAP))));
    }
    mark(errors, Subject.FLANNEL);
  }

  private void flannelConfigMap(Fields fields, Position name) {
    if (flannelConfigMap != null) {
      problems.error(
          name,
          "a lab has one ConfigMap %s, and the first is in line %d"
              .formatted(FLANNEL_CONFIG_MAP, flannelConfigMap.line()));
      return;
    }
    flannelConfigMap = name;
    Fields data = fields.object("data", Kubernetes.CONFIG_MAP_DATA);
    if (data.text("net-conf.json") != null && data.value("net-conf.json") instanceof Scalar json) {
      flannel = new FlannelReader(source, problems).read(json);
    } else if (!data.has("net-conf.json")) {
      problems.warn(
          data.position(),
          "there is no net-conf.json, without which flanneld would not start: the lab takes the "
              + "stock one");
    }
    if (data.text("cni-conf.json") != null && data.value("cni-conf.json") instanceof Scalar json) {
      cni = new CniReader(source, problems).read(json);
    }
  }
}
