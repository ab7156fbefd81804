package org.flannelgraph.capture;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.Structure;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.flannelgraph.linux.SocketFilter;
import org.pcap4j.core.BpfProgram;
import org.pcap4j.core.BpfProgram.BpfCompileMode;
import org.pcap4j.core.NotOpenException;
import org.pcap4j.core.PcapHandle;
import org.pcap4j.core.PcapNativeException;
import org.pcap4j.core.Pcaps;
import org.pcap4j.packet.namednumber.DataLinkType;

/**
 * libpcap's compiler for capture filters (pcap-filter(7)), as {@code icmp or udp port 8472}.
 *
 * <p>A word on {@code vlan}: on its receiving side the kernel takes a VLAN tag out of a frame
 * before filters see it, and a program compiled here looks for it in the bytes; so {@code vlan}
 * matches frames on their way out only.
 */
final class FilterCompiler {
  private static final int WHOLE_FRAME = 262_144;
  private static final int INSTRUCTION = 8;

  private final String filter;
  private final Map<Integer, SocketFilter> programs = new ConcurrentHashMap<>();

  /**
   * For one filter.
   *
   * @param filter libpcap's words, or empty for all frames
   * @throws InvalidFilterException if they don't compile for Ethernet
   */
  FilterCompiler(String filter) {
    this.filter = filter;
    program(LinkType.ETHERNET);
  }

  /**
   * The program for frames of a kind; nothing if all frames are meant.
   *
   * @param linkType a {@link LinkType} number
   * @throws InvalidFilterException with libpcap's words
   */
  Optional<SocketFilter> program(int linkType) {
    return filter.isEmpty()
        ? Optional.empty()
        : Optional.of(programs.computeIfAbsent(linkType, type -> compile(filter, type)));
  }

  private static SocketFilter compile(String filter, int linkType) {
    try (PcapHandle handle = Pcaps.openDead(DataLinkType.getInstance(linkType), WHOLE_FRAME)) {
      BpfProgram program =
          handle.compileFilter(filter, BpfCompileMode.OPTIMIZE, PcapHandle.PCAP_NETMASK_UNKNOWN);
      try {
        return new SocketFilter(instructions(program));
      } finally {
        program.free();
      }
    } catch (PcapNativeException refused) {
      throw new InvalidFilterException(filter, String.valueOf(refused.getMessage()));
    } catch (NotOpenException impossible) {
      throw new IllegalStateException(impossible);
    } catch (LinkageError missing) {
      throw new InvalidFilterException(
          filter, "libpcap is needed to compile it and can't be loaded; install libpcap0.8");
    }
  }

  /**
   * Reads struct bpf_program: u32 length, pointer to the instructions. pcap4j holds the structure
   * and has no public way to it, since it only ever hands it back to libpcap.
   */
  private static List<SocketFilter.Instruction> instructions(BpfProgram program) {
    Pointer structure;
    try {
      Method holder = BpfProgram.class.getDeclaredMethod("getProgram");
      holder.setAccessible(true);
      structure = ((Structure) holder.invoke(program)).getPointer();
    } catch (ReflectiveOperationException changed) {
      throw new IllegalStateException("pcap4j holds a filter otherwise than 1.8.2 does", changed);
    }
    int length = structure.getInt(0);
    Pointer first = structure.getPointer(Native.POINTER_SIZE);
    List<SocketFilter.Instruction> instructions = new ArrayList<>(length);
    for (long at = 0; at < (long) length * INSTRUCTION; at += INSTRUCTION) {
      instructions.add(
          new SocketFilter.Instruction(
              Short.toUnsignedInt(first.getShort(at)),
              Byte.toUnsignedInt(first.getByte(at + 2)),
              Byte.toUnsignedInt(first.getByte(at + 3)),
              first.getInt(at + 4)));
    }
    return List.copyOf(instructions);
  }
}
