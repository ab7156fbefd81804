package org.flannelgraph.linux.nft;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.flannelgraph.address.Addresses;
import org.flannelgraph.address.Cidr;

/** A condition of a rule. */
public sealed interface Match {
  ObjectNode json();

  /**
   * An address of the packet lies in a prefix, or does not.
   *
   * @param protocol ip or ip6
   * @param field saddr or daddr
   */
  record Prefix(String protocol, String field, boolean inside, Cidr prefix) implements Match {
    @Override
    public ObjectNode json() {
      ObjectNode match = Table.JSON.objectNode();
      ObjectNode body = match.putObject("match");
      body.put("op", inside ? "==" : "!=");
      body.putObject("left").putObject("payload").put("protocol", protocol).put("field", field);
      body.putObject("right")
          .putObject("prefix")
          .put("addr", Addresses.format(prefix.address()))
          .put("len", prefix.prefixLength());
      return match;
    }

    @Override
    public String toString() {
      return protocol + " " + field + (inside ? " " : " != ") + prefix;
    }
  }

  /** The packet's mark has exactly this value. */
  record Mark(int value) implements Match {
    @Override
    public ObjectNode json() {
      ObjectNode match = Table.JSON.objectNode();
      ObjectNode body = match.putObject("match");
      body.put("op", "==");
      body.putObject("left").putObject("meta").put("key", "mark");
      body.put("right", value);
      return match;
    }

    @Override
    public String toString() {
      return "meta mark 0x%08x".formatted(value);
    }
  }

  /**
   * The protocol above IP.
   *
   * @param name as nft prints it, or its number: icmp, ipv6-icmp, tcp, 89
   */
  record Protocol(String name) implements Match {
    @Override
    public ObjectNode json() {
      ObjectNode match = Table.JSON.objectNode();
      ObjectNode body = match.putObject("match");
      body.put("op", "==");
      body.putObject("left").putObject("meta").put("key", "l4proto");
      body.put("right", name);
      return match;
    }

    @Override
    public String toString() {
      return "meta l4proto " + name;
    }
  }

  /**
   * The packet is of this protocol and has this port.
   *
   * @param protocol tcp, udp, or another that has ports
   * @param field sport or dport
   */
  record Port(String protocol, String field, int port) implements Match {
    @Override
    public ObjectNode json() {
      ObjectNode match = Table.JSON.objectNode();
      ObjectNode body = match.putObject("match");
      body.put("op", "==");
      body.putObject("left").putObject("payload").put("protocol", protocol).put("field", field);
      body.put("right", port);
      return match;
    }

    @Override
    public String toString() {
      return protocol + " " + field + " " + port;
    }
  }
}
