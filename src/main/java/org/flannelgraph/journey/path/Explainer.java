package org.flannelgraph.journey.path;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.flannelgraph.capture.Direction;
import org.flannelgraph.journey.Action;
import org.flannelgraph.journey.Cause;
import org.flannelgraph.journey.Evidence;
import org.flannelgraph.journey.Hop;
import org.flannelgraph.journey.Journey;
import org.flannelgraph.journey.Place;
import org.flannelgraph.linux.route.Bridge;
import org.flannelgraph.packet.Checksum;
import org.flannelgraph.packet.Dissection;
import org.flannelgraph.packet.Ports;
import org.flannelgraph.topology.LinkId;
import org.flannelgraph.topology.Topology;
import org.jspecify.annotations.Nullable;

/** Adds to a journey what an oracle knows: the evidence of each hop, the cause of a loss. */
public final class Explainer {
  private static final int LONGEST = 64;

  private final Oracle oracle;
  private final Topology topology;
  private final Forwarding forwarding;
  private final PacketReader reader;
  private final Predicate<Place> captured;

  /**
   * With what holds now.
   *
   * @param ports which protocols the UDP ports of the capture mean
   * @param captured whether frames were captured at an interface
   */
  public Explainer(Oracle oracle, Ports ports, Predicate<Place> captured) {
    this.captured = captured;
    this.oracle = oracle;
    topology = oracle.topology();
    forwarding = new Forwarding(oracle);
    reader = new PacketReader(ports);
  }

  /** Where the tables promise to lead the packet of a journey from where it was first seen. */
  public List<Place> expected(Journey journey) {
    Hop first = journey.first();
    return position(first)
        .map(
            start -> {
              List<Place> path = new ArrayList<>(List.of(first.place()));
              promise(start, path);
              return List.copyOf(path);
            })
        .orElse(List.of());
  }

  /**
   * Where the tables promise to lead a packet that a namespace is about to send; empty if they do
   * not let it out.
   *
   * @param protocol the number of the protocol above IP
   * @param port the destination's, or 0
   */
  public List<Place> promised(String namespace, InetAddress to, int protocol, int port) {
    for (Next next : sent(namespace, to, protocol, port)) {
      if (next instanceof Next.On on) {
        List<Place> path = new ArrayList<>(List.of(place(on.to().link())));
        promise(on.to(), path);
        return List.copyOf(path);
      }
    }
    return List.of();
  }

  /** Why a namespace can't send such a packet; empty if the tables let it out. */
  public Optional<Cause> refusal(String namespace, InetAddress to, int protocol, int port) {
    for (Next next : sent(namespace, to, protocol, port)) {
      if (next instanceof Next.Lost lost) {
        return Optional.of(lost.cause());
      }
    }
    return Optional.empty();
  }

  private List<Next> sent(String namespace, InetAddress to, int protocol, int port) {
    InetAddress from = forwarding.source(namespace, to);
    return forwarding.sent(
        namespace, new Packet.Ip(from, to, protocol, 0, port, 64, 0, true, null));
  }

  private void promise(Position start, List<Place> path) {
    Position at = start;
    for (int i = 0; i < LONGEST; i++) {
      List<Next> next = forwarding.next(at);
      if (next.size() > 1) {
        next = next.stream().filter(way -> !isThrownAway(way)).toList();
      }
      if (next.size() != 1 || !(next.getFirst() instanceof Next.On on)) {
        return;
      }
      at = on.to();
      path.add(place(at.link()));
    }
  }

  /** Whether what a bridge sends out at one of its ports is not for whom it comes to there. */
  private boolean isThrownAway(Next way) {
    return way instanceof Next.On flooded
        && forwarding.next(flooded.to()).stream()
            .filter(Next.On.class::isInstance)
            .flatMap(crossed -> forwarding.next(((Next.On) crossed).to()).stream())
            .anyMatch(
                next -> next instanceof Next.Lost lost && lost.cause().id() == Cause.Id.NOT_MY_MAC);
  }

  /** The journey with the evidence of its hops and, if it was lost, the cause. */
  public Journey explain(Journey journey) {
    return explain(journey, null);
  }

  /**
   * The same for one that has grown: what was answered of a hop soon after it was made stays.
   *
   * @param earlier the journey when it was explained before; null if it was not
   */
  public Journey explain(Journey journey, @Nullable Journey earlier) {
    List<Hop> hops = new ArrayList<>();
    for (Hop hop : journey.hops()) {
      hops.add(explained(journey, hop, earlier));
    }
    Journey explained = journey.withHops(hops);
    if (!journey.settled() || !isUnicast(journey.first())) {
      return explained;
    }
    return switch (journey.outcome()) {
      case LOST, UNKNOWN -> withCause(explained);
      case DELIVERED, PARTIAL -> withRefusal(explained);
    };
  }

