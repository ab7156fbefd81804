package org.flannelgraph.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.flannelgraph.packet.Ports;
import org.junit.jupiter.api.Test;

/** The JSON of journeys is that of the command line's contract. */
class JourneyJsonTest {
  private static JsonNode document(JourneyReport report, boolean severalFiles) throws IOException {
    StringWriter text = new StringWriter();
    JourneyJson.write(text, report, Ports.DEFAULT, severalFiles);
    return new ObjectMapper().readTree(text.toString());
  }

  private static JourneyReport golden() throws IOException {
    List<Journey> journeys = Journeys.join(Captures.golden("cross-node-http"));
    Request request = new Request(1, "http", Request.Result.ANSWERED, "200, 93 bytes in 1.2 ms");
    return new JourneyReport(200, 0, 0, List.of(request), journeys);
  }

  private static List<String> keys(JsonNode node) {
    List<String> keys = new ArrayList<>();
    node.fieldNames().forEachRemaining(keys::add);
    return keys;
  }

  @Test
  void everyObjectHasItsFieldsInTheirOrder() throws IOException {
    JsonNode document = document(golden(), false);
    assertThat(keys(document))
        .containsExactly("frames", "malformed", "dropped", "requests", "journeys");
    assertThat(keys(document.at("/requests/0")))
        .containsExactly("id", "protocol", "result", "text");
    JsonNode syn = syn(document);
    assertThat(keys(syn))
        .containsExactly(
            "id",
            "protocol",
            "summary",
            "outcome",
            "cause",
            "source",
            "destination",
            "causedBy",
            "request",
            "expected",
            "hops");
    assertThat(keys(syn.get("source"))).containsExactly("address", "port", "pod");
    assertThat(keys(syn.at("/hops/0")))
        .containsExactly(
            "index",
            "previous",
            "namespace",
            "interface",
            "direction",
            "file",
            "frame",
            "time",
            "length",
            "action",
            "layers",
            "changes",
            "evidence");
    assertThat(keys(syn.at("/hops/0/layers/0")))
        .containsExactly("name", "offset", "length", "fields");
    assertThat(keys(syn.at("/hops/3/changes/0"))).containsExactly("layer", "field", "old", "new");
  }

  private static JsonNode syn(JsonNode document) {
    for (JsonNode journey : document.get("journeys")) {
      if (journey.get("summary").asText().equals("SYN")) {
        return journey;
      }
    }
    throw new AssertionError("no SYN");
  }

  /** The contract's worked journey. */
  @Test
  void theWorkedJourneyIsTold() throws IOException {
    JsonNode syn = syn(document(golden(), false));
    assertThat(syn.get("outcome").asText()).isEqualTo("delivered");
    assertThat(syn.get("cause").isNull()).isTrue();
    assertThat(syn.at("/source/address").asText()).isEqualTo("10.244.7.2");
    assertThat(syn.at("/source/port").asInt()).isEqualTo(49276);
    assertThat(syn.at("/source/pod").isNull()).isTrue();
    List<String> hops = new ArrayList<>();
    for (JsonNode hop : syn.get("hops")) {
      hops.add(
          hop.get("index")
              + " "
              + hop.get("previous")
              + " "
              + hop.get("namespace").asText()
              + "/"
              + hop.get("interface").asText()
              + " "
              + hop.get("action").asText()
              + " "
              + hop.get("layers").size());
    }
    assertThat(hops)
        .containsExactly(
            "1 null pod1a/eth0 sent 3",
            "2 1 n1/veth0c2e879a crossed 3",
            "3 2 n1/cni0 bridged 3",
            "4 3 n1/flannel.1 routed 3",
            "5 4 n1/eth0 encapsulated 7",
            "6 5 sw/p1 crossed 7",
            "7 6 sw/p2 bridged 7",
            "8 7 n2/eth0 crossed 7",
            "9 8 n2/flannel.1 decapsulated 3",
            "10 9 n2/cni0 routed 3",
            "11 10 n2/veth0aca697c bridged 3",
            "12 11 pod2a/eth0 delivered 3",
            "13 6 sw/br0 bridged 7");
    JsonNode first = syn.at("/hops/0");
    assertThat(first.get("frame").asInt()).isEqualTo(33);
    assertThat(first.get("time").asText()).matches("\\d{19}");
    assertThat(first.get("length").asInt()).isEqualTo(74);
    assertThat(first.get("file").isNull()).isTrue();
    assertThat(syn.at("/hops/3/changes").toString())
        .contains("{\"layer\":\"ipv4\",\"field\":\"ttl\",\"old\":\"64\",\"new\":\"63\"}");
  }

  @Test
  void ofSeveralFilesEachIsNamed() throws IOException {
    JsonNode syn = syn(document(golden(), true));
    assertThat(syn.at("/hops/0/file").asText()).isEqualTo("cross-node-http");
  }

  @Test
  void aLossTellsItsCause() throws IOException {
    Journey journey = Journeys.join(Captures.golden("cross-node-ping")).getFirst();
    Evidence evidence = new Evidence(Evidence.Kind.TUNNEL_FDB, "n1", "no entry", "bridge fdb");
    Cause cause =
        new Cause(Cause.Id.NO_FDB_ENTRY, "n1", "flannel.1", "unknown", List.of(evidence));
    Journey lost = journey.lost(cause).of(7).withExpected(List.of(new Place("n1", "cni0")));
    JsonNode told =
        document(new JourneyReport(1, 0, 0, List.of(), List.of(lost)), false).at("/journeys/0");
    assertThat(told.get("outcome").asText()).isEqualTo("lost");
    assertThat(told.get("request").asInt()).isEqualTo(7);
    assertThat(told.get("expected").toString())
        .isEqualTo("[{\"namespace\":\"n1\",\"interface\":\"cni0\"}]");
    assertThat(told.get("cause").toString())
        .isEqualTo(
            "{\"id\":\"no-fdb-entry\",\"namespace\":\"n1\",\"interface\":\"flannel.1\","
                + "\"text\":\"unknown\",\"evidence\":[{\"kind\":\"tunnel-fdb\",\"namespace\":\"n1\","
                + "\"text\":\"no entry\",\"command\":\"bridge fdb\"}]}");
  }
}
