package io.tradebus.benchmarks;

/** A channel and a stream on it. */
record Lane(String channel, int streamId) {}
