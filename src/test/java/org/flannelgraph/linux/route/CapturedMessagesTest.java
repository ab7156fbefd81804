package org.flannelgraph.linux.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.flannelgraph.address.Addresses;
import org.flannelgraph.address.Cidr;
import org.flannelgraph.address.MacAddress;
import org.flannelgraph.linux.netlink.Attribute;
import org.flannelgraph.linux.netlink.Attributes;
import org.flannelgraph.linux.netlink.Format;
import org.flannelgraph.linux.netlink.Reply;
import org.flannelgraph.linux.route.Rule.Range;
import org.flannelgraph.linux.route.Rule.Selector;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Each codec in both directions, from what a kernel sent (capture-messages.sh). */
class CapturedMessagesTest {
  private record Message(String name, Reply reply) {
    NetworkObject object() {
      return Change.of(reply).orElseThrow().object();
    }
  }

  private static final List<Message> MESSAGES = read();

  private static List<Message> read() {
    try (InputStream in =
            Objects.requireNonNull(CapturedMessagesTest.class.getResourceAsStream("messages.txt"));
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))) {
      return lines.lines().map(CapturedMessagesTest::message).toList();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static Message message(String line) {
    String[] words = line.split(" ", -1);
    return new Message(
        words[0], reply(Integer.parseInt(words[1]), HexFormat.of().parseHex(words[2])));
  }

  private static Reply reply(int type, byte[] body) {
    // Captured on a little-endian machine: nothing of ours runs on another.
    return new Reply(type, 0, ByteBuffer.wrap(body).order(ByteOrder.nativeOrder()));
  }

  private static <T> T find(Class<T> type, Predicate<T> which) {
    return MESSAGES.stream()
        .map(Message::object)
        .filter(type::isInstance)
        .map(type::cast)
        .filter(which)
        .findFirst()
        .orElseThrow();
  }

  private static Link link(String name) {
    return find(Link.class, link -> link.name().equals(name));
  }

  private static InetAddress ip(String text) {
    return Addresses.parse(text);
  }

  @TestFactory
  Stream<DynamicTest> whatWasReadIsWrittenAndReadAgain() {
    return Stream.iterate(0, i -> i < MESSAGES.size(), i -> i + 1)
        .map(
            i ->
                DynamicTest.dynamicTest(
                    i + " " + MESSAGES.get(i).name,
                    () -> {
                      NetworkObject object = MESSAGES.get(i).object();
                      assertThat(Change.of(object.reply()).orElseThrow())
                          .isEqualTo(new Change(false, 0, object));
                    }));
  }

  @Test
  void whatTheTablesLackIsNoError() {
    Attribute<byte[]> unknown = new Attribute<>(0x3ff, "of a newer kernel", Format.BYTES);
    for (Message message : MESSAGES) {
      ByteBuffer longer = ByteBuffer.allocate(1 << 16).order(ByteOrder.nativeOrder());
      longer.put(message.reply.body().duplicate());
      new Attributes().put(unknown, new byte[] {1, 2, 3, 4, 5}).encode(longer);
      byte[] body = Arrays.copyOf(longer.array(), longer.position());
      assertThat(Change.of(reply(message.reply.type(), body)).orElseThrow().object())
          .isEqualTo(message.object());
    }
  }

  @Test
  void anImpossibleLengthIsNamed() {
    Message message = MESSAGES.getFirst();
    byte[] body = message.reply.body().array().clone();
    body[Link.Header.LENGTH + 1] = (byte) 0xff;
    assertThatThrownBy(() -> Change.of(reply(message.reply.type(), body)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("impossible length");
  }

  @Test
  void anAddressThatIsNoMacIsLeftOut() {
    Link lo = link("lo");
    ByteBuffer body = ByteBuffer.allocate(1024).order(ByteOrder.nativeOrder());
    new Link.Header(0, 768, 5, 0, 0).encode(body);
    new Attributes()
        .put(LinkAttributes.IFLA_IFNAME, "tunl0")
        .put(new Attribute<>(1, "IFLA_ADDRESS of a tunnel", Format.BYTES), new byte[4])
        .encode(body);
    Link tunnel = Link.of(reply(Link.RTM_NEWLINK, Arrays.copyOf(body.array(), body.position())));
    assertThat(tunnel.address()).isEmpty();
    assertThat(tunnel.name()).isEqualTo("tunl0");
    assertThat(lo.address()).isPresent();
  }

  @Test
  void otherFamiliesAreNoneOfOurs() {
    Reply multicast =
        reply(Route.RTM_NEWROUTE, new byte[] {(byte) 128, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0});
    assertThat(Change.of(multicast)).isEmpty();
    assertThat(Change.of(reply(36, new byte[16]))).isEmpty();
  }

  @Test
  void goneIsTheNextNumber() {
    Reply link = link("lo").reply();
    assertThat(Change.of(new Reply(Link.RTM_DELLINK, 0, link.body())).orElseThrow().gone())
        .isTrue();
  }

  @Test
  void bridge() {
    Link cni0 = link("cni0");
    assertThat(cni0.kind())
        .isEqualTo(
            new Bridge(new TreeMap<>(Map.of(Bridge.AGEING_TIME, 6000, Bridge.STP_STATE, 1))));
    assertThat(cni0.address()).contains(MacAddress.parse("02:00:00:00:00:b0"));
    assertThat(cni0.isUp()).isTrue();
    assertThat(((Bridge) cni0.kind()).words()).isEqualTo(" ageing_time 6000 stp_state 1");
  }

  @Test
  void vethAndPort() {
    Link veth = link("veth1");
    assertThat(veth.kind()).isEqualTo(new Veth());
    assertThat(veth.master()).isEqualTo(link("cni0").index());
    assertThat(veth.lowerNamespace()).isPresent();
    assertThat(veth.lower()).isEqualTo(2);
    assertThat(veth.mtu()).isEqualTo(1450);
    BridgePort port = veth.port().orElseThrow();
    assertThat(port.has(BridgePort.Flag.HAIRPIN)).isTrue();
    assertThat(port.has(BridgePort.Flag.LEARNING)).isTrue();
    assertThat(port.has(BridgePort.Flag.ISOLATED)).isFalse();
    assertThat(port.state()).as("the spanning tree listens first").isEqualTo(1);
    assertThat(find(Port.class, any -> true))
        .isEqualTo(new Port(veth.index(), veth.master(), port));
  }

  @Test
  void vxlan() {
    Link flannel = link("flannel.1");
    assertThat(flannel.kind()).isEqualTo(new Vxlan(1, ip("192.168.0.11"), 8472, false, false));
    assertThat(flannel.lower()).isEqualTo(link("eth0").index());
    Vxlan other = (Vxlan) link("vx6").kind();
    assertThat(other.group()).contains(ip("ff05::1"));
    assertThat(other.local()).contains(ip("fd00::11"));
    assertThat(other.has(Vxlan.Flag.GBP)).isTrue();
    assertThat(other.has(Vxlan.Flag.LEARNING)).isTrue();
    assertThat(other.words())
        .isEqualTo(" id 9 group ff05::1 local fd00::11 dstport 4789 ttl 3 ageing 9 gbp");
  }

  @Test
  void macvlan() {
    Link macvlan = link("mv0");
    assertThat(macvlan.kind()).isEqualTo(new Macvlan("bridge"));
    assertThat(macvlan.lower()).isEqualTo(link("eth0").index());
    assertThat(macvlan.details().alternativeNames()).containsExactly("second-name");
  }

  @Test
  void addresses() {
    Address own = find(Address.class, it -> it.address().equals(ip("192.168.0.11")));
    assertThat(own.broadcast()).contains(ip("192.168.0.255"));
    assertThat(own.prefixLength()).isEqualTo(24);
    assertThat(own.label()).contains("eth0");
    assertThat(own.peer()).isEmpty();
    assertThat(own.lifetime()).isEqualTo(Address.Lifetime.FOREVER);
    assertThat(find(Address.class, it -> it.address().equals(ip("10.7.0.1"))).peer())
        .contains(ip("10.7.0.2"));
    assertThat(find(Address.class, it -> it.address().equals(ip("fd00::11"))).flags())
        .isEqualTo(Address.IFA_F_PERMANENT | Address.IFA_F_NODAD);
  }

  private static Route route(String destination) {
    return find(
        Route.class,
        route -> route.destination().filter(it -> it.toString().equals(destination)).isPresent());
  }

  @Test
  void routes() {
    Route overlay = route("10.244.70.0/24");
    assertThat(overlay.gateway()).contains(ip("10.244.70.0"));
    assertThat(overlay.output()).isEqualTo(link("flannel.1").index());
    assertThat(overlay.nextHops().getFirst().isOnlink()).isTrue();
    assertThat(overlay.table()).isEqualTo(Route.RT_TABLE_MAIN);
    int eth0 = link("eth0").index();
    assertThat(route("10.1.0.0/16").nextHops())
        .containsExactly(
            new NextHop(Optional.of(ip("192.168.0.2")), eth0, 2, 0),
            new NextHop(Optional.of(ip("192.168.0.3")), eth0, 1, NextHop.RTNH_F_ONLINK));
    Route measured = route("10.2.0.0/16");
    assertThat(measured.table()).isEqualTo(700);
    assertThat(measured.priority()).isEqualTo(5);
    assertThat(measured.metrics().mtu()).contains(1400);
    assertThat(measured.metrics().congestionControl()).contains("cubic");
    assertThat(measured.preferredSource()).contains(ip("192.168.0.11"));
    assertThat(route("10.3.0.0/16").type()).isEqualTo(Route.RTN_BLACKHOLE);
    assertThat(route("10.3.0.0/16").nextHops()).isEmpty();
    assertThat(route("10.4.0.0/16").gateway()).contains(ip("fd00::9"));
    assertThat(route("fd02::/64").nextHops()).hasSize(2);
  }

  @Test
  void rules() {
    Rule rule = find(Rule.class, it -> it.priority() == 100);
    assertThat(rule.selector())
        .isEqualTo(
            new Selector(
                Optional.of(Cidr.parse("10.0.0.0/8")),
                Optional.of(Cidr.parse("11.0.0.0/8")),
                Optional.of("eth0"),
                Optional.empty(),
                1,
                0xf,
                0,
                OptionalInt.of(6),
                Optional.of(new Range(80, 80)),
                Optional.of(new Range(1, 9)),
                Optional.empty()));
    assertThat(rule.isInverted()).isTrue();
    assertThat(rule.table()).isEqualTo(700);
    assertThat(
            MESSAGES.stream()
                .filter(message -> message.name.equals("rule"))
                .map(message -> ((Rule) message.object()).priority())
                .collect(Collectors.toList()))
        .containsExactly(0, 100, 32766, 32767);
  }

  @Test
  void neighboursAndFdb() {
    MacAddress vtep = MacAddress.parse("ce:a0:a5:46:d5:13");
    int flannel = link("flannel.1").index();
    assertThat(find(Neighbour.class, it -> it.destination().equals(ip("10.244.70.0"))))
        .isEqualTo(
            new Neighbour(
                flannel, ip("10.244.70.0"), Optional.of(vtep), Neighbour.NUD_PERMANENT, 0, 0));
    assertThat(find(FdbEntry.class, it -> it.linkAddress().equals(vtep)))
        .isEqualTo(
            new FdbEntry(
                vtep,
                flannel,
                0,
                0,
                Neighbour.NUD_PERMANENT,
                Neighbour.NTF_SELF,
                Optional.of(new FdbEntry.Remote(ip("192.168.0.12"), 0, 0, 0)),
                0,
                0));
    FdbEntry port =
        find(FdbEntry.class, it -> it.linkAddress().equals(MacAddress.parse("02:00:00:00:00:07")));
    assertThat(port.master()).isEqualTo(link("cni0").index());
    assertThat(port.index()).isEqualTo(link("veth1").index());
    assertThat(port.isLearned()).isFalse();
  }

  @Test
  void sysctls() {
    Netconf all = find(Netconf.class, it -> it.index() == Netconf.ALL);
    assertThat(all.values()).containsKeys(Netconf.FORWARDING, Netconf.RP_FILTER);
    Netconf later =
        new Netconf(all.family(), all.index(), new TreeMap<>(Map.of(Netconf.FORWARDING, 7)));
    assertThat(all.with(later).get(Netconf.FORWARDING)).isEqualTo(7);
    assertThat(all.with(later).values()).hasSameSizeAs(all.values());
  }

  /** What the captured ones lack. */
  @Test
  void rareFields() {
    Selector selector =
        new Selector(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of("eth1"),
            -1,
            -1,
            0x10,
            OptionalInt.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(new Range(0, -2)));
    List<NetworkObject> objects =
        List.of(
            new Rule(Family.AF_INET6, 7, selector, Rule.FR_ACT_GOTO, 0, 32_766, -1, -1, 4, 3),
            new Rule(Family.AF_INET, 0, Selector.ALL, Rule.FR_ACT_TO_TBL, 1 << 20, 0, 0, 9, 0, 2),
            new Neighbour(3, ip("fe80::1"), Optional.empty(), 0, Neighbour.NTF_PROXY, 4),
            new FdbEntry(
                MacAddress.parse("02:00:00:00:00:01"),
                3,
                0,
                0,
                Neighbour.NUD_REACHABLE,
                Neighbour.NTF_SELF,
                Optional.of(new FdbEntry.Remote(ip("fd00::7"), 65_535, (1 << 24) - 1, 9)),
                77,
                0),
            new FdbEntry(
                MacAddress.parse("02:00:00:00:00:01"), 3, 2, 4094, 0, 0, Optional.empty(), 0, 12),
            new Address(
                9,
                ip("10.0.0.1"),
                Optional.empty(),
                32,
                Optional.empty(),
                254,
                Address.IFA_F_SECONDARY,
                Optional.empty(),
                -1,
                new Address.Lifetime(4_294_967_294L, 1)));
    for (NetworkObject object : objects) {
      assertThat(Change.of(object.reply()).orElseThrow().object()).isEqualTo(object);
    }
    assertThat(new Range(0, -2).contains(-3)).as("unsigned").isTrue();
  }
}
