package org.flannelgraph.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.flannelgraph.linux.Shell.sh;
import static org.flannelgraph.linux.TestNamespaces.await;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.flannelgraph.linux.Monitor.Event;
import org.flannelgraph.linux.route.Address;
import org.flannelgraph.linux.route.Dump;
import org.flannelgraph.linux.route.FdbEntry;
import org.flannelgraph.linux.route.Link;
import org.flannelgraph.linux.route.Neighbour;
import org.flannelgraph.linux.route.Netconf;
import org.flannelgraph.linux.route.NetworkObject;
import org.flannelgraph.linux.route.Port;
import org.flannelgraph.linux.route.Route;
import org.flannelgraph.linux.route.Rule;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@Tag("kernel")
@Tag("root")
@ExtendWith(NothingLeaked.class)
class MonitorTest {
  /** Keeps what it is told. */
  private static class Ear implements Monitor.Listener {
    final List<Event> events = new CopyOnWriteArrayList<>();
    final AtomicInteger losses = new AtomicInteger();
    final List<RuntimeException> failures = new CopyOnWriteArrayList<>();

    @Override
    public void heard(List<Event> heard) {
      assertThat(Thread.currentThread().getName()).isEqualTo("monitor");
      assertThat(heard).isNotEmpty();
      events.addAll(heard);
    }

    @Override
    public void lost() {
      losses.incrementAndGet();
    }

    @Override
    public void failed(RuntimeException cause) {
      failures.add(cause);
    }

    <T extends NetworkObject> Stream<T> objects(String namespace, boolean gone, Class<T> type) {
      return events.stream()
          .filter(Event.Changed.class::isInstance)
          .map(Event.Changed.class::cast)
          .filter(event -> event.namespace().equals(namespace))
          .filter(event -> event.change().gone() == gone)
          .map(event -> event.change().object())
          .filter(type::isInstance)
          .map(type::cast);
    }

    <T extends NetworkObject> void demand(
        String namespace, boolean gone, Class<T> type, Predicate<T> what) {
      assertThat(objects(namespace, gone, type).filter(what).toList())
          .as((gone ? "lost " : "new ") + type.getSimpleName() + " in " + namespace)
          .isNotEmpty();
    }
  }

  @Test
  void hearsEachKindOfChangeInTheRightNamespace() {
    Ear ear = new Ear();
    try (TestNamespaces namespaces = new TestNamespaces();
        Monitor monitor = Monitor.start(ear)) {
      NetworkNamespace one = namespaces.add("one");
      NetworkNamespace two = namespaces.add("two");
      namespaces.add("unwatched");
      monitor.watch(one);
      monitor.watch(two);

      sh("ip -n one link add br0 type bridge");
      sh("ip -n one link add port1 master br0 type veth peer name eth0 netns two");
      sh("ip -n one link add vx type vxlan id 1 dstport 8472 local 192.168.0.1");
      sh("ip -n one link set port1 up; ip -n two link set eth0 up; ip -n one link set vx up");
      sh("bridge -n one link set dev port1 hairpin on");
      sh("ip -n two addr add 10.0.0.2/24 dev eth0; ip -n two addr add fd00::2/64 dev eth0 nodad");
      sh("ip -n two route add 10.1.0.0/16 via 10.0.0.1; ip -n two route add fd01::/64 via fd00::1");
      sh(
          "ip -n two rule add from 10.9.0.0/16 lookup 9 pref 9; ip -n two -6 rule add pref 6"
              + " prohibit");
      sh("ip -n two neigh add 10.0.0.1 lladdr 02:00:00:00:00:01 dev eth0");
      sh("bridge -n one fdb add 02:00:00:00:00:02 dev port1 master static");
      sh("bridge -n one fdb add 02:00:00:00:00:03 dev vx dst 192.168.0.3");
      sh("ip netns exec two sysctl -qw net.ipv4.ip_forward=1");
      sh("ip -n unwatched link add lonely type bridge");
      monitor.sync(() -> true);

      ear.demand("one", false, Link.class, link -> link.name().equals("br0"));
      ear.demand("two", false, Link.class, link -> link.name().equals("eth0"));
      ear.demand("one", false, Port.class, port -> !port.port().flags().isEmpty());
      ear.demand("two", false, Address.class, it -> it.address().toString().equals("/10.0.0.2"));
      ear.demand("two", false, Address.class, it -> it.address().toString().startsWith("/fd00"));
      ear.demand("two", false, Route.class, it -> isTo(it, "10.1.0.0/16"));
      ear.demand("two", false, Route.class, it -> isTo(it, "fd01::/64"));
      ear.demand("two", false, Rule.class, rule -> rule.table() == 9);
      ear.demand("two", false, Rule.class, rule -> rule.action() == Rule.FR_ACT_PROHIBIT);
      ear.demand("two", false, Neighbour.class, Neighbour.class::isInstance);
      ear.demand("one", false, FdbEntry.class, entry -> entry.master() != 0);
      ear.demand("one", false, FdbEntry.class, entry -> entry.remote().isPresent());
      ear.demand(
          "two",
          false,
          Netconf.class,
          it -> it.index() == Netconf.ALL && it.get(Netconf.FORWARDING) == 1);
      assertThat(ear.events).noneMatch(event -> event.namespace().equals("unwatched"));
      assertThat(ear.objects("one", false, Link.class)).noneMatch(it -> it.name().equals("eth0"));

      sh("ip -n two rule del pref 9; ip -n two route del 10.1.0.0/16");
      sh("ip -n two neigh del 10.0.0.1 dev eth0; ip -n two addr del 10.0.0.2/24 dev eth0");
      sh(
          "bridge -n one fdb del 02:00:00:00:00:03 dev vx dst 192.168.0.3; ip -n one link del"
              + " port1");
      monitor.sync(() -> true);

      ear.demand("two", true, Rule.class, rule -> rule.table() == 9);
      ear.demand("two", true, Route.class, it -> isTo(it, "10.1.0.0/16"));
      ear.demand("two", true, Neighbour.class, Neighbour.class::isInstance);
      ear.demand("two", true, Address.class, it -> it.address().toString().equals("/10.0.0.2"));
      ear.demand("one", true, FdbEntry.class, entry -> entry.remote().isPresent());
      ear.demand("one", true, Link.class, link -> link.name().equals("port1"));
      ear.demand("two", true, Link.class, link -> link.name().equals("eth0"));
      assertThat(ear.losses).hasValue(0);
      assertThat(ear.failures).isEmpty();
    }
  }

