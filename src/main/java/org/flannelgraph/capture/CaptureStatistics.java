package org.flannelgraph.capture;

/**
 * What was counted at an interface while frames were captured there.
 *
 * @param where the interface
 * @param received frames that passed the filter, lost ones included; -1 where a file does not tell
 * @param dropped frames that were seen but lost for want of room
 */
public record CaptureStatistics(CaptureInterface where, long received, long dropped) {}
