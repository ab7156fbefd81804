package org.flannelgraph.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The schema for editors, held against the tables of the reader. */
class SchemaTest {
  private static final JsonNode DEFINITIONS = definitions();

  private static JsonNode definitions() {
    try (InputStream in =
        Objects.requireNonNull(SchemaTest.class.getResourceAsStream("cluster.schema.json"))) {
      return new ObjectMapper().readTree(in).get("definitions");
    } catch (IOException broken) {
      throw new IllegalStateException("read the schema", broken);
    }
  }

  static List<Map.Entry<String, ObjectType>> tables() {
    return List.of(
        Map.entry("metadata", Kubernetes.METADATA),
        Map.entry("Node", Kubernetes.NODE),
        Map.entry("NodeSpec", Kubernetes.NODE_SPEC),
        Map.entry("NodeStatus", Kubernetes.NODE_STATUS),
        Map.entry("NodeAddress", Kubernetes.NODE_ADDRESS),
        Map.entry("Pod", Kubernetes.POD),
        Map.entry("PodSpec", Kubernetes.POD_SPEC),
        Map.entry("Container", Kubernetes.CONTAINER),
        Map.entry("ContainerPort", Kubernetes.CONTAINER_PORT),
        Map.entry("ConfigMap", Kubernetes.CONFIG_MAP),
        Map.entry("FlannelData", Kubernetes.CONFIG_MAP_DATA),
        Map.entry("Cluster", Kubernetes.CLUSTER),
        Map.entry("ClusterSpec", Kubernetes.CLUSTER_SPEC),
        Map.entry("List", Kubernetes.LIST));
  }

  @ParameterizedTest
  @MethodSource("tables")
  void hasTheFieldsOfTheReader(Map.Entry<String, ObjectType> table) {
    JsonNode definition = DEFINITIONS.get(table.getKey());
    assertThat(definition.get("additionalProperties").asBoolean()).isFalse();
    assertThat(definition.get("properties").fieldNames())
        .toIterable()
        .containsExactlyInAnyOrderElementsOf(table.getValue().fields());
    for (String field : table.getValue().unused()) {
      assertThat(definition.at("/properties/" + field + "/description").asText())
          .isEqualTo("Kubernetes has this; the lab does not use it.");
    }
  }

  @Test
  void hasNoOtherObjects() {
    assertThat(DEFINITIONS.fieldNames())
        .toIterable()
        .hasSize(tables().size() + 1)
        .contains("object");
  }

  @Test
  void knowsTheKindsThatTheLabReads() {
    assertThat(DEFINITIONS.at("/object/allOf"))
        .extracting(rule -> rule.at("/if/properties/kind/const").asText())
        .containsOnly("Node", "Pod", "ConfigMap", "Cluster", "List");
    assertThat(Kinds.USED).containsOnly("Node", "Pod", "ConfigMap", "Cluster", "List");
  }
}
