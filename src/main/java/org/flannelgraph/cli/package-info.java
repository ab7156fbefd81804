/**
 * The command line: one class a command, each of which reads its arguments, lets the rooms below do
 * the work, and prints what came of it, as text or as one JSON document. Exit codes are in {@link
 * org.flannelgraph.cli.ExitCode}.
 */
@NullMarked
package org.flannelgraph.cli;

import org.jspecify.annotations.NullMarked;
