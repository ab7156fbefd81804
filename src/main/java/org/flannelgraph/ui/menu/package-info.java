/**
 * What one can do with a thing on the canvas.
 *
 * <p>An {@link org.flannelgraph.ui.menu.Action} is words and what happens then; an {@link
 * org.flannelgraph.ui.menu.Actions} knows those of one sort for whatever is pointed at. A sort has
 * a class and a {@link org.flannelgraph.ui.menu.Action.Group}; whoever adds one adds it to the
 * window's list, and the canvas shows them all in one menu. Nothing here knows a control.
 */
@NullMarked
package org.flannelgraph.ui.menu;

import org.jspecify.annotations.NullMarked;
