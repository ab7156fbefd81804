/** A running lab: it is built from a cluster, changed while it runs, proved, and taken down. */
@NullMarked
package org.flannelgraph.session;

import org.jspecify.annotations.NullMarked;
