/**
 * Tests that start the whole program, the way a user does: as an ordinary user, and those tagged
 * {@code root} as root too, where being root makes a difference.
 *
 * <p>A {@link org.flannelgraph.program.User} has a folder and a register of sessions of her own, so
 * that she meets nobody else's sessions, and a mark in the environment of everything that she
 * starts. A mark is inherited, so whoever of all the processes of this machine bears it came of her
 * commands, however far down and whoever its parent is by now. When a user is done, nobody may bear
 * her mark.
 */
@NullMarked
package org.flannelgraph.program;

import org.jspecify.annotations.NullMarked;
