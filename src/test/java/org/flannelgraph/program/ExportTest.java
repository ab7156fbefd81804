package org.flannelgraph.program;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A lab is traced and written down; elsewhere the files tell what the trace told. */
@Tag("program")
class ExportTest {
  @AutoClose private final User user = new User();

  @Test
  void aSnapshotOfTheRunningSessionExplainsItsCapture() throws IOException {
    String lab = User.lab("two-nodes");
    Path capture = user.folder().resolve("it.pcapng");
    Path file = user.folder().resolve("it.json");
    user.starts("up", lab).stands();
    user.runs("trace", lab, "--from", "red", "--to", "green", "--write", capture.toString())
        .exits(0);
    Outcome outcome = user.runs("export", lab, "-o", file.toString()).exits(0);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).contains("in the running session of ");
    assertThat(new ObjectMapper().readTree(Files.readString(file)).get("snapshot").asInt())
        .isEqualTo(1);
    JsonNode journeys =
        user.runs("journeys", capture.toString(), "--snapshot", file.toString(), "--json")
            .exits(0)
            .json()
            .get("journeys");
    assertThat(journeys)
        .anySatisfy(
            journey -> {
              assertThat(journey.get("source").get("pod").asText()).isEqualTo("red");
              assertThat(journey.get("hops")).hasSize(12);
              assertThat(journey.get("hops").get(4).get("evidence").get(0).get("kind").asText())
                  .isEqualTo("tunnel-fdb");
            });
  }

  @Test
  void aLabIsDrawnAndASnapshotOfItLikeIt() throws IOException {
    String lab = User.lab("two-nodes");
    Path snapshot = user.folder().resolve("it.json");
    Path picture = user.folder().resolve("it.svg");
    Path later = user.folder().resolve("later.svg");
    Path pixels = user.folder().resolve("it.png");
    user.starts("up", lab).stands();
    user.runs("export", lab, "-o", picture.toString()).exits(0);
    user.runs("export", lab, "-o", snapshot.toString()).exits(0);
    user.runs("export", snapshot.toString(), "-o", later.toString()).exits(0);
    assertThat(Files.readString(picture))
        .contains(">flannel.1</text>", ">10.244.1.2</text>", ">red</text>");
    assertThat(Files.readString(later))
        .contains(">flannel.1</text>", ">10.244.1.2</text>", ">red</text>");
    user.runs("export", lab, "-o", pixels.toString(), "--theme", "dark", "--scale", "1").exits(0);
    BufferedImage image = ImageIO.read(pixels.toFile());
    assertThat(image.getWidth()).isGreaterThan(image.getHeight());
    assertThat(new Color(image.getRGB(0, 0)).getBlue()).isLessThan(64);
  }

  @Test
  void theWayOfAPacketIsDrawnWhereThingsWereDragged() throws IOException {
    Path lab = user.folder().resolve("cluster.yaml");
    Files.copy(Path.of(User.lab("two-nodes")).resolve("cluster.yaml"), lab);
    Path plain = user.folder().resolve("plain.svg");
    Path picture = user.folder().resolve("it.svg");
    user.starts("up", lab.toString()).stands();
    user.runs("export", lab.toString(), "-o", plain.toString()).exits(0);
    assertThat(Files.readString(plain)).doesNotContain("hop 1");
    user.writes(
        "arrangement.json",
        "{\"arrangement\": 1, \"offsets\": {\"red\": {\"right\": 0, \"down\": -400}}}");
    user.runs(
            "export",
            lab.toString(),
            "-o",
            picture.toString(),
            "--from",
            "red",
            "--to",
            "green",
            "--tcp",
            "8080")
        .exits(0);
    assertThat(Files.readString(picture))
        .contains("hop 5, encapsulated at node1/eth0", "hop 12, delivered at green/eth0");
    assertThat(height(picture)).isGreaterThan(height(plain) + 300);
    user.writes("arrangement.json", "none");
    assertThat(user.runs("export", lab.toString(), "-o", picture.toString()).exits(0).err())
        .contains("arrangement.json: this is no JSON");
    assertThat(height(picture)).isEqualTo(height(plain));
  }

  private static double height(Path svg) throws IOException {
    Matcher matcher = Pattern.compile("height=\"([0-9.]+)\"").matcher(Files.readString(svg));
    assertThat(matcher.find()).isTrue();
    return Double.parseDouble(matcher.group(1));
  }

  @Test
  void whatCanNotBeReadOrWrittenIsSaid() {
    String lab = User.lab("two-nodes");
    assertThat(user.runs("export", lab, "-o", "it.pdf").exits(2).err()).contains("FILE.svg");
    assertThat(user.runs("export", lab, "-o", "it.png", "--scale", "9").exits(2).err())
        .contains("from 1 to 4");
    assertThat(user.runs("export", lab, "-o", "/nowhere/it.json").exits(2).err())
        .contains("nothing was written");
    assertThat(user.runs("export", lab, "-o", "it.png", "--from", "red").exits(2).err())
        .contains("--to");
    assertThat(
            user.runs("export", lab, "-o", "it.json", "--from", "red", "--to", "green")
                .exits(2)
                .err())
        .contains("into a picture");
    Path capture = user.writes("it.pcapng", "none");
    assertThat(
            user.runs("journeys", capture.toString(), "--snapshot", capture.toString())
                .exits(2)
                .err())
        .contains("this is no JSON");
  }
}
