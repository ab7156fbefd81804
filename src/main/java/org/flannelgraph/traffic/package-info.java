/**
 * Traffic of a lab: what pods answer, and what is sent to prove that they can be reached. All of it
 * goes through sockets of this process that were born in the namespace of a pod or node.
 */
@NullMarked
package org.flannelgraph.traffic;

import org.jspecify.annotations.NullMarked;
