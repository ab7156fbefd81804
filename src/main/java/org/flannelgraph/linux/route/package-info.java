/**
 * The kernel's routing objects (rtnetlink) as records in the kernel's own words, and the tables of
 * attributes that turn them into messages and back. Numbers come from linux/rtnetlink.h, if_link.h,
 * if_addr.h, neighbour.h and fib_rules.h. Records hold what this program uses; what a record leaves
 * out is still in the message.
 */
@NullMarked
package org.flannelgraph.linux.route;

import org.jspecify.annotations.NullMarked;
