/**
 * Changes to the kernel as values.
 *
 * <p>An {@link org.flannelgraph.linux.operation.Operation} is a record. One definition gives what
 * is sent to the kernel, the command with which a person would do the same, and how it is taken
 * back; so a plan can be printed, run, undone and compared with another plan, and what is printed
 * can't drift from what is run. {@link org.flannelgraph.linux.operation.Kernel} is what runs them.
 */
@NullMarked
package org.flannelgraph.linux.operation;

import org.jspecify.annotations.NullMarked;
