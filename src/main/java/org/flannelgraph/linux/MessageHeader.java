package org.flannelgraph.linux;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;

/**
 * struct msghdr of sendmsg(2) and recvmsg(2) with one buffer and a control part, which holds file
 * descriptors (SCM_RIGHTS; unix(7)) or what an option asked for. On 64-bit machines:
 *
 * <pre>
 *   0 msg_name  8 msg_namelen  16 msg_iov  24 msg_iovlen  32 msg_control  40 msg_controllen  48 flags
 *   control, one after the other: 0 cmsg_len  8 cmsg_level  12 cmsg_type  16 data, as descriptors of
 *   4 bytes each; the next begins at a multiple of 8
 * </pre>
 */
final class MessageHeader {
  private static final int LENGTH = 56;
  private static final int VECTOR = 16;
  private static final int CONTROL_LENGTH_AT = 40;
  private static final int CONTROL_HEADER = 16;
  private static final int MOST_DESCRIPTORS = 8;
  private static final int SOL_SOCKET = 1;
  private static final int SCM_RIGHTS = 1;

  private final ByteBuffer header = direct(LENGTH);
  private final ByteBuffer vector = direct(VECTOR);
  private final ByteBuffer control;

  /** For a direct buffer, from 0 to its limit. */
  MessageHeader(ByteBuffer payload) {
    this(payload, CONTROL_HEADER + MOST_DESCRIPTORS * Integer.BYTES);
  }

  /** With so much room for control messages. */
  MessageHeader(ByteBuffer payload, int controlBytes) {
    control = direct(controlBytes);
    vector.putLong(0, address(payload)).putLong(8, payload.limit());
    header.putLong(16, address(vector)).putLong(24, 1).putLong(32, address(control));
    header.putLong(CONTROL_LENGTH_AT, control.capacity());
  }

  /** With descriptors to send. */
  MessageHeader(ByteBuffer payload, List<Integer> descriptors) {
    this(payload);
    int length = CONTROL_HEADER + descriptors.size() * Integer.BYTES;
    control.putLong(0, length).putInt(8, SOL_SOCKET).putInt(12, SCM_RIGHTS);
    for (int i = 0; i < descriptors.size(); i++) {
      control.putInt(CONTROL_HEADER + i * Integer.BYTES, descriptors.get(i));
    }
    header.putLong(CONTROL_LENGTH_AT, descriptors.isEmpty() ? 0 : length);
  }

  /** The structure, for the call. */
  ByteBuffer structure() {
    return header;
  }

  /** The descriptors that came with a received message; they are this process's now. */
  List<Descriptor> descriptors() {
    List<Descriptor> descriptors = new ArrayList<>();
    boolean some =
        header.getLong(CONTROL_LENGTH_AT) >= CONTROL_HEADER && control.getInt(12) == SCM_RIGHTS;
    if (some) {
      long end = control.getLong(0);
      for (int at = CONTROL_HEADER; at + Integer.BYTES <= end; at += Integer.BYTES) {
        descriptors.add(Descriptor.received(control.getInt(at)));
      }
    }
    return descriptors;
  }

  /** The data of the first control message of a kind that came with a received message. */
  Optional<ByteBuffer> control(int level, int type) {
    int end = (int) header.getLong(CONTROL_LENGTH_AT);
    int at = 0;
    while (at + CONTROL_HEADER <= end) {
      int length = (int) control.getLong(at);
      if (length < CONTROL_HEADER || at + length > end) {
        return Optional.empty();
      }
      if (control.getInt(at + 8) == level && control.getInt(at + 12) == type) {
        return Optional.of(
            control
                .slice(at + CONTROL_HEADER, length - CONTROL_HEADER)
                .order(ByteOrder.nativeOrder()));
      }
      at += length + 7 & ~7;
    }
    return Optional.empty();
  }

  private static ByteBuffer direct(int length) {
    return ByteBuffer.allocateDirect(length).order(ByteOrder.nativeOrder());
  }

  private static long address(ByteBuffer direct) {
    return Pointer.wrap(Runtime.getSystemRuntime(), direct.duplicate().clear()).address();
  }
}
