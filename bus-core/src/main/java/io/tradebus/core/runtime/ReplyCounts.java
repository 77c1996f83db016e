package io.tradebus.core.runtime;

import org.jspecify.annotations.Nullable;

/**
 * What became of the replies of a listener to one stream.
 *
 * @param sent replies that were published to who asked, or for which room was reserved
 * @param gone replies that could not be delivered, because who asked is gone or never waited for one
 * @param refused times that the driver refused what replies are published by
 * @param lastRefusal why it did, the last time; null if it never did
 */
public record ReplyCounts(
        long sent, long gone, long refused, @Nullable String lastRefusal) {
    /** Of a stream that is not one of requests. */
    public static final ReplyCounts NONE = new ReplyCounts(0, 0, 0, null);

    /** Both together, and the later refusal, which is that of the other. */
    public ReplyCounts plus(ReplyCounts later) {
        return new ReplyCounts(
                sent + later.sent,
                gone + later.gone,
                refused + later.refused,
                later.lastRefusal == null ? lastRefusal : later.lastRefusal);
    }
}