  private boolean isUnicast(Hop hop) {
    return !reader.read(hop.frame()).isMulticast();
  }

  private Hop explained(Journey journey, Hop hop, @Nullable Journey earlier) {
    List<Evidence> evidence = new ArrayList<>(KnownHops.evidence(journey, hop, earlier));
    if (evidence.isEmpty()) {
      evidence.addAll(ofTables(journey, hop));
    }
    evidence.addAll(ofRules(journey, hop));
    Integer previous = hop.previous();
    if (hop.action() == Action.TRANSLATED && previous != null && lacksConnection(evidence)) {
      Hop before = journey.hop(previous);
      oracle.connection(before.namespace(), reader.ip(before.frame())).ifPresent(evidence::add);
    }
    superPacket(hop).ifPresent(evidence::add);
    if (evidence.isEmpty()) {
      return hop;
    }
    // what was known before may have been found again
    hop.evidence().stream().filter(known -> !evidence.contains(known)).forEach(evidence::add);
    return hop.withEvidence(evidence);
  }

  private static boolean lacksConnection(List<Evidence> evidence) {
    return evidence.stream().noneMatch(it -> it.kind() == Evidence.Kind.CONNTRACK);
  }

  private List<Evidence> ofTables(Journey journey, Hop hop) {
    Integer previous = hop.previous();
    List<Evidence> evidence =
        new ArrayList<>(previous == null ? ofSender(hop) : between(journey.hop(previous), hop));
    if (hop.action() == Action.DELIVERED) {
      evidence.addAll(ofReceiver(hop));
    }
    return evidence;
  }

  /** That a frame is no frame of a wire, where offloads are on. */
  private Optional<Evidence> superPacket(Hop hop) {
    Position at = position(hop).orElse(null);
    if (at == null) {
      return Optional.empty();
    }
    return topology
        .link(at.link())
        .filter(link -> at.packet().isSuperPacket(link.mtu()))
        .map(link -> new Proofs(topology).superPacket(at, link));
  }

  private List<Evidence> ofSender(Hop hop) {
    Packet packet = reader.read(hop.frame());
    if (packet.ip() == null || packet.isMulticast()) {
      return List.of();
    }
    return forwarding.sent(hop.namespace(), packet.ip()).stream()
        .filter(next -> next instanceof Next.On on && place(on.to().link()).equals(hop.place()))
        .findFirst()
        .map(next -> ((Next.On) next).evidence())
        .orElse(List.of());
  }

  private List<Evidence> between(Hop from, Hop to) {
    for (Next next : position(from).map(forwarding::next).orElse(List.of())) {
      if (next instanceof Next.On on && place(on.to().link()).equals(to.place())) {
        return on.evidence();
      }
    }
    return List.of();
  }

  private List<Evidence> ofReceiver(Hop hop) {
    for (Next next : position(hop).map(forwarding::next).orElse(List.of())) {
      if (next instanceof Next.Taken taken) {
        return taken.evidence();
      }
    }
    return List.of();
  }

  /** The rules that let it pass: told where it left a namespace's IP, or was taken up. */
  private List<Evidence> ofRules(Journey journey, Hop hop) {
    Integer previous = hop.previous();
    Hop asked =
        switch (hop.action()) {
          case SENT, ENCAPSULATED, DELIVERED -> hop;
          case ROUTED, TRANSLATED, DECAPSULATED -> previous == null ? hop : journey.hop(previous);
          default -> null;
        };
    if (asked == null || !asked.namespace().equals(hop.namespace())) {
      return List.of();
    }
    return rules(asked).stream()
        .filter(verdict -> !verdict.dropped())
        .map(RuleVerdict::evidence)
        .distinct()
        .toList();
  }

  private List<RuleVerdict> rules(Hop hop) {
    ByteBuffer packet = reader.ip(hop.frame());
    return packet.hasRemaining() ? oracle.rules(hop.namespace(), packet) : List.of();
  }

  private Optional<Position> position(Hop hop) {
    Optional<LinkId> link = topology.link(hop.namespace(), hop.device());
    return link.map(id -> new Position(id, direction(hop, id), reader.read(hop.frame())));
  }

  /** As it was captured, or as what brought it there tells. */
  private Direction direction(Hop hop, LinkId link) {
    if (hop.direction() != null) {
      return hop.direction();
    }
    return switch (hop.action()) {
      case CROSSED, DECAPSULATED, DELIVERED, REASSEMBLED, MERGED -> Direction.IN;
      case BRIDGED, FLOODED -> isBridge(link) ? Direction.IN : Direction.OUT;
      default -> Direction.OUT;
    };
  }

