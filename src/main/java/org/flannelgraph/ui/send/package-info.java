/**
 * Sending traffic: from where, to where, what, and what became of it. {@link
 * org.flannelgraph.ui.send.SendModel} sends real packets from a real pod or node, off the FX
 * thread, and asks the kernel beforehand where it would lead them; {@link
 * org.flannelgraph.ui.send.SendBar} has the fields, which the canvas fills too when pods are
 * clicked.
 */
@NullMarked
package org.flannelgraph.ui.send;

import org.jspecify.annotations.NullMarked;
