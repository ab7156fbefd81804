/**
 * Traffic of a lab: what pods answer, and what is sent to prove that they can be reached. All of it
 * goes through sockets of this process that were born in the namespace of a pod or node.
 *
 * <p>{@link org.flannelgraph.traffic.Prober} sends what a person asks for, a {@link
 * org.flannelgraph.traffic.Probe} at a time, and tells what came of it: the answer, or in words who
 * said no and why. {@link org.flannelgraph.traffic.NetworkModel} proves what Kubernetes promises,
 * with many packets on their way at once.
 */
@NullMarked
package org.flannelgraph.traffic;

import org.jspecify.annotations.NullMarked;
