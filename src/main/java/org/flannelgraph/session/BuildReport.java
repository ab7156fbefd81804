package org.flannelgraph.session;

import java.time.Duration;
import java.util.Map;

/**
 * What was built, and how long it took.
 *
 * @param parts the time of each part of the plan, all places together, in order
 * @param total from the first kernel call to the last listener
 */
public record BuildReport(
    int namespaces, int operations, Map<String, Duration> parts, Duration total) {}
