package io.tradebus.core.runtime;

/**
 * What became of the replies of a listener to one stream.
 *
 * @param sent replies that were published to who asked, or for which room was reserved
 * @param gone replies that could not be delivered, because who asked is gone or never waited for one
 */
public record ReplyCounts(long sent, long gone) {
    /** Of a stream that is not one of requests. */
    public static final ReplyCounts NONE = new ReplyCounts(0, 0);
}
