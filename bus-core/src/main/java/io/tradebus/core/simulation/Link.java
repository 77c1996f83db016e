package io.tradebus.core.simulation;

/**
 * The way from one node to another.
 *
 * @param from name of the node that sends
 * @param to name of the node that receives, which may be the same
 */
public record Link(String from, String to) {}
