package org.flannelgraph.ui.log;

import java.time.Instant;

/**
 * A line of the kernel log.
 *
 * @param time when it was done or announced
 * @param origin where it comes from
 * @param namespace the network namespace that it is in
 * @param value what was done, as a value; or what changed, as iproute2 writes it
 * @param command what does the same, if the program did it; else what shows it. Empty if nothing is
 */
public record LogEntry(
    Instant time, Origin origin, String namespace, String value, String command) {}
