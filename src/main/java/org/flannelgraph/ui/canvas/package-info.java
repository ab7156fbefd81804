/**
 * The canvas: the picture of the lab, and the packets that travel over it.
 *
 * <p>The still picture is still: it is painted when it, the theme or the view changes, and its
 * pixels are kept. Over it lie the path of the selected journey and the header stacks in flight,
 * which are images that move.
 */
@NullMarked
package org.flannelgraph.ui.canvas;

import org.jspecify.annotations.NullMarked;
