package io.tradebus.benchmarks;

/** A channel and a stream on it. */
record Lane(String channel, int streamId) {
    @Override
    public String toString() {
        return channel + " stream " + streamId;
    }
}
