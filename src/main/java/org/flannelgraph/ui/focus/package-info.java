/**
 * Where the keys go. JavaFX moves the focus from control to control with Tab; {@link
 * org.flannelgraph.ui.focus.PaneRing} moves it from pane to pane with F6, as desktops do, and
 * {@link org.flannelgraph.ui.focus.Focus} gives it to a node that is then seen to have it, and
 * keeps it where it was while a pane is filled anew.
 */
@NullMarked
package org.flannelgraph.ui.focus;

import org.jspecify.annotations.NullMarked;
