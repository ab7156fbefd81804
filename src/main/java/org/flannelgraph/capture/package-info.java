/**
 * Frames: from capture files, from live interfaces, and back into files.
 *
 * <p>A {@link org.flannelgraph.capture.Frame} is what an interface saw pass: its bytes, when, which
 * way, and where ({@link org.flannelgraph.capture.CaptureInterface}: a namespace and a device in
 * it). This room knows nothing of what the bytes mean; {@code packet} decodes them, and {@code
 * journey} joins the sightings of one packet.
 *
 * <p><b>Frames come as a cursor.</b> A capture of ten million frames must not become ten million
 * objects, so a source has one frame that it fills anew for each step, with the bytes where the
 * source read them:
 *
 * <pre>{@code
 * try (CaptureFile file = CaptureFile.open(path)) {
 *   while (file.next()) {
 *     decode(file.frame().bytes(), file.frame().offset(), file.frame().capturedLength());
 *   }
 *   file.cut().ifPresent(System.err::println);
 * }
 * }</pre>
 *
 * <p>Whoever wants to keep one takes its {@link org.flannelgraph.capture.Frame#copy copy}, a {@link
 * org.flannelgraph.capture.CapturedFrame}, which is immutable.
 *
 * <p>The sources are {@link org.flannelgraph.capture.CaptureFile} (pcapng, classic pcap, either in
 * gzip), {@link org.flannelgraph.capture.CaptureFiles} (several files of one network, whose clocks
 * it compares by the packets that several of them saw), and {@link
 * org.flannelgraph.capture.LiveCapture} (packet sockets, one bound to each interface, since a
 * libpcap handle and a thread for each do not carry a lab of hundreds). {@link
 * org.flannelgraph.capture.PcapngWriter} writes, also into a {@link
 * org.flannelgraph.capture.WiresharkPipe}.
 *
 * <p><b>Nothing is lost in silence.</b> A live capture never holds up the network, nor does it wait
 * for a slow reader: it drops, and counts. The kernel's drops and our own are in {@link
 * org.flannelgraph.capture.CaptureStatistics}, at their interface; the next frame of that interface
 * tells how many were lost before it; and both are written into files and read from them.
 *
 * <p><b>libpcap compiles filters, and nothing else.</b> The kernel runs the compiled program before
 * a frame is copied. libpcap's own reader knows neither interface names nor directions nor comments
 * of pcapng, which is what this program lives on, so files are read here.
 *
 * <p><b>Interfaces are named {@code namespace/interface}</b>, both in what is written here and in
 * what is read. A file from elsewhere that names an interface without a slash was captured on one
 * machine, so its own name stands for the namespace: {@code eth0} in {@code node1.pcapng} is {@code
 * node1/eth0}. An interface without any name (classic pcap has none) is called {@code if} and its
 * number in the file.
 *
 * <p><b>What files can't be trusted with.</b> They are cut off when a disk fills or a capture is
 * killed: then everything up to the cut is read, and {@link
 * org.flannelgraph.capture.CaptureFile#cut} says where it was. What contradicts the format is an
 * {@link org.flannelgraph.capture.InvalidCaptureException} that names the file, the byte and what
 * is wrong there. Lengths are believed only as far as bytes follow, so no file makes this program
 * allocate more than its own size and a bound.
 */
@NullMarked
package org.flannelgraph.capture;

import org.jspecify.annotations.NullMarked;
