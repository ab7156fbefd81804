package org.flannelgraph.sandbox;

/**
 * How a request ended.
 *
 * @param code the exit code
 * @param error what to tell the user, or empty
 */
public record Reply(int code, String error) {}
