package org.flannelgraph.linux.netlink;

import java.nio.ByteBuffer;

/** The fixed structure between a message's header and its attributes, as ifinfomsg or rtmsg. */
public interface Structure {
  /** Writes it at the buffer's position, in the machine's byte order. */
  void encode(ByteBuffer out);
}
