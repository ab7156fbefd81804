package org.flannelgraph.cluster;

import org.flannelgraph.cluster.RawLab.RawCluster;
import org.flannelgraph.cluster.RawLab.RawFlannel;
import org.flannelgraph.cluster.RawLab.Subject;
import org.jspecify.annotations.Nullable;

/** The MTUs of a cluster, which follow from each other: underlay, tunnel, pods. */
final class Mtus {
  private static final int DEFAULT = 1500;

  private final RawLab lab;
  private final Problems problems;
  private final boolean dualStack;
  private final Backend backend;

  Mtus(RawLab lab, Problems problems) {
    this.lab = lab;
    this.problems = problems;
    RawFlannel flannel = lab.flannel();
    dualStack = flannel != null && flannel.dualStack();
    backend = flannel == null ? FlannelReader.DEFAULT_BACKEND : flannel.backend();
  }

  /** The underlay's MTU in bytes; if no others can follow from it, that is told. */
  int underlay() {
    RawCluster cluster = lab.cluster();
    RawFlannel flannel = lab.flannel();
    Located<Integer> said = cluster == null ? null : cluster.underlayMtu();
    int underlay = said == null ? DEFAULT : said.value();
    Located<Integer> tunnel = flannel == null ? null : flannel.mtu();
    if (lab.unread().contains(Subject.CLUSTER) || lab.unread().contains(Subject.FLANNEL)) {
      return underlay;
    }
    if (tunnel != null && tunnel.value() > underlay) {
      problems.error(
          tunnel.position(),
          ("MTU %d is more than that of the nodes' interfaces, %d, which the tunnel's packets have "
                  + "to pass (underlayMtu of a 'kind: Cluster')")
              .formatted(tunnel.value(), underlay));
    } else {
      checkLeast(tunnel == null ? said : tunnel);
      checkPods(backend.mtu(underlay));
    }
    return underlay;
  }

  /** Checks that what the backend leaves of an MTU is enough for IP. */
  private void checkLeast(@Nullable Located<Integer> mtu) {
    int overhead =
        switch (backend) {
          case Backend.HostGw _ -> 0;
          case Backend.Vxlan _ -> dualStack ? Backend.Vxlan.OVERHEAD_IPV6 : Backend.Vxlan.OVERHEAD;
        };
    if (mtu != null && mtu.value() < least() + overhead) {
      problems.error(
          mtu.position(),
          "an MTU of %d leaves the pods too little: %s needs %d bytes and the backend %d, so take %d or more"
              .formatted(
                  mtu.value(), dualStack ? "IPv6" : "IPv4", least(), overhead, least() + overhead));
    }
  }

  private int least() {
    return dualStack ? Backend.LEAST_MTU_IPV6 : Backend.LEAST_MTU;
  }

  private void checkPods(int flannelMtu) {
    Located<Integer> pods = lab.cni() == null ? null : lab.cni().mtu();
    if (pods != null && pods.value() < least()) {
      problems.error(pods.position(), "an interface with IPv6 has an MTU of at least " + least());
    } else if (pods != null && pods.value() > flannelMtu) {
      problems.warn(
          pods.position(),
          "packets of %d bytes don't fit through Flannel's %d to other nodes"
              .formatted(pods.value(), flannelMtu));
    }
  }
}
