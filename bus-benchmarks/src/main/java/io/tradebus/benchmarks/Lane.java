package io.tradebus.benchmarks;

/** A channel and a stream on it. */
record Lane(String channel, int streamId) {
    /** A stream of the same channel. */
    Lane plus(int streams) {
        return new Lane(channel, streamId + streams);
    }

    @Override
    public String toString() {
        return channel + " stream " + streamId;
    }
}
