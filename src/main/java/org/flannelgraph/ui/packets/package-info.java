/** The list of packets. */
@NullMarked
package org.flannelgraph.ui.packets;

import org.jspecify.annotations.NullMarked;
