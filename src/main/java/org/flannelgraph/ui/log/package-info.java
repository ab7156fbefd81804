/**
 * The kernel log: every operation that the program did, as a value and as the command that a person
 * would have typed, and every change that the kernel announced, whoever made it.
 *
 * <p>The kernel does not say who asked for a change. {@link org.flannelgraph.ui.log.Origin} says
 * what can be known: what the program did itself, what was announced just after that, what the
 * kernel learned from packets, and what is left, which somebody else must have done.
 */
@NullMarked
package org.flannelgraph.ui.log;

import org.jspecify.annotations.NullMarked;
