/** Writes what the window shows into files. */
@NullMarked
package org.flannelgraph.ui.export;

import org.jspecify.annotations.NullMarked;
