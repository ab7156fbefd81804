package org.flannelgraph.scene;

/**
 * Many packets that go the same way.
 *
 * @param track the way, as one of them went it
 * @param rate in packets a second
 * @param words the rate, for people
 */
public record Stream(Track track, double rate, String words) {}
