package io.tradebus.core.client.response;

/**
 * How long a requester waits before it opens its channels anew.
 *
 * @param graceNs nanoseconds from the loss of the responder, in which a driver that follows responders may find it again;
 *     above the status message timeout of drivers
 * @param silenceNs nanoseconds in which a responder that takes requests may begin to answer; doubled each time
 * @param retryNs nanoseconds until what a driver has refused is asked for again
 */
public record RequestTimeouts(long graceNs, long silenceNs, long retryNs) {
    /** 300 ms, 5 s and 100 ms. */
    public static final RequestTimeouts DEFAULT = new RequestTimeouts(300_000_000L, 5_000_000_000L, 100_000_000L);

    public RequestTimeouts {
        if (graceNs < 0 || silenceNs <= 0 || retryNs < 0) {
            throw new IllegalArgumentException("timeouts must not be negative, and silenceNs not 0: graceNs=" + graceNs
                    + " silenceNs=" + silenceNs + " retryNs=" + retryNs);
        }
    }
}
