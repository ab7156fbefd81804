/**
 * One packet across all its hops, and why at each.
 *
 * <p>A packet that goes from one pod to another is captured at a dozen interfaces, as a dozen
 * frames. This room finds out which frames are one packet, puts them in the order in which the
 * packet went, and says of each hop what was done there and what decided it.
 *
 * <p><b>Joining.</b> {@link org.flannelgraph.journey.Reading} takes from each frame what no hop can
 * change; equal values are one packet, or several that are alike, which {@link
 * org.flannelgraph.journey.Instances} tells apart. {@link org.flannelgraph.journey.Translations}
 * joins what NAT parted.
 *
 * <p><b>Ordering.</b> Times can't order hops: one frame often has the same stamp at two interfaces,
 * and a bridge's own copy can be stamped after the port that the frame left by. So {@link
 * org.flannelgraph.journey.Walk} goes the packet's way again, over a {@link
 * org.flannelgraph.journey.Wiring} that the kernel tells, or that all frames of a capture together
 * prove ({@link org.flannelgraph.journey.LearnedWiring}). Times only decide what nothing else does.
 */
@NullMarked
package org.flannelgraph.journey;

import org.jspecify.annotations.NullMarked;
