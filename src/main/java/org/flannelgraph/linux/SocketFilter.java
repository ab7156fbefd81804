package org.flannelgraph.linux;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * A classic BPF program, which the kernel runs on each frame before a socket gets it
 * (linux/filter.h).
 *
 * @param instructions in their order, at most 4,096
 */
public record SocketFilter(List<Instruction> instructions) {
  private static final int STRUCTURE = 8;

  /**
   * struct sock_filter.
   *
   * @param code the operation, 16 bits
   * @param whenTrue how many instructions to pass over when a jump's condition holds, 8 bits
   * @param whenFalse how many otherwise, 8 bits
   * @param operand 32 bits
   */
  public record Instruction(int code, int whenTrue, int whenFalse, int operand) {}

  /** The program as the kernel takes it: u16 code, u8 jt, u8 jf, u32 k each. */
  ByteBuffer encode() {
    ByteBuffer program =
        ByteBuffer.allocateDirect(Math.max(1, instructions.size()) * STRUCTURE)
            .order(ByteOrder.nativeOrder());
    for (Instruction each : instructions) {
      program
          .putShort((short) each.code)
          .put((byte) each.whenTrue)
          .put((byte) each.whenFalse)
          .putInt(each.operand);
    }
    return program.clear();
  }
}
