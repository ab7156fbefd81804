package org.flannelgraph.session;

import java.net.InetAddress;
import java.time.Duration;
import java.util.function.Consumer;
import org.flannelgraph.capture.CaptureOptions;
import org.flannelgraph.capture.Frame;
import org.flannelgraph.traffic.Probe;

/**
 * What is to be sent and followed.
 *
 * @param from the node or pod that sends
 * @param to whom it is sent to
 * @param probe what is sent
 * @param count how often
 * @param timeout how long each is waited for
 * @param interval from one to the next
 * @param quiet how long nothing may have been seen of a packet before it is taken to be lost
 * @param capture how frames are captured
 * @param tap hears each frame as it is taken; valid until it returns
 * @param notice hears, a sentence at a time, what else one should know
 */
public record TraceOptions(
    String from,
    InetAddress to,
    Probe probe,
    int count,
    Duration timeout,
    Duration interval,
    Duration quiet,
    CaptureOptions capture,
    Consumer<Frame> tap,
    Consumer<String> notice) {}
