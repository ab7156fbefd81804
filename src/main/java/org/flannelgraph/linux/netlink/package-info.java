/**
 * Netlink as bytes and as a socket, without any knowledge of what is asked.
 *
 * <p>A message is a header, a fixed structure of its family, and attributes. What attributes a
 * family has is a table ({@link org.flannelgraph.linux.netlink.AttributeTable}) of numbers, names
 * and formats copied from the kernel's headers; one encoder and one decoder serve every table. An
 * attribute that the table lacks is kept as bytes: a newer kernel's data is not an error.
 */
@NullMarked
package org.flannelgraph.linux.netlink;

import org.jspecify.annotations.NullMarked;
