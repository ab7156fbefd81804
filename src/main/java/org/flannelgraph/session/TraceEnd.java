package org.flannelgraph.session;

/**
 * What a trace came to.
 *
 * @param frames how many frames were captured
 * @param malformed how many of them contradict their protocols
 * @param dropped how many the kernel or a bounded queue dropped: they are in no journey
 */
public record TraceEnd(long frames, long malformed, long dropped) {}
