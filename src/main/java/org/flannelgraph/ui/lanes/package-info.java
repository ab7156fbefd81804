/**
 * The journey lanes: time against interfaces. Every hop of the selected journey is a dot, on the
 * lane of the interface that saw it and at the moment of its time stamp; lines lead from hop to
 * hop, also where a flood branches.
 *
 * <p>{@link org.flannelgraph.ui.lanes.Lanes} says what there is to see, {@link
 * org.flannelgraph.ui.lanes.TimeScale} and {@link org.flannelgraph.ui.lanes.LanesLayout} where it
 * is, in pixels; none of them knows the toolkit. {@link org.flannelgraph.ui.lanes.LanesPane} holds
 * the canvas, the mouse and the keys.
 */
@NullMarked
package org.flannelgraph.ui.lanes;

import org.jspecify.annotations.NullMarked;
