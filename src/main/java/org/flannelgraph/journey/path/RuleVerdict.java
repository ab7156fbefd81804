package org.flannelgraph.journey.path;

import org.flannelgraph.journey.Evidence;

/**
 * What a rule of nftables, or a chain's policy, did with a packet that went by.
 *
 * @param evidence the rule
 * @param dropped whether the packet went no further
 * @param device the interface by which the packet came in; for one that the namespace sends, the
 *     one by which it was to go out
 */
public record RuleVerdict(Evidence evidence, boolean dropped, String device) {}
