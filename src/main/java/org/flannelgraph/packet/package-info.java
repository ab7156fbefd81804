/**
 * Bytes into layers, without copying them.
 *
 * <p>A {@link org.flannelgraph.packet.Dissection} takes frames apart, one after another, and
 * allocates nothing while it does:
 *
 * <pre>
 * Dissection d = new Dissection(); // one for each thread, used again and again
 * d.decode(bytes, offset, captured, wire, LinkType.ETHERNET);
 * int ip = d.innermostIp(); // a layer's number, or -1
 * if (ip &gt;= 0 &amp;&amp; d.protocol(ip) == Protocol.IPV4) {
 *   int ttl = Ipv4.ttl(d.bytes(), d.index(ip));
 * }
 * </pre>
 *
 * <p>There are two ways to a field. Who knows what he looks for and is in a hurry calls a
 * <em>static accessor</em> of the header's class with the bytes and the layer's index, as above. It
 * does not check anything, so the layer must be whole: {@code find}, {@code findLast}, {@code ip},
 * {@code innermostIp} return only such. Who wants whatever is there (an inspector, JSON, a
 * comparison of two sightings) goes through {@link org.flannelgraph.packet.Protocol#fields()},
 * where each {@link org.flannelgraph.packet.Field} knows its name, Wireshark's name for it, its
 * bits, and how its value is printed; or asks {@link org.flannelgraph.packet.Dissection#fields} for
 * all {@link org.flannelgraph.packet.FieldValue}s of a layer, options and records included, which
 * does allocate.
 *
 * <p>Layers are numbered from the outermost, 0. {@code level} says how many tunnels a layer is
 * inside of; {@code isQuoted}, that it belongs to the packet that an ICMP error speaks of. A frame
 * that can't be decoded to its end is decoded as far as it goes, and {@link
 * org.flannelgraph.packet.Stop} with {@code stopOffset} and {@code stopReason} says where and why
 * it ended. Two ends matter there: where a packet claims to end ({@code end}), and where the bytes
 * that we have end ({@code availableEnd}); a header beyond the first is malformed, one beyond the
 * second only cut. No input makes anything here throw, loop or grow.
 *
 * <p>On top of that: {@link org.flannelgraph.packet.PacketKey} is what of a packet no hop can
 * change, by which its sightings are joined; {@link org.flannelgraph.packet.Checksum} verifies a
 * layer's; {@link org.flannelgraph.packet.Summary} says in a line what a frame is about. {@link
 * org.flannelgraph.packet.Ports} holds which UDP ports mean what.
 *
 * <p>Inside, a {@code Cursor} walks through the frame, and each header's class moves it on. Adding
 * a protocol means a class of its name with its dissector, its accessors and its table of fields
 * (see {@link org.flannelgraph.packet.Vxlan} for a short one), a sample in the tests, which then
 * hold it against tshark, and a line in {@link org.flannelgraph.packet.Protocol}.
 */
@NullMarked
package org.flannelgraph.packet;

import org.jspecify.annotations.NullMarked;
