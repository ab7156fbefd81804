package org.flannelgraph.packet;

import org.jspecify.annotations.Nullable;

/**
 * VXLAN (RFC 7348), with the group policy extension (draft-smith-vxlan-group-policy).
 *
 * <pre>
 *  0       1        2               4     7
 *  | flags | flags  | group policy | VNI | reserved |
 * </pre>
 */
public final class Vxlan {
  static final int LENGTH = 8;

  static final Header HEADER =
      Header.of(
              "vxlan",
              "vxlan",
              "VXLAN",
              Vxlan::dissect,
              Field.hex("flags", "vxlan.flags", 0, 2),
              Field.flag("groupPolicyFlag", "vxlan.flag_g", 0),
              Field.flag("vniFlag", "vxlan.flag_i", 4),
              Field.flag("dontLearnFlag", "vxlan.flag_d", 9),
              Field.flag("policyAppliedFlag", "vxlan.flag_a", 12),
              Field.decimal("groupPolicyId", "vxlan.gbp", 2, 2),
              Field.decimal("vni", "vxlan.vni", 4, 3))
          .summary((d, layer) -> "VXLAN VNI " + vni(d.bytes(), d.index(layer)));

  private Vxlan() {}

  static @Nullable Protocol dissect(Cursor c) {
    if (!c.open(Protocol.VXLAN, LENGTH)) {
      return null;
    }
    c.pass();
    c.enterTunnel();
    return Protocol.ETHERNET;
  }

  /** The VXLAN network identifier, 24 bits. */
  public static int vni(byte[] bytes, int index) {
    return Bytes.i32(bytes, index + 4) >>> 8;
  }

  /** Whether the header says that it has a VNI, as all must. */
  public static boolean hasVni(byte[] bytes, int index) {
    return (bytes[index] & 0x08) != 0;
  }

  /** Whether the group policy extension is used. */
  public static boolean hasGroupPolicy(byte[] bytes, int index) {
    return (bytes[index] & 0x80) != 0;
  }

  /** The group policy ID, 16 bits. */
  public static int groupPolicyId(byte[] bytes, int index) {
    return Bytes.u16(bytes, index + 2);
  }
}
