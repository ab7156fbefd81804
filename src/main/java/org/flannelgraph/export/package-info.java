/**
 * What a person takes away: pictures in files.
 *
 * <p>The {@link org.flannelgraph.scene scene} is a drawing list; here it is printed, without a
 * display and without a font of the system's. {@link org.flannelgraph.export.PngWriter} paints it
 * with Java2D. {@link org.flannelgraph.export.SvgWriter} writes it down, texts as texts and what
 * each thing is beside it, so that it can be searched, read aloud and edited. The two look the
 * same, and as the window does: the marks hold every place and width, a painter none.
 */
@NullMarked
package org.flannelgraph.export;

import org.jspecify.annotations.NullMarked;
