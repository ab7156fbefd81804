/**
 * Flannelgraph builds a real cluster network out of kernel objects, watches it, and follows real
 * packets through it. Each package below this one is a room of ARCHITECTURE.md.
 */
@NullMarked
package org.flannelgraph;

import org.jspecify.annotations.NullMarked;
