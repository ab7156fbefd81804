package org.flannelgraph.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.flannelgraph.capture.CaptureFile;
import org.flannelgraph.capture.CapturedFrame;
import org.flannelgraph.packet.Dissection;
import org.flannelgraph.packet.LinkType;
import org.flannelgraph.packet.Protocol;

/**
 * Any number of packets that cross an overlay, as captured at the interfaces that they pass: the
 * sightings of one TCP segment in a golden capture, each time with another identification, sequence
 * number and time.
 */
final class VxlanFrames {
  /** Nanoseconds between two frames: 200,000 come in a second. */
  static final long GAP = 5_000;

  private static final String CAPTURE = "/golden/cross-node-http.pcapng";
  // Where the first segment of a connection, a SYN, is seen.
  private static final int FIRST = 32;
  private static final int SIGHTINGS = 13;
  // Those of them between the nodes, in VXLAN.
  private static final int FIRST_IN_TUNNEL = 4;
  private static final int SIGHTINGS_IN_TUNNEL = 5;
  private static final int SUM = 10;
  private static final int IDENTIFICATION = 4;
  private static final int SEQUENCE = 4;
  private static final int TCP_SUM = 16;

  private final List<CapturedFrame> segment;
  private final int[] ip;
  private final int[] tcp;

  /** The packets at every interface, thirteen frames each. */
  static VxlanFrames everywhere() throws IOException {
    return new VxlanFrames(FIRST, SIGHTINGS);
  }

  /** The packets between the nodes, five frames each, all in VXLAN. */
  static VxlanFrames inTunnel() throws IOException {
    return new VxlanFrames(FIRST + FIRST_IN_TUNNEL, SIGHTINGS_IN_TUNNEL);
  }

  private VxlanFrames(int first, int sightings) throws IOException {
    List<CapturedFrame> frames = new ArrayList<>();
    try (InputStream in = VxlanFrames.class.getResourceAsStream(CAPTURE);
        CaptureFile file = CaptureFile.open(Objects.requireNonNull(in, CAPTURE), CAPTURE)) {
      while (file.next()) {
        frames.add(file.frame().copy());
      }
    }
    segment = frames.subList(first, first + sightings);
    ip = new int[sightings];
    tcp = new int[sightings];
    Dissection dissection = new Dissection();
    for (int i = 0; i < sightings; i++) {
      byte[] bytes = segment.get(i).bytes();
      dissection.decode(bytes, 0, bytes.length, bytes.length, LinkType.ETHERNET);
      ip[i] = dissection.index(dissection.innermostIp());
      tcp[i] = dissection.index(dissection.findLast(Protocol.TCP));
    }
  }

  /** The frame with that number, from 0; its bytes are its own. */
  CapturedFrame frame(long number) {
    int sighting = (int) (number % segment.size());
    int packet = (int) (number / segment.size());
    CapturedFrame original = segment.get(sighting);
    byte[] bytes = original.bytes().clone();
    ByteBuffer frame = ByteBuffer.wrap(bytes);
    put(frame, ip[sighting] + IDENTIFICATION, (short) packet, ip[sighting] + SUM);
    put(frame, tcp[sighting] + SEQUENCE, (short) (packet >>> 16), tcp[sighting] + TCP_SUM);
    put(frame, tcp[sighting] + SEQUENCE + 2, (short) packet, tcp[sighting] + TCP_SUM);
    return CapturedFrame.of(
        number + 1,
        original.where(),
        1_800_000_000_000_000_000L + number * GAP,
        original.direction(),
        bytes);
  }

  /** Changes a word, and the checksum with it (RFC 1624). */
  private static void put(ByteBuffer frame, int at, short word, int checksumAt) {
    int sum = ~frame.getShort(checksumAt) & 0xffff;
    sum += (~frame.getShort(at) & 0xffff) + (word & 0xffff);
    sum = (sum & 0xffff) + (sum >>> 16);
    sum = (sum & 0xffff) + (sum >>> 16);
    frame.putShort(checksumAt, (short) ~sum);
    frame.putShort(at, word);
  }
}
