/**
 * What doctor says, in the window: shown in the place of the canvas while the machine can't carry a
 * lab.
 */
@NullMarked
package org.flannelgraph.ui.doctor;

import org.jspecify.annotations.NullMarked;
