/**
 * A packet at a hop: its layers with their fields, its bytes, what changed on the way here and why
 * it came.
 *
 * <p>{@link org.flannelgraph.ui.inspector.hop.HopView} is all that without a control; the panes
 * only show it. What of the packet is pointed at or selected is in one {@link
 * org.flannelgraph.ui.inspector.hop.Highlight}, so that fields, the drawn header and the bytes each
 * light the others up.
 */
@NullMarked
package org.flannelgraph.ui.inspector.hop;

import org.jspecify.annotations.NullMarked;
