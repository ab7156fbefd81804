/** What is selected, in full: a packet at a hop, or a thing of the kernel's. */
@NullMarked
package org.flannelgraph.ui.inspector;

import org.jspecify.annotations.NullMarked;
