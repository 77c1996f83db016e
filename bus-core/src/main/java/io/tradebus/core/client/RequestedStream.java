package io.tradebus.core.client;

/** The channel and the stream that the application asked for. */
record RequestedStream(String channel, int streamId) {
    /** For requests that are not about a stream. */
    static final RequestedStream NONE = new RequestedStream("", 0);
}
