package org.flannelgraph.cluster;

/**
 * A container of a pod. No image is ever pulled: its name only chooses the workload.
 *
 * @param name unique in its pod
 * @param image as written, empty if the file names none
 * @param workload what it does
 */
public record Container(String name, String image, Workload workload) {}
