package org.flannelgraph.journey;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import org.flannelgraph.address.Addresses;
import org.flannelgraph.address.MacAddress;
import org.flannelgraph.packet.IpProtocol;
import org.flannelgraph.packet.PacketKey;
import org.jspecify.annotations.Nullable;

/** The two ends of a packet, by its innermost headers. */
final class Endpoints {
  private Endpoints() {}

  static Endpoint source(Reading reading) {
    if (!reading.isIp()) {
      return mac(reading.levels[Reading.SOURCE]);
    }
    PacketKey key = reading.key();
    return new Endpoint(
        address(key.version(), key.sourceHigh(), key.sourceLow()),
        port(key, key.sourcePort()),
        null);
  }

  static Endpoint destination(Reading reading) {
    if (!reading.isIp()) {
      return mac(reading.levels[Reading.DESTINATION]);
    }
    PacketKey key = reading.key();
    return new Endpoint(
        address(key.version(), key.destinationHigh(), key.destinationLow()),
        port(key, key.destinationPort()),
        null);
  }

  private static Endpoint mac(long address) {
    return new Endpoint(new MacAddress(address).toString(), null, null);
  }

  private static @Nullable Integer port(PacketKey key, int port) {
    boolean hasPorts =
        key.fragmentOffset() == 0
            && (key.protocol() == IpProtocol.TCP || key.protocol() == IpProtocol.UDP);
    return hasPorts ? port : null;
  }

  static String address(int version, long high, long low) {
    ByteBuffer bytes =
        version == 4
            ? ByteBuffer.allocate(4).putInt((int) low)
            : ByteBuffer.allocate(16).putLong(high).putLong(low);
    try {
      return Addresses.format(InetAddress.getByAddress(bytes.array()));
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
