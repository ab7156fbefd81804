/** Sending traffic: from where, to where, what, and what became of it. */
@NullMarked
package org.flannelgraph.ui.send;

import org.jspecify.annotations.NullMarked;
