package org.flannelgraph.session;

import org.flannelgraph.journey.TrackerStatistics;

/**
 * What watching has come to so far.
 *
 * @param joined frames and journeys: how many were seen, are held, and left to stay within the
 *     bound
 * @param dropped how many frames the kernel or a bounded queue dropped: they are in no journey
 * @param waiting how many journeys wait to be explained
 */
public record LiveStatistics(TrackerStatistics joined, long dropped, long waiting) {}