  private boolean isBridge(LinkId link) {
    return topology.link(link).filter(it -> it.kind() instanceof Bridge).isPresent();
  }

  private Place place(LinkId link) {
    String name = topology.name(link);
    return new Place(link.namespace(), name.substring(link.namespace().length() + 1));
  }

  // --- Why it was lost
  // -------------------------------------------------------------------------------

  /**
   * What arrived can still be thrown away there: by a rule, for a wrong checksum, or since it was
   * not for that namespace, which frames alone can't tell.
   */
  private Journey withRefusal(Journey journey) {
    for (Hop hop : journey.hops()) {
      if (hop.action() == Action.DELIVERED) {
        Cause dropped = rule(hop);
        Cause damaged = dropped == null ? checksum(hop) : dropped;
        Cause cause = damaged == null ? lost(hop) : damaged;
        if (cause != null) {
          return journey.lost(cause);
        }
      }
    }
    return journey;
  }

  private Journey withCause(Journey journey) {
    Set<Integer> goOn = new HashSet<>();
    Set<Place> seen = new HashSet<>();
    for (Hop hop : journey.hops()) {
      goOn.add(hop.previous());
      seen.add(hop.place());
      Integer previous = hop.previous();
      Cause cause =
          previous != null && (hop.action() == Action.FLOODED || hop.action() == Action.BRIDGED)
              ? lost(journey.hop(previous)) // a bridge that does not know the way tries all ports
              : null;
      if (cause != null) {
        return journey.lost(cause);
      }
    }
    Cause notMine = null;
    for (Hop end : journey.hops()) {
      Position at = goOn.contains(end.index()) ? null : position(end).orElse(null);
      Cause cause = at == null ? null : cause(end, at, seen);
      if (cause == null || at == null) {
        continue;
      }
      if (cause.id() != Cause.Id.NOT_MY_MAC) {
        return journey.lost(cause);
      }
      // Those that a flood also came to throw it away rightly: whom it was meant for tells.
      if (notMine == null || forwarding.concerns(at)) {
        notMine = cause;
      }
    }
    return notMine == null ? journey : journey.lost(notMine);
  }

  private @Nullable Cause lost(Hop hop) {
    for (Next next : position(hop).map(forwarding::next).orElse(List.of())) {
      if (next instanceof Next.Lost lost) {
        return lost.cause();
      }
    }
    return null;
  }

  private @Nullable Cause cause(Hop end, Position at, Set<Place> seen) {
    Cause dropped = rule(end);
    if (dropped != null) {
      return dropped;
    }
    Cause damaged = checksum(end);
    if (damaged != null && at.direction() == Direction.IN) {
      return damaged;
    }
    for (Next next : forwarding.next(at)) {
      switch (next) {
        case Next.Lost lost -> {
          return lost.cause();
        }
        case Next.On on when isMissed(on, seen) -> {
          return on.doubt() != null ? on.doubt() : unknown(end, on);
        }
        case Next.On _, Next.Taken _ -> {}
      }
    }
    return null;
  }

  /** Whether it should have been seen there. */
  private boolean isMissed(Next.On on, Set<Place> seen) {
    Place place = place(on.to().link());
    return !seen.contains(place) && captured.test(place);
  }

  private Cause unknown(Hop end, Next.On on) {
    return new Cause(
        Cause.Id.UNKNOWN,
        end.namespace(),
        end.device(),
        "the tables lead on to " + place(on.to().link()) + ", where it was not seen",
        on.evidence());
  }

  private @Nullable Cause rule(Hop end) {
    for (RuleVerdict verdict : rules(end)) {
      if (verdict.dropped()) {
        String text = "a rule of nftables in " + end.namespace() + " dropped it";
        return new Cause(
            Cause.Id.RULE, end.namespace(), verdict.device(), text, List.of(verdict.evidence()));
      }
    }
    return null;
  }

  private @Nullable Cause checksum(Hop end) {
    Dissection dissection = reader.dissect(end.frame());
    for (int layer = 0; layer < dissection.layers(); layer++) {
      if (!end.frame().checksumNotReady() && Checksum.of(dissection, layer) == Checksum.WRONG) {
        String text =
            "the checksum of its " + dissection.protocol(layer).label() + " header is wrong";
        return new Cause(
            Cause.Id.BAD_CHECKSUM,
            end.namespace(),
            end.device(),
            text,
            List.of(
                new Evidence(
                    Evidence.Kind.FRAME,
                    end.namespace(),
                    text + ", in frame " + end.frame().ordinal() + " at " + end.place(),
                    null)));
      }
    }
    return null;
  }
}
