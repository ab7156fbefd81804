/**
 * The picture without a toolkit. The window and every export draw the same scene.
 *
 * <p>A {@link org.flannelgraph.scene.Picture} is a list of {@link org.flannelgraph.scene.Item
 * items} in painting order: a node, a pod, a device, a wire. An item has an identity that lives as
 * long as the thing that it shows, words for those who can't see it, and {@link
 * org.flannelgraph.scene.Mark marks}: boxes, lines and texts at places. Whoever can draw those four
 * kinds of marks can draw everything. There are three painters: the window's, on a JavaFX canvas,
 * and the exports', for PNG and SVG.
 *
 * <p>Lengths are in scene pixels, which are CSS pixels (1/96 inch) at a zoom of 100%; x grows to
 * the right and y downwards. Colours are names ({@link org.flannelgraph.scene.Ink}), which a {@link
 * org.flannelgraph.scene.Palette} turns into values at the last moment; so a theme changes nothing
 * here. Texts are measured by adding up the advances of the fonts that we ship, which is what every
 * painter does too.
 */
@NullMarked
package org.flannelgraph.scene;

import org.jspecify.annotations.NullMarked;
