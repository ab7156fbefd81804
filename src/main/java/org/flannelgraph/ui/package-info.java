/**
 * The window. It shows values of the other rooms, and acts only through {@code session} and {@code
 * sandbox}.
 *
 * <p>A pane is a class of its own in a package of its own: {@code canvas}, {@code packets}, {@code
 * inspector}, {@code lanes}, {@code log}. What panes share is in {@code model}, which knows no
 * control and no scene: it can be tested without a window. Everything in it belongs to the FX
 * thread; the kernel, captures and layouts work on other threads and hand over finished, immutable
 * values, all through {@link org.flannelgraph.ui.model.Pulse}.
 *
 * <p>Written in code, not FXML: what the compiler checks needs no test. Words are in the resource
 * bundle {@code Words.properties}, colours in the style sheets of {@code scene}.
 */
@NullMarked
package org.flannelgraph.ui;

import org.jspecify.annotations.NullMarked;
