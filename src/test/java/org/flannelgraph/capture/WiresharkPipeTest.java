package org.flannelgraph.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** tshark reads the pipe as Wireshark does: it is the same engine, with the same options. */
class WiresharkPipeTest {
  private static final List<Integer> PORTS = List.of(8472, 6784);

  @TempDir Path folder;

  @Test
  void aReaderAtThePipeSeesTheInnerPacketsOfVxlan() throws Exception {
    Path golden = Tools.golden("cross-node-ping.pcapng");
    Path seen = folder.resolve("seen");
    List<Object> fields =
        List.of("-T", "fields", "-e", "frame.interface_name", "-e", "vxlan.vni", "-e", "ip.src");
    List<String> live = command("tshark", "-n", "-l", "-i", "-");
    fields.forEach(each -> live.add(each.toString()));
    ProcessBuilder builder = new ProcessBuilder(live).redirectOutput(seen.toFile());
    WiresharkPipe pipe = WiresharkPipe.start(builder, CaptureOrigin.UNKNOWN);
    try (pipe;
        CaptureFile file = CaptureFile.open(golden)) {
      while (file.next()) {
        pipe.writer().write(file.frame());
        pipe.writer().flush();
      }
      assertThat(pipe.isOpen()).isTrue();
    }
    assertThat(pipe.process().waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(pipe.isOpen()).isFalse();
    List<String> read = command("tshark", "-n", "-r", golden.toString());
    fields.forEach(each -> read.add(each.toString()));
    assertThat(Files.readString(seen))
        .contains("\t1\t192.168.0.11,10.244.")
        .isEqualTo(Tools.run(read.toArray()));
  }

  private static List<String> command(String... words) {
    List<String> command = new ArrayList<>(List.of(words));
    command.addAll(WiresharkPipe.decodeAs(PORTS));
    return command;
  }

  @Test
  void theCommandTellsWhereVxlanIs() throws Exception {
    Path program = Files.createFile(folder.resolve("wireshark"));
    assertThat(program.toFile().setExecutable(true)).isTrue();
    assertThat(WiresharkPipe.command("wireshark", "/nowhere" + File.pathSeparator + folder, PORTS))
        .containsExactly(
            program.toString(),
            "-k",
            "-i",
            "-",
            "-d",
            "udp.port==8472,vxlan",
            "-d",
            "udp.port==6784,vxlan");
  }

  @Test
  void saysHowToInstallWhatIsMissing() {
    assertThatThrownBy(() -> WiresharkPipe.command("no-such-wireshark", "", PORTS))
        .isInstanceOf(IOException.class)
        .hasMessageMatching("no-such-wireshark is not on the PATH; install it with: .*wireshark.*");
  }
}
