/**
 * Display filters, in Wireshark's syntax: {@code ip.addr == 10.244.1.0/24 and not tcp.port in {80,
 * 8000..8080}}.
 *
 * <p>A {@link org.flannelgraph.capture.filter.DisplayFilter} is text that was understood: its
 * {@link org.flannelgraph.capture.filter.Matcher} says of frames whether they are meant. What is
 * not understood is an {@link org.flannelgraph.capture.filter.InvalidDisplayFilterException} that
 * names the place; {@link org.flannelgraph.capture.filter.Completion} helps before it comes to
 * that.
 *
 * <p>A filter means what it means to Wireshark 4 (wireshark-filter(4)), which the tests hold
 * against tshark:
 *
 * <ul>
 *   <li>A frame may have a field several times, as {@code ip.src} inside and outside of a tunnel,
 *       or in the packet that an ICMP error quotes. A comparison holds if it holds for any of them;
 *       only {@code !=} must hold for all.
 *   <li>A comparison with a field that is not there is false, whichever comparison it is.
 *   <li>A field's name alone asks whether it is there, also if it is a flag: {@code tcp.flags.syn}
 *       is in every TCP header, {@code tcp.flags.syn == 1} is not.
 *   <li>{@code and} binds more tightly than {@code or}.
 * </ul>
 *
 * <p>The fields are those that {@code packet} decodes, by the display filter names that it knows
 * them by; what belongs to the frame ({@code frame.number}, {@code frame.interface_name}); and the
 * names that mean several ({@code tcp.port}). What there is not: functions, slices ({@code
 * eth.src[0:3]}), arithmetic, and whatever takes more than one frame to know ({@code tcp.seq}
 * relative to its connection, {@code tcp.stream}; and {@code http} is a segment that begins a
 * request or an answer, not those that go on with one).
 */
@NullMarked
package org.flannelgraph.capture.filter;

import org.jspecify.annotations.NullMarked;
