/**
 * The only code that talks to the kernel.
 *
 * <p>{@link org.flannelgraph.linux.Libc} is the C library as this program uses it; {@link
 * org.flannelgraph.linux.NetworkNamespace} is a network namespace with the netlink socket that was
 * born in it. A network namespace belongs to a <em>thread</em>, and whatever a thread starts while
 * it is inside inherits that namespace for good, so only {@link
 * org.flannelgraph.linux.NamespaceThread} ever enters one, and it makes nothing but raw calls
 * there.
 *
 * <p>Frames come through {@link org.flannelgraph.linux.PacketSocket}, one bound to each interface,
 * and {@link org.flannelgraph.linux.PacketMessages}, in which one thread takes 64 at a time from
 * whichever socket {@link org.flannelgraph.linux.Epoll} says has some.
 *
 * <p>{@link org.flannelgraph.linux.InternetSocket} sends what the JDK's sockets can't, and reads
 * from the error queue what ICMP messages say of it.
 *
 * <p>Below: {@code netlink} is the wire format and the socket, {@code route} the kernel's routing
 * objects as records, {@code operation} changes to the kernel as values, {@code nft} rules of
 * nftables, {@code netfilter} what the kernel tells of packets and connections that meet them.
 */
@NullMarked
package org.flannelgraph.linux;

import org.jspecify.annotations.NullMarked;
