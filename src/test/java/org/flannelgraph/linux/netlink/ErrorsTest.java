package org.flannelgraph.linux.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.flannelgraph.address.Addresses;
import org.flannelgraph.address.Cidr;
import org.flannelgraph.linux.Errno;
import org.flannelgraph.linux.KernelException;
import org.flannelgraph.linux.NothingLeaked;
import org.flannelgraph.linux.TestNamespaces;
import org.flannelgraph.linux.operation.AddLink;
import org.flannelgraph.linux.operation.Resolver;
import org.flannelgraph.linux.route.Bridge;
import org.flannelgraph.linux.route.Family;
import org.flannelgraph.linux.route.Link;
import org.flannelgraph.linux.route.Metrics;
import org.flannelgraph.linux.route.NextHop;
import org.flannelgraph.linux.route.Route;
import org.flannelgraph.linux.route.Vxlan;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An error says what was tried, the command that does the same, and the kernel's own words. */
@Tag("kernel")
@Tag("root")
@ExtendWith(NothingLeaked.class)
class ErrorsTest {
  private static TestNamespaces namespaces;
  private static NetlinkSocket socket;

  @BeforeAll
  static void make() {
    namespaces = new TestNamespaces();
    socket = namespaces.add("node").route();
  }

  @AfterAll
  static void unmake() {
    namespaces.close();
  }

  private static final Resolver NO_LINKS =
      new Resolver() {
        @Override
        public int index(String namespace, String device) {
          return 99;
        }

        @Override
        public int namespaceDescriptor(String namespace) {
          return -1;
        }
      };

  private static AddLink link(String name) {
    return new AddLink(
        "node",
        name,
        Bridge.DEFAULT,
        Optional.empty(),
        OptionalInt.empty(),
        OptionalInt.empty(),
        Optional.empty());
  }

  @Test
  void whatIsThereAlready() {
    Request request = link("br0").request(NO_LINKS);
    socket.change(request);
    assertThatThrownBy(() -> socket.change(request))
        .isInstanceOf(KernelException.class)
        .hasMessage("ip -n node link add br0 type bridge: File exists (EEXIST)")
        .matches(error -> ((KernelException) error).is(Errno.EEXIST));
  }

  private static Route route(String destination, String gateway, int index) {
    return new Route(
        Family.AF_INET,
        Optional.of(Cidr.parse(destination)),
        Optional.empty(),
        0,
        List.of(new NextHop(Optional.of(Addresses.parse(gateway)), index, 1, 0)),
        Optional.empty(),
        Route.RT_TABLE_MAIN,
        Route.RTN_UNICAST,
        Route.RTPROT_BOOT,
        Route.RT_SCOPE_UNIVERSE,
        0,
        0,
        Metrics.NONE,
        0,
        0,
        0);
  }

  @Test
  void theKernelsOwnWordsAndTheAttribute() {
    assertThatThrownBy(
            () ->
                socket.change(
                    route("10.0.0.0/8", "10.9.9.9", 1)
                        .add(Request.NLM_F_CREATE, () -> "ip route add 10.0.0.0/8 via 10.9.9.9")))
        .hasMessage(
            "ip route add 10.0.0.0/8 via 10.9.9.9: Network is unreachable (ENETUNREACH)."
                + " The kernel: Nexthop has invalid gateway");
    assertThatThrownBy(
            () ->
                socket.change(
                    route("10.0.0.1/8", "127.0.0.1", 1)
                        .add(Request.NLM_F_CREATE, () -> "ip route add")))
        .hasMessageContaining("EINVAL")
        .hasMessageContaining("Invalid prefix for given prefix length");
    Vxlan tooLarge = new Vxlan(1 << 24, Addresses.parse("10.0.0.1"), 8472, false, false);
    AddLink tunnel =
        new AddLink(
            "node",
            "vx",
            tooLarge,
            Optional.empty(),
            OptionalInt.empty(),
            OptionalInt.empty(),
            Optional.empty());
    assertThatThrownBy(() -> socket.change(tunnel.request(NO_LINKS)))
        .hasMessageContaining("ip -n node link add vx type vxlan id 16777216")
        .hasMessageContaining("ERANGE");
  }

  @Test
  void whatIsNotThere() {
    Request request =
        new Request(
            Link.RTM_NEWLINK,
            0,
            new Link.Header(0, 99, Link.IFF_UP, Link.IFF_UP),
            new Attributes(),
            "ip -n node link set nothing up");
    assertThatThrownBy(() -> socket.change(request))
        .hasMessageStartingWith("ip -n node link set nothing up: No such device (ENODEV)");
  }

  @Test
  void whereInTheRequestTheFaultLies() {
    // Strict checking looks at each attribute; this one is no filter of a route dump.
    Request request =
        new Request(
            Route.RTM_GETROUTE,
            Request.NLM_F_DUMP,
            new Route.Header(Family.AF_INET, 0, 0, 0, 0, 0, 0, 0),
            new Attributes().put(Route.RTA_TABLE, Route.RT_TABLE_MAIN).put(Route.RTA_PRIORITY, 5),
            "ip route show metric 5");
    assertThatThrownBy(() -> socket.ask(request))
        .hasMessageStartingWith("ip route show metric 5: Invalid argument (EINVAL). The kernel:")
        .hasMessageContaining("Unsupported attribute in dump request");
    assertThat(request.nameAt(16 + 12)).contains("RTA_TABLE");
    assertThat(request.nameAt(16 + 12 + 8 + 4)).contains("RTA_PRIORITY");
    assertThat(request.nameAt(16 + 3)).isEmpty();
    assertThat(request.nameAt(1000)).isEmpty();
  }

  @Test
  void theInnermostAttributeIsNamed() {
    Attribute<Integer> inner = new Attribute<>(7, "INNER", Format.U32);
    Attribute<Attributes> outer =
        new Attribute<>(3, "OUTER", Format.nested(AttributeTable.of(inner)));
    Request request =
        new Request(
            1,
            0,
            out -> out.putInt(0),
            new Attributes().put(outer, new Attributes().put(inner, 5)),
            "");
    assertThat(request.nameAt(16 + 4)).contains("OUTER");
    assertThat(request.nameAt(16 + 4 + 4)).contains("INNER");
  }

  @Test
  void aSocketThatIsClosedSaysSo() {
    NetlinkSocket closed = NetlinkSocket.route();
    closed.close();
    assertThatThrownBy(() -> closed.ask(link("x").request(NO_LINKS))).hasMessageContaining("EBADF");
  }
}
