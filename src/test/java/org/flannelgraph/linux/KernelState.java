package org.flannelgraph.linux;

import static org.flannelgraph.linux.Shell.sh;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * All that makes up the network of some namespaces, as {@code ip}, {@code bridge}, {@code nft} and
 * {@code /proc/sys} tell it: links, addresses, routes, rules, permanent neighbours and FDB entries,
 * nftables, sysctls. Not in it: what depends on the order in which things were made (numbers of
 * links and bridge ports), what the kernel draws at random (the address that the switch had before
 * its first port), timers, and what was learned.
 *
 * @param lines "NAMESPACE: LINE", sorted
 */
public record KernelState(List<String> lines) {
  /** In few processes, since many would take longer than the lab. */
  private static final String COMMANDS =
      """
      printf '%%s\\n' link addr 'route show table all' rule 'neigh show nud permanent' |
        ip -n %1$s -d -o -batch -
      ip -n %1$s -6 -d -o route show table all
      bridge -n %1$s fdb
      nsenter --net=/run/netns/%1$s sh -c 'nft list ruleset;
        grep -rs . /proc/sys/net/ipv4/conf /proc/sys/net/ipv6/conf /proc/sys/net/ipv4/ip_forward || :'
      """;

  private static final String OFFLOADS =
      """
      ip netns exec %1$s sh -ec 'cd /sys/class/net
        for device in *; do ethtool -k $device | sed "s/^/$device /"; done'
      """;

  private static final Map<Pattern, String> MASKS = masks();

  private static Map<Pattern, String> masks() {
    Map<Pattern, String> masks = new LinkedHashMap<>();
    masks.put(Pattern.compile("^\\d+: "), "");
    masks.put(Pattern.compile("@if\\d+|link-netnsid \\d+"), "");
    masks.put(Pattern.compile("_timer +[0-9.]+"), "_timer");
    masks.put(Pattern.compile("port_id \\S+ port_no \\S+ designated_port \\d+"), "port");
    masks.put(Pattern.compile("(?<=\\bdev br0 )self |(?<=33:33:ff:)\\S+ dev br0"), "");
    masks.put(Pattern.compile("fe80::\\S+(?=.* br0\\b)|(?<=br0 .{0,40})fe80::\\S+"), "fe80::");
    masks.put(Pattern.compile("\\\\ +valid_lft .*"), "");
    return masks;
  }

  /** What is there now. */
  public static KernelState of(Collection<String> namespaces) {
    return of(namespaces, COMMANDS);
  }

  /** What is there now, and every feature of every device; that takes its time. */
  public static KernelState withOffloads(Collection<String> namespaces) {
    return of(namespaces, COMMANDS + OFFLOADS);
  }

  private static KernelState of(Collection<String> namespaces, String commands) {
    return new KernelState(
        namespaces.parallelStream()
            .flatMap(namespace -> lines(namespace, commands.formatted(namespace)))
            .sorted()
            .toList());
  }

  private static Stream<String> lines(String namespace, String commands) {
    return sh(commands).lines().filter(isKept()).map(line -> namespace + ": " + masked(line));
  }

  private static Predicate<String> isKept() {
    Predicate<String> learned =
        Pattern.compile("^(\\S\\S:){5}\\S\\S dev (?!.* permanent)").asPredicate();
    return line -> !learned.test(line) && !line.isBlank();
  }

  private static String masked(String line) {
    String masked = line;
    for (Map.Entry<Pattern, String> mask : MASKS.entrySet()) {
      masked = mask.getKey().matcher(masked).replaceAll(mask.getValue());
    }
    return masked.strip();
  }

  /** What one has and the other has not, and the other way round; empty if they are equal. */
  public String differenceFrom(KernelState other) {
    TreeSet<String> more = new TreeSet<>(lines);
    other.lines.forEach(more::remove);
    TreeSet<String> less = new TreeSet<>(other.lines);
    lines.forEach(less::remove);
    StringBuilder text = new StringBuilder();
    more.forEach(line -> text.append("> ").append(line).append('\n'));
    less.forEach(line -> text.append("< ").append(line).append('\n'));
    if (text.isEmpty() && lines.size() != other.lines.size()) {
      text.append("as many as ").append(lines.size()).append(" and ").append(other.lines.size());
    }
    return text.toString();
  }

  /**
   * Waits until a state is another one: duplicate address detection and the links' operational
   * state take the kernel a while.
   *
   * @throws AssertionError with the differences, after 20 seconds
   */
  public static void awaitEqual(Supplier<KernelState> state, KernelState wanted) {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    String difference = state.get().differenceFrom(wanted);
    while (!difference.isEmpty()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("the kernel's state is not the wanted one:\n" + difference);
      }
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
      difference = state.get().differenceFrom(wanted);
    }
  }

  /** The state once it changes no more: nothing is tentative, every link has made up its mind. */
  public static KernelState settled(Collection<String> namespaces) {
    return settled(() -> of(namespaces));
  }

  static KernelState settled(Supplier<KernelState> looks) {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    KernelState state = looks.get();
    while (state.lines.stream().anyMatch(KernelState::isUnsettled)) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError(
            "not settled: " + state.lines.stream().filter(KernelState::isUnsettled).toList());
      }
      state = looks.get();
    }
    return state;
  }

  private static boolean isUnsettled(String line) {
    return line.contains(" tentative")
        || line.contains(" LOWERLAYERDOWN")
        || line.contains(" state DOWN")
        || line.contains("state learning")
        || line.contains("state disabled");
  }
}
