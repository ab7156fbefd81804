package org.flannelgraph.linux.route;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.flannelgraph.linux.netlink.Attribute;
import org.flannelgraph.linux.netlink.AttributeTable;
import org.flannelgraph.linux.netlink.Format;
import org.flannelgraph.linux.netlink.Reply;
import org.flannelgraph.linux.netlink.Structure;

/**
 * What a link has counted since it was made, and nothing else of it: a tenth of the bytes of the
 * link itself (Linux 4.7, linux/if_link.h).
 *
 * @param index the link's ifindex
 * @param counters struct rtnl_link_stats64, in its order
 */
public record LinkStatistics(int index, List<Long> counters) {
  public static final int RTM_NEWSTATS = 92;
  public static final int RTM_GETSTATS = 94;

  static final Attribute<List<Long>> IFLA_STATS_LINK_64 =
      new Attribute<>(1, "IFLA_STATS_LINK_64", Format.U64_ARRAY);

  private static final AttributeTable TABLE = AttributeTable.of(IFLA_STATS_LINK_64);

  public LinkStatistics {
    counters = List.copyOf(counters);
  }

  /** Reads RTM_NEWSTATS. */
  public static LinkStatistics of(Reply reply) {
    ByteBuffer body = reply.body().duplicate().order(ByteOrder.nativeOrder());
    int index = body.getInt(Integer.BYTES);
    return new LinkStatistics(
        index, TABLE.decode(body.position(Header.LENGTH)).get(IFLA_STATS_LINK_64, List.of()));
  }

  /** A count; 0 if this kernel is too old to have it. */
  public long count(Link.Counter counter) {
    return counter.ordinal() < counters.size() ? counters.get(counter.ordinal()) : 0;
  }

  /**
   * struct if_stats_msg: u8 family, u8 and u16 pad, u32 index, u32 filter mask.
   *
   * @param index the link, or 0 for all in a dump
   * @param filter a bit for each attribute that is wanted: 1 for IFLA_STATS_LINK_64
   */
  record Header(int index, int filter) implements Structure {
    static final int LENGTH = 12;

    @Override
    public void encode(ByteBuffer out) {
      out.putInt(0).putInt(index).putInt(filter);
    }
  }
}