  private static boolean isTo(Route route, String destination) {
    return route.destination().map(cidr -> cidr.toString().equals(destination)).orElse(false);
  }

  @Test
  void tellsWhenANamespaceIsGoneAndDoesNotMixItUpWithTheNext() {
    Ear ear = new Ear();
    try (TestNamespaces namespaces = new TestNamespaces();
        Monitor monitor = Monitor.start(ear)) {
      for (int i = 0; i < 20; i++) {
        String name = "short-lived" + i;
        NetworkNamespace namespace = namespaces.add(name);
        monitor.watch(namespace);
        sh("ip -n " + name + " link add only-in-" + i + " type bridge");
        namespaces.delete(namespace);
        if (i % 2 == 0) { // or else the next one may come while this one is going
          await(name + " is gone", () -> ear.events.contains(new Event.Gone(name)));
        }
      }
      for (int i = 0; i < 20; i++) {
        Event gone = new Event.Gone("short-lived" + i);
        await(gone.toString(), () -> ear.events.contains(gone));
        String only = "only-in-" + i;
        assertThat(ear.objects("short-lived" + i, false, Link.class).map(Link::name))
            .contains(only)
            .allMatch(name -> name.equals(only) || name.equals("lo"));
      }
    }
  }

  @Test
  void knowsTheNumbersByWhichNamespacesCallEachOther() {
    Ear ear = new Ear();
    try (TestNamespaces namespaces = new TestNamespaces();
        Monitor monitor = Monitor.start(ear)) {
      monitor.watch(namespaces.add("one"));
      monitor.watch(namespaces.add("two"));
      monitor.watch(namespaces.add("three"));
      sh("ip -n one link add to-two type veth peer name back netns two");
      sh("ip -n one link add to-three type veth peer name back netns three");
      sh("ip -n two link show"); // only a question makes the peer's side give a number
      monitor.sync(() -> true);
      assertThat(ear.events).contains(new Event.Ids("one"), new Event.Ids("two"));
      Map<Integer, String> ids = monitor.sync(() -> monitor.ids("one"));
      assertThat(ids.values()).containsExactlyInAnyOrder("two", "three");
      assertThat(monitor.sync(() -> monitor.ids("two")).values()).containsExactly("one");
      int toTwo =
          Dump.links(namespaces.open("one").route()).stream()
              .filter(link -> link.name().equals("to-two"))
              .findFirst()
              .orElseThrow()
              .lowerNamespace()
              .orElseThrow();
      assertThat(ids).containsEntry(toTwo, "two");
    }
  }

  @Test
  void saysThatEventsWereLostAndThatTheStateMustBeAskedForAnew() {
    List<Link> known = new CopyOnWriteArrayList<>();
    try (TestNamespaces namespaces = new TestNamespaces()) {
      NetworkNamespace busy = namespaces.add("busy");
      Ear ear =
          new Ear() {
            @Override
            public void lost() {
              super.lost();
              known.clear();
              known.addAll(Dump.links(busy.route()));
            }
          };
      try (Monitor monitor = Monitor.start(ear, 1)) {
        monitor.watch(busy);
        StringBuilder batch = new StringBuilder();
        for (int i = 0; i < 3000; i++) {
          batch.append("link set lo mtu ").append(2000 + i).append('\n');
        }
        sh("ip -n busy -batch -", batch.toString());
        monitor.sync(() -> true);
        await("a resync", () -> ear.losses.get() > 0);
        sh("ip -n busy link add last type bridge");
        monitor.sync(() -> true);
        List<String> names = new ArrayList<>(known.stream().map(Link::name).toList());
        ear.objects("busy", false, Link.class).map(Link::name).forEach(names::add);
        assertThat(names).contains("lo", "last");
        assertThat(ear.failures).isEmpty();
      }
    }
  }

  @Test
  void aClosedOneRefusesWorkAndTellsNothing() {
    Ear ear = new Ear();
    try (TestNamespaces namespaces = new TestNamespaces()) {
      NetworkNamespace one = namespaces.add("one");
      Monitor monitor = Monitor.start(ear);
      monitor.watch(one);
      monitor.close();
      monitor.close();
      int before = ear.events.size();
      sh("ip -n one link add br0 type bridge");
      assertThat(ear.events).hasSize(before);
      assertThatThrownBy(() -> monitor.watch(one))
          .isInstanceOf(KernelException.class)
          .hasMessageContaining("closed");
    }
  }
}
