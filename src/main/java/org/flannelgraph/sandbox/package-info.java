/**
 * The private world that a lab lives in, and whether this machine can give one.
 *
 * <p>The launcher makes that world before Java starts, out of user, network, mount and PID
 * namespaces: a thread of a JVM could not. {@link org.flannelgraph.sandbox.Sandbox} says whether it
 * succeeded.
 *
 * <p>{@link org.flannelgraph.sandbox.Doctor} says why, or why not. {@link
 * org.flannelgraph.sandbox.Need} is the table of all that it looks at. Inside the world each need
 * is tried for real: a link of each kind is made in a throw-away namespace, a rule set is loaded, a
 * frame is sent and caught. Outside it {@link org.flannelgraph.sandbox.Refusal} takes the steps
 * into it one by one, and tells from what the machine says of itself which of many gates is shut,
 * and which command opens it. What a machine says of itself is read through {@link
 * org.flannelgraph.sandbox.HostFiles}, so that a test can be another machine.
 */
@NullMarked
package org.flannelgraph.sandbox;

import org.jspecify.annotations.NullMarked;
