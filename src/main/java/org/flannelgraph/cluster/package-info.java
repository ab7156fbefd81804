/**
 * What a lab wants, as plain values: nodes, pods, containers, networks, subnets and leases.
 *
 * <p>A lab is a folder with a {@code cluster.yaml}, written in Kubernetes' own words: {@code Node},
 * {@code Pod} and the {@code ConfigMap} that Flannel reads, plus one kind of ours, {@code Cluster},
 * for what Kubernetes has no word for. {@link org.flannelgraph.cluster.ClusterFile} reads it in
 * three steps, each with types of its own, so that none is ever half filled in:
 *
 * <ol>
 *   <li><b>text to tree</b>: {@code SourceText} takes in the bytes (a limit on size comes first),
 *       {@code YamlTree} and {@code JsonTree} make a {@code Value} of them. A value knows the line
 *       and column that it was written at, also inside the JSON that a ConfigMap holds ({@code
 *       ScalarOrigin}).
 *   <li><b>tree to raw</b>: {@code LabReader} sorts the documents by kind for {@code NodeReader},
 *       {@code PodReader}, {@code FlannelReader} and {@code CniReader}. They know the fields, from
 *       the tables in {@code Kubernetes}, {@code Kinds} and {@code Flannel}; they check names and
 *       types and give a {@code RawLab}: what the file says, with positions, and nothing that it
 *       does not say.
 *   <li><b>raw to resolved</b>: {@code Resolver} fills in what the file leaves open, the way the
 *       real programs would (Flannel for subnets in {@code NodeSubnets}, host-local for pod
 *       addresses in {@code HostLocal}), and checks what can only be checked across documents. The
 *       result is a {@link org.flannelgraph.cluster.Cluster}.
 * </ol>
 *
 * <p>No step stops at the first mistake: all write into one list of {@link
 * org.flannelgraph.cluster.Problem}s, and the reader gets them together, in the order of the file.
 *
 * <p>Nothing here touches the kernel, and apart from reading that one file nothing does I/O. How a
 * cluster is wired is the business of room {@code plugin}.
 */
@NullMarked
package org.flannelgraph.cluster;

import org.jspecify.annotations.NullMarked;
