package org.flannelgraph.capture;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A Wireshark that shows frames while they are captured: it reads pcapng from a pipe ({@code
 * wireshark -k -i -}) and is told which UDP ports carry VXLAN, since it knows only 4789.
 *
 * <p>Writing waits while Wireshark is busy; what is captured meanwhile waits in the capture's ring,
 * and what falls off there is counted. Closing ends the stream, not Wireshark: what it shows stays
 * on the screen until the user is done with it. When the user closes it first, writing fails.
 */
public final class WiresharkPipe implements AutoCloseable {
  private static final String PROGRAM = "wireshark";

  /** The package managers that we know, by the program to be found, with the line to type. */
  private static final Map<String, String> INSTALL =
      Map.of(
          "apt-get", "sudo apt-get install wireshark",
          "dnf", "sudo dnf install wireshark",
          "zypper", "sudo zypper install wireshark",
          "pacman", "sudo pacman -S wireshark-qt",
          "apk", "sudo apk add wireshark");

  private final Process process;
  private final PcapngWriter writer;

  private WiresharkPipe(Process process, PcapngWriter writer) {
    this.process = process;
    this.writer = writer;
  }

  /**
   * Starts Wireshark.
   *
   * @param vxlanPorts the UDP ports that carry VXLAN, as 8472 for Flannel
   * @param origin who captures
   * @throws IOException if it is not installed, with the line that installs it
   */
  public static WiresharkPipe open(Collection<Integer> vxlanPorts, CaptureOrigin origin)
      throws IOException {
    String path = System.getenv().getOrDefault("PATH", "");
    ProcessBuilder builder =
        new ProcessBuilder(command(PROGRAM, path, vxlanPorts))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD);
    return start(builder, origin);
  }

  /** Starts a program that reads pcapng from its standard input. */
  static WiresharkPipe start(ProcessBuilder builder, CaptureOrigin origin) throws IOException {
    Process process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
    return new WiresharkPipe(process, new PcapngWriter(process.getOutputStream(), origin));
  }

  /**
   * The command that shows a live capture.
   *
   * @param path where to look for programs, as PATH
   */
  static List<String> command(String program, String path, Collection<Integer> vxlanPorts)
      throws IOException {
    Path file = find(program, path).orElseThrow(() -> new IOException(missing(program, path)));
    List<String> command = new ArrayList<>(List.of(file.toString(), "-k", "-i", "-"));
    command.addAll(decodeAs(vxlanPorts));
    return command;
  }

  /** Wireshark's options that tell it which UDP ports carry VXLAN. */
  public static List<String> decodeAs(Collection<Integer> vxlanPorts) {
    return vxlanPorts.stream()
        .flatMap(port -> List.of("-d", "udp.port==" + port + ",vxlan").stream())
        .toList();
  }

  private static String missing(String program, String path) {
    String line =
        INSTALL.entrySet().stream()
            .filter(each -> find(each.getKey(), path).isPresent())
            .map(Map.Entry::getValue)
            .findFirst()
            .orElse("your package manager, from the package wireshark");
    return program + " is not on the PATH; install it with: " + line;
  }

  private static Optional<Path> find(String program, String path) {
    for (String folder : (path + ":/usr/bin:/usr/sbin:/sbin").split(File.pathSeparator, -1)) {
      Path file = Path.of(folder, program);
      if (!folder.isEmpty() && Files.isExecutable(file) && !Files.isDirectory(file)) {
        return Optional.of(file);
      }
    }
    return Optional.empty();
  }

  /** What is written here, and flushed, is shown. Writing fails once the user has closed it. */
  public PcapngWriter writer() {
    return writer;
  }

  /** Whether it still runs. */
  public boolean isOpen() {
    return process.isAlive();
  }

  /** The process, to be waited for. */
  Process process() {
    return process;
  }

  /** Ends the stream. */
  @Override
  public void close() throws IOException {
    writer.close();
  }
}
