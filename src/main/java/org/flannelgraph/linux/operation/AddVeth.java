package org.flannelgraph.linux.operation;

import static org.flannelgraph.linux.route.LinkAttributes.*;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.flannelgraph.address.MacAddress;
import org.flannelgraph.linux.netlink.Attributes;
import org.flannelgraph.linux.netlink.Request;
import org.flannelgraph.linux.route.Link;
import org.flannelgraph.linux.route.LinkKind;
import org.flannelgraph.linux.route.Veth;

/**
 * Makes a veth pair across two namespaces. Neither end can be born up (linux/drivers/net/veth.c
 * wants both ends first).
 *
 * @param device the end in {@code namespace}
 * @param bridge the bridge whose port that end becomes
 * @param peer the other end
 * @param mtu of both ends, in bytes
 * @param txQueueLength of both ends, in packets; empty: the kernel's choice
 * @param queues of both ends; empty: one a processor, as the kernel does by itself
 */
public record AddVeth(
    String namespace,
    String device,
    Optional<MacAddress> address,
    Optional<String> bridge,
    Peer peer,
    int mtu,
    OptionalInt txQueueLength,
    OptionalInt queues)
    implements NetlinkOperation {

  /** The end in the other namespace. */
  public record Peer(String namespace, String device, Optional<MacAddress> address) {}

  @Override
  public String command() {
    StringBuilder words = new StringBuilder("link add " + device);
    words.append(both(address));
    bridge.ifPresent(name -> words.append(" master ").append(name));
    words.append(" type veth peer name ").append(peer.device);
    words.append(" netns ").append(peer.namespace).append(both(peer.address));
    return Commands.ip(namespace, words.toString());
  }

  private String both(Optional<MacAddress> mac) {
    StringBuilder words = new StringBuilder();
    mac.ifPresent(value -> words.append(" address ").append(value));
    words.append(" mtu ").append(mtu);
    txQueueLength.ifPresent(packets -> words.append(" txqueuelen ").append(packets));
    queues.ifPresent(
        number ->
            words.append(" numtxqueues ").append(number).append(" numrxqueues ").append(number));
    return words.toString();
  }

  @Override
  public String undoCommand() {
    return Commands.ip(namespace, "link delete " + device);
  }

  /** The same but for the number of queues, which nobody sees from outside. */
  public AddVeth withKernelQueues() {
    return new AddVeth(
        namespace, device, address, bridge, peer, mtu, txQueueLength, OptionalInt.empty());
  }

  @Override
  public List<KernelObject> makes() {
    return List.of(
        KernelObject.link(namespace, device), KernelObject.link(peer.namespace, peer.device));
  }

  @Override
  public List<KernelObject> needs() {
    List<KernelObject> needs = new ArrayList<>();
    needs.add(KernelObject.namespace(namespace));
    needs.add(KernelObject.namespace(peer.namespace));
    bridge.ifPresent(name -> needs.add(KernelObject.link(namespace, name)));
    return needs;
  }

  @Override
  public Request request(Resolver resolver) {
    Attributes near = end(device, address);
    bridge.ifPresent(name -> near.put(IFLA_MASTER, resolver.index(namespace, name)));
    Attributes far =
        end(peer.device, peer.address)
            .put(IFLA_NET_NS_FD, resolver.namespaceDescriptor(peer.namespace));
    Attributes data = new Attributes().put(Veth.VETH_INFO_PEER, withHeader(far));
    near.put(IFLA_LINKINFO, LinkKind.info(new Veth(), data));
    return new Request(
        Link.RTM_NEWLINK,
        Request.NLM_F_CREATE | Request.NLM_F_EXCL,
        new Link.Header(0, 0, 0, 0),
        near,
        this::command);
  }

  private Attributes end(String name, Optional<MacAddress> mac) {
    Attributes end = new Attributes().put(IFLA_IFNAME, name).put(IFLA_MTU, mtu);
    mac.ifPresent(value -> end.put(IFLA_ADDRESS, value));
    txQueueLength.ifPresent(packets -> end.put(IFLA_TXQLEN, packets));
    queues.ifPresent(number -> end.put(IFLA_NUM_TX_QUEUES, number).put(IFLA_NUM_RX_QUEUES, number));
    return end;
  }

  private static byte[] withHeader(Attributes attributes) {
    ByteBuffer bytes = ByteBuffer.allocate(256).order(ByteOrder.nativeOrder());
    new Link.Header(0, 0, 0, 0).encode(bytes);
    attributes.encode(bytes);
    byte[] encoded = new byte[bytes.flip().remaining()];
    bytes.get(encoded);
    return encoded;
  }

  @Override
  public Request undoRequest(Resolver resolver) {
    return AddLink.delete(resolver, namespace, device, this::undoCommand);
  }

  @Override
  public void forget(Kernel kernel) {
    kernel.forget(namespace, device);
    kernel.forget(peer.namespace, peer.device);
  }
}
