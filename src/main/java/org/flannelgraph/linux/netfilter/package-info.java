/**
 * What netfilter does with packets, as the kernel itself tells it.
 *
 * <p>A <em>rule trace</em> ({@link org.flannelgraph.linux.netfilter.NftTrace}) is what {@code nft
 * monitor trace} shows: for a packet that carries the trace bit, each rule that it matched, each
 * chain that it left at its end, and the verdict. The bit is set by a rule, so tracing adds a table
 * of its own to each namespace, and takes it away again. It does not outlive the way from one
 * namespace to the next: each namespace must set it anew, on the packet as it looks there.
 *
 * <p><em>Connection tracking</em> ({@link org.flannelgraph.linux.netfilter.Conntrack}) knows each
 * connection by two tuples of addresses and ports: that of its first packet, and that of the
 * packets which answer. Where an address is translated the second is not the first one turned
 * round, and that difference is the whole of what NAT does.
 *
 * <p>Messages are those of nfnetlink: attributes in network byte order behind a structure of four
 * bytes (linux/netfilter/nfnetlink.h).
 */
@NullMarked
package org.flannelgraph.linux.netfilter;

import org.jspecify.annotations.NullMarked;
