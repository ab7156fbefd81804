/**
 * What every pane that paints on a canvas needs: the theme's colours as values, and the fonts that
 * we ship. A pane holds no colour of its own; it asks for an {@link org.flannelgraph.scene.Ink} by
 * its meaning, and is told when the theme has changed.
 */
@NullMarked
package org.flannelgraph.ui.paint;

import org.jspecify.annotations.NullMarked;
