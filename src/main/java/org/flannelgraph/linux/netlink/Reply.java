package org.flannelgraph.linux.netlink;

import java.nio.ByteBuffer;

/**
 * A message from the kernel.
 *
 * @param type its number in the family's header
 * @param flags NLM_F_ flags
 * @param body a copy of what follows the header, in the machine's byte order, at position 0
 */
public record Reply(int type, int flags, ByteBuffer body) {}
