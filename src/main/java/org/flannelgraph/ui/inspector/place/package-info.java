/**
 * A thing of the kernel's: what a namespace, a link or a wire is, and what its tables hold.
 *
 * <p>{@link org.flannelgraph.ui.inspector.place.PlaceView} is all that as text that iproute2 would
 * print, without a control; {@link org.flannelgraph.ui.inspector.place.PlaceChanges} knows which
 * rows came, changed or went within the last seconds.
 */
@NullMarked
package org.flannelgraph.ui.inspector.place;

import org.jspecify.annotations.NullMarked;
