/**
 * Why a packet went where it went: the entries of routing tables, neighbour tables and forwarding
 * databases that decide about it, asked of an {@link org.flannelgraph.journey.path.Oracle}: the
 * live kernel, or a snapshot of one.
 *
 * <p>All of it rests on one question, which {@link org.flannelgraph.journey.path.Forwarding}
 * answers: a frame is at this interface, going this way; what comes next? Asked again and again for
 * a packet that is about to be sent, it gives the expected path. Asked for the frame of each hop of
 * a journey, it gives that hop's evidence. Asked for the last frame that was seen of a packet that
 * was lost, it gives the cause, or the place where the packet parted from its path.
 */
@NullMarked
package org.flannelgraph.journey.path;

import org.jspecify.annotations.NullMarked;
