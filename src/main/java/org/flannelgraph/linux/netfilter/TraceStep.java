package org.flannelgraph.linux.netfilter;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.flannelgraph.linux.netlink.Attribute;
import org.flannelgraph.linux.netlink.AttributeTable;
import org.flannelgraph.linux.netlink.Attributes;
import org.flannelgraph.linux.netlink.Format;
import org.flannelgraph.linux.netlink.Reply;

/**
 * One step of a traced packet through a chain (linux/netfilter/nf_tables.h, NFT_MSG_TRACE).
 *
 * @param namespace the name of the namespace
 * @param id a hash of the packet in the kernel's memory, unsigned: the same at all hooks of a
 *     namespace, another in the next namespace
 * @param family of the table
 * @param handle the rule's; empty at the end of a chain
 * @param verdict of the rule, or of the base chain's policy
 * @param mark the packet's
 */
public record TraceStep(
    String namespace,
    int id,
    Type type,
    NetfilterFamily family,
    String table,
    String chain,
    OptionalLong handle,
    Verdict verdict,
    int mark) {
  /** NFT_TRACETYPE_. */
  public enum Type {
    /** A base chain came to its end: its policy decides. */
    POLICY(1),
    /**
     * A chain came to its end without a verdict. Kernels that tell it as a rule without a handle
     * mean this.
     */
    RETURN(2),
    /** A rule matched. */
    RULE(3);

    private final int number;

    Type(int number) {
      this.number = number;
    }

    private static Optional<Type> of(int number) {
      for (Type type : values()) {
        if (type.number == number) {
          return Optional.of(type);
        }
      }
      return Optional.empty();
    }
  }

  /** NFNL_SUBSYS_NFTABLES (10), NFT_MSG_TRACE (17). */
  static final int MESSAGE = 10 << 8 | 17;

  private static final Attribute<Integer> NFTA_VERDICT_CODE =
      new Attribute<>(1, "NFTA_VERDICT_CODE", Format.BE32);
  private static final Attribute<String> NFTA_VERDICT_CHAIN =
      new Attribute<>(2, "NFTA_VERDICT_CHAIN", Format.STRING);
  private static final AttributeTable VERDICT =
      AttributeTable.of(NFTA_VERDICT_CODE, NFTA_VERDICT_CHAIN);

  private static final Attribute<String> NFTA_TRACE_TABLE =
      new Attribute<>(1, "NFTA_TRACE_TABLE", Format.STRING);
  private static final Attribute<String> NFTA_TRACE_CHAIN =
      new Attribute<>(2, "NFTA_TRACE_CHAIN", Format.STRING);
  private static final Attribute<Long> NFTA_TRACE_RULE_HANDLE =
      new Attribute<>(3, "NFTA_TRACE_RULE_HANDLE", Format.BE64);
  private static final Attribute<Integer> NFTA_TRACE_TYPE =
      new Attribute<>(4, "NFTA_TRACE_TYPE", Format.BE32);
  private static final Attribute<Attributes> NFTA_TRACE_VERDICT =
      new Attribute<>(5, "NFTA_TRACE_VERDICT", Format.nested(VERDICT));
  private static final Attribute<Integer> NFTA_TRACE_ID =
      new Attribute<>(6, "NFTA_TRACE_ID", Format.BE32);
  private static final Attribute<byte[]> NFTA_TRACE_LL_HEADER =
      new Attribute<>(7, "NFTA_TRACE_LL_HEADER", Format.BYTES);
  private static final Attribute<byte[]> NFTA_TRACE_NETWORK_HEADER =
      new Attribute<>(8, "NFTA_TRACE_NETWORK_HEADER", Format.BYTES);
  private static final Attribute<byte[]> NFTA_TRACE_TRANSPORT_HEADER =
      new Attribute<>(9, "NFTA_TRACE_TRANSPORT_HEADER", Format.BYTES);
  private static final Attribute<Integer> NFTA_TRACE_IIF =
      new Attribute<>(10, "NFTA_TRACE_IIF", Format.BE32);
  private static final Attribute<Integer> NFTA_TRACE_OIF =
      new Attribute<>(12, "NFTA_TRACE_OIF", Format.BE32);
  private static final Attribute<Integer> NFTA_TRACE_MARK =
      new Attribute<>(14, "NFTA_TRACE_MARK", Format.BE32);
  private static final Attribute<Integer> NFTA_TRACE_NFPROTO =
      new Attribute<>(15, "NFTA_TRACE_NFPROTO", Format.BE32);
  private static final Attribute<Integer> NFTA_TRACE_POLICY =
      new Attribute<>(16, "NFTA_TRACE_POLICY", Format.BE32);
  private static final Attribute<Integer> NFTA_TRACE_CT_ID =
      new Attribute<>(18, "NFTA_TRACE_CT_ID", Format.BE32);
  private static final AttributeTable TABLE =
      AttributeTable.of(
          NFTA_TRACE_TABLE,
          NFTA_TRACE_CHAIN,
          NFTA_TRACE_RULE_HANDLE,
          NFTA_TRACE_TYPE,
          NFTA_TRACE_VERDICT,
          NFTA_TRACE_ID,
          NFTA_TRACE_LL_HEADER,
          NFTA_TRACE_NETWORK_HEADER,
          NFTA_TRACE_TRANSPORT_HEADER,
          NFTA_TRACE_IIF,
          NFTA_TRACE_OIF,
          NFTA_TRACE_MARK,
          NFTA_TRACE_NFPROTO,
          NFTA_TRACE_POLICY,
          NFTA_TRACE_CT_ID);

  /** A step with the packet, which only the first one in a base chain brings. */
  record Told(TraceStep step, Optional<TracedPacket> packet) {}

  /** Reads a message; empty if it is not a trace, or of a type that this program does not know. */
  static Optional<Told> find(String namespace, Reply reply) {
    if (reply.type() != MESSAGE) {
      return Optional.empty();
    }
    ByteBuffer body = reply.body().duplicate().order(ByteOrder.nativeOrder());
    Attributes attributes = TABLE.decode(body.position(NetfilterHeader.LENGTH));
    NetfilterFamily family = NetfilterFamily.of(NetfilterHeader.family(reply));
    return Type.of(attributes.get(NFTA_TRACE_TYPE, 0))
        .map(type -> new Told(of(namespace, family, type, attributes), packet(attributes)));
  }

  private static TraceStep of(
      String namespace, NetfilterFamily family, Type type, Attributes attributes) {
    OptionalLong handle =
        attributes
            .find(NFTA_TRACE_RULE_HANDLE)
            .map(OptionalLong::of)
            .orElseGet(OptionalLong::empty);
    return new TraceStep(
        namespace,
        attributes.get(NFTA_TRACE_ID, 0),
        type == Type.RULE && handle.isEmpty() ? Type.RETURN : type,
        family,
        attributes.get(NFTA_TRACE_TABLE, ""),
        attributes.get(NFTA_TRACE_CHAIN, ""),
        handle,
        verdict(type, attributes),
        attributes.get(NFTA_TRACE_MARK, 0));
  }

  private static Verdict verdict(Type type, Attributes attributes) {
    if (type == Type.POLICY) {
      return Verdict.of(attributes.get(NFTA_TRACE_POLICY, -1), Optional.empty());
    }
    Attributes verdict = attributes.get(NFTA_TRACE_VERDICT, new Attributes());
    return Verdict.of(verdict.get(NFTA_VERDICT_CODE, -1), verdict.find(NFTA_VERDICT_CHAIN));
  }

  private static Optional<TracedPacket> packet(Attributes attributes) {
    return attributes
        .find(NFTA_TRACE_NETWORK_HEADER)
        .map(
            network ->
                new TracedPacket(
                    NetfilterFamily.of(attributes.get(NFTA_TRACE_NFPROTO, 0)),
                    attributes.get(NFTA_TRACE_IIF, 0),
                    attributes.get(NFTA_TRACE_OIF, 0),
                    attributes
                        .find(NFTA_TRACE_CT_ID)
                        .map(OptionalInt::of)
                        .orElseGet(OptionalInt::empty),
                    bytes(attributes.get(NFTA_TRACE_LL_HEADER, new byte[0])),
                    bytes(network),
                    bytes(attributes.get(NFTA_TRACE_TRANSPORT_HEADER, new byte[0]))));
  }

  private static ByteBuffer bytes(byte[] bytes) {
    return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
  }

  /** Whether the packet's way through this base chain ends here. */
  public boolean ends() {
    return type == Type.POLICY || verdict.code().ends();
  }

  /** As nft monitor trace prints it, with the rule's handle where that prints the rule. */
  @Override
  public String toString() {
    String place =
        "trace id %08x %s %s %s %s"
            .formatted(id, family, table, chain, type.name().toLowerCase(Locale.ROOT));
    if (type == Type.POLICY) {
      return place + " " + verdict;
    }
    String rule = handle.isPresent() ? " # handle " + handle.getAsLong() : "";
    return place + rule + " (verdict " + verdict + ")";
  }
}
