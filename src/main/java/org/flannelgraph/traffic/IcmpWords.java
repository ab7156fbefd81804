package org.flannelgraph.traffic;

import java.net.InetAddress;
import java.util.Optional;
import java.util.function.Function;
import org.flannelgraph.address.Addresses;
import org.flannelgraph.linux.SocketError;
import org.flannelgraph.linux.SocketError.Origin;

/** ICMP errors in words: the type and code names of RFC 792, 1122, 1812 and 4443. */
final class IcmpWords {
  private IcmpWords() {}

  /** {@code node1 says: host unreachable (ICMP 3/1 from 10.244.1.1)}. */
  static String sentence(SocketError error, Function<InetAddress, Optional<String>> names) {
    boolean ipv6 = error.origin() == Origin.ICMP6;
    String words = ipv6 ? ofIcmp6(error.type(), error.code()) : ofIcmp(error.type(), error.code());
    boolean namesMtu = ipv6 ? error.type() == 2 : error.type() == 3 && error.code() == 4;
    StringBuilder text = new StringBuilder();
    InetAddress offender = error.offender();
    if (offender != null) {
      names.apply(offender).ifPresent(name -> text.append(name).append(" says: "));
    }
    text.append(words);
    if (namesMtu) {
      text.append(", MTU is ").append(error.info());
    }
    text.append(ipv6 ? " (ICMPv6 " : " (ICMP ").append(error.type()).append('/');
    text.append(error.code());
    if (offender != null) {
      text.append(" from ").append(Addresses.format(offender));
    }
    return text.append(')').toString();
  }

  static boolean isPortUnreachable(SocketError error) {
    return switch (error.origin()) {
      case ICMP -> error.type() == 3 && error.code() == 3;
      case ICMP6 -> error.type() == 1 && error.code() == 4;
      case LOCAL -> false;
    };
  }

  private static String ofIcmp(int type, int code) {
    return switch (type) {
      case 3 ->
          switch (code) {
            case 0 -> "network unreachable";
            case 1 -> "host unreachable";
            case 2 -> "protocol unreachable";
            case 3 -> "port unreachable";
            case 4 -> "fragmentation needed";
            case 5 -> "source route failed";
            case 6 -> "destination network unknown";
            case 7 -> "destination host unknown";
            case 9 -> "network administratively prohibited";
            case 10 -> "host administratively prohibited";
            case 13 -> "communication administratively prohibited";
            default -> "destination unreachable";
          };
      case 11 -> code == 0 ? "time to live exceeded" : "fragment reassembly time exceeded";
      case 12 -> "parameter problem";
      default -> "ICMP error";
    };
  }

  private static String ofIcmp6(int type, int code) {
    return switch (type) {
      case 1 ->
          switch (code) {
            case 0 -> "no route to destination";
            case 1 -> "communication administratively prohibited";
            case 2 -> "beyond scope of source address";
            case 3 -> "address unreachable";
            case 4 -> "port unreachable";
            case 5 -> "source address failed ingress/egress policy";
            case 6 -> "reject route to destination";
            default -> "destination unreachable";
          };
      case 2 -> "packet too big";
      case 3 -> code == 0 ? "hop limit exceeded" : "fragment reassembly time exceeded";
      case 4 -> "parameter problem";
      default -> "ICMPv6 error";
    };
  }
}
