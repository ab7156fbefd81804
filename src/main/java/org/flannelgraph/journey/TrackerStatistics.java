package org.flannelgraph.journey;

/**
 * What a tracker has seen and what it holds.
 *
 * @param frames how many frames it was given
 * @param malformed how many of them contradict their protocols
 * @param open how many packets may still be seen again, roughly: alike ones count as one
 * @param settled how many are complete and held
 * @param left how many were let go of to stay within the bound
 * @param bytes what it holds takes in memory, roughly
 */
public record TrackerStatistics(
    long frames, long malformed, long open, long settled, long left, long bytes) {}
