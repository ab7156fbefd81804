/**
 * What the kernel really holds: a live graph of namespaces, links, addresses, routes, rules,
 * neighbours and FDB entries, in numbered versions.
 *
 * <p>A {@link org.flannelgraph.topology.Topology} is one version, an immutable value that shares
 * with the version before all that did not change. {@link org.flannelgraph.topology.LiveTopology}
 * makes versions: it dumps the tables of each namespace that it is told to watch, and from then on
 * applies the kernel's events. It runs on the thread of its {@link org.flannelgraph.linux.Monitor};
 * everybody else reads finished versions. A bounded number of old ones is kept, so that a packet
 * can be explained by what held when it passed.
 *
 * <p>The kernel's events do not tell all that happens (see {@code Monitor}). Where they are known
 * to be silent, the table in question is dumped anew: the set of rules is in {@code Tables}, and a
 * property test compares a topology that followed thousands of random changes with a fresh dump.
 *
 * <p>A {@link org.flannelgraph.topology.Snapshot} keeps a version for where its kernel is not: in
 * one file, or in a folder of what {@code ip} and {@code bridge} print, as anybody can collect it
 * from real nodes. Both hold the same tables in iproute2's JSON.
 *
 * <p>Nothing here knows what a node or a pod is, nor what anybody wants. What two versions differ
 * in is a {@link org.flannelgraph.topology.Difference}, in the kernel's words.
 */
@NullMarked
package org.flannelgraph.topology;

import org.jspecify.annotations.NullMarked;
