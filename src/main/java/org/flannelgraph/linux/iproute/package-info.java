/**
 * How iproute2 writes the kernel's objects: as the lines of {@code ip} and {@code bridge}, which an
 * engineer knows by sight, and as the JSON of their option {@code -j}, which they also read.
 *
 * <p>{@link org.flannelgraph.linux.iproute.Words} has the names that iproute2 has for numbers,
 * {@link org.flannelgraph.linux.iproute.Lines} the text, {@link
 * org.flannelgraph.linux.iproute.LinkJson} and its like the JSON in both directions. All are held
 * against what the programs print of live objects, version 6.1.
 */
@NullMarked
package org.flannelgraph.linux.iproute;

import org.jspecify.annotations.NullMarked;
