/** What the window's panes share: it knows no control, and can be tested without a window. */
@NullMarked
package org.flannelgraph.ui.model;

import org.jspecify.annotations.NullMarked;
