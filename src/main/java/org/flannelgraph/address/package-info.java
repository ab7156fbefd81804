/**
 * Addresses as values: what the kernel's records, a cluster's plan and a decoded packet all speak
 * of. It uses nothing of ours, and every other room may use it.
 */
@NullMarked
package org.flannelgraph.address;

import org.jspecify.annotations.NullMarked;
