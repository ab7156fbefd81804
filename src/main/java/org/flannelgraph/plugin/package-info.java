/**
 * Network plugins: what turns a cluster, which is wanted, into operations on the kernel.
 *
 * <p>A {@link org.flannelgraph.plugin.Plan} is the list of steps that builds a cluster: the {@link
 * org.flannelgraph.plugin.Underlay} (a switch and each node's uplink), then what Flannel's daemon
 * would do on each node, then what its CNI plugin would do for each pod. Nothing here talks to the
 * kernel, so a plan can be printed by somebody who may not run it. Facts about Flannel are those of
 * flannel 0.28 and the CNI plugins 1.9.
 */
@NullMarked
package org.flannelgraph.plugin;

import org.jspecify.annotations.NullMarked;
