package org.flannelgraph.bench;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.flannelgraph.cluster.Cluster;
import org.flannelgraph.cluster.Container;
import org.flannelgraph.cluster.Pod;
import org.flannelgraph.cluster.Workload;
import org.flannelgraph.linux.Ethtool;
import org.flannelgraph.linux.netlink.Request;
import org.flannelgraph.linux.operation.AddLink;
import org.flannelgraph.linux.operation.AddNamespace;
import org.flannelgraph.linux.operation.AddNftTable;
import org.flannelgraph.linux.operation.AddVeth;
import org.flannelgraph.linux.operation.Kernel;
import org.flannelgraph.linux.operation.NetlinkOperation;
import org.flannelgraph.linux.operation.Operation;
import org.flannelgraph.linux.operation.Resolver;
import org.flannelgraph.linux.operation.SetOffloads;
import org.flannelgraph.linux.operation.SetSysctl;
import org.flannelgraph.linux.operation.Undo;
import org.flannelgraph.plugin.Plan;

/**
 * Every kernel call that {@code up} makes for a cluster, as bytes that src/test/c/replay.c plays.
 * The numbers of links are foretold: each namespace counts its own from 2.
 */
final class Tape implements Resolver {
  private static final int DESCRIPTOR_OF = 0x5eed_0000;
  private static final int NLM_F_ACK = 4;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final Map<String, Integer> namespaces = new HashMap<>();
  private final Map<String, Integer> links = new HashMap<>();
  private final Map<String, Integer> made = new HashMap<>();
  private final Map<String, Integer> known = new HashMap<>();
  private final int ethtool;
  private int calls;

  private Tape(int ethtool) {
    this.ethtool = ethtool;
  }

  /**
   * Records a cluster.
   *
   * @param ethtool the running kernel's number for the generic netlink family of that name
   */
  static byte[] of(Cluster cluster, int ethtool) {
    Tape tape = new Tape(ethtool);
    List<Operation> operations = Plan.of(cluster).operations();
    operations.forEach(tape::record);
    cluster.pods().forEach(tape::record);
    return tape.bytes.toByteArray();
  }

  private void record(Operation operation) {
    String namespace = operation.namespace();
    switch (operation) {
      case AddNamespace add -> {
        write('N', namespace, (namespace + "\0").getBytes(StandardCharsets.US_ASCII));
        namespaces.put(namespace, namespaces.size());
      }
      case NetlinkOperation netlink -> {
        Request request = netlink.request(this);
        write('M', namespace, encode(request, NLM_F_ACK));
        note(netlink);
      }
      case SetSysctl sysctl -> {
        String path =
            "/proc/sys/" + sysctl.key().replace('.', '\1').replace('/', '.').replace('\1', '/');
        write('S', namespace, (path + "\0" + sysctl.value()).getBytes(StandardCharsets.US_ASCII));
      }
      case SetOffloads offloads ->
          write(
              'G',
              namespace,
              encode(Ethtool.request(ethtool, offloads.device(), offloads::command), NLM_F_ACK));
      case AddNftTable nft ->
          write('X', namespace, nft.table().json().getBytes(StandardCharsets.UTF_8));
      case Undo undo -> throw new IllegalArgumentException("a plan takes nothing back: " + undo);
    }
  }

  private void note(NetlinkOperation operation) {
    switch (operation) {
      case AddLink link -> made(link.namespace(), link.device());
      case AddVeth veth -> {
        made(veth.peer().namespace(), veth.peer().device());
        made(veth.namespace(), veth.device());
      }
      default -> {}
    }
  }

  private void made(String namespace, String device) {
    int index = made.merge(namespace, 2, (before, two) -> before + 1);
    links.put(namespace + "/" + device, index);
  }

  private void record(Pod pod) {
    for (Container container : pod.containers()) {
      if (container.workload() instanceof Workload.Http http) {
        http.ports().forEach(port -> write('L', pod.namespaceName(), number(port)));
      }
    }
  }

  private static byte[] number(int value) {
    return ByteBuffer.allocate(4).order(ByteOrder.nativeOrder()).putInt(value).array();
  }

  private byte[] encode(Request request, int flags) {
    ByteBuffer buffer = ByteBuffer.allocate(8192).order(ByteOrder.nativeOrder());
    request.encode(buffer, flags, ++calls);
    byte[] encoded = new byte[buffer.flip().remaining()];
    buffer.get(encoded);
    return encoded;
  }

  private void write(char kind, String namespace, byte[] payload) {
    bytes.write(kind);
    bytes.writeBytes(number(namespaces.getOrDefault(namespace, 0)));
    bytes.writeBytes(number(payload.length));
    bytes.writeBytes(payload);
  }

  @Override
  public int index(String namespace, String device) {
    if (device.equals("lo")) {
      return 1;
    }
    return known.computeIfAbsent(
        namespace + "/" + device,
        name -> {
          write('M', namespace, encode(Kernel.lookUpRequest(namespace, device), 0));
          Integer index = links.get(name);
          if (index == null) {
            throw new IllegalStateException("nothing has made " + name);
          }
          return index;
        });
  }

  @Override
  public int namespaceDescriptor(String namespace) {
    return DESCRIPTOR_OF + namespaces.getOrDefault(namespace, 0);
  }
}
