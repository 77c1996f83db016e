package io.tradebus.core.driver.sender;

import io.tradebus.core.config.DriverConfig;
import io.tradebus.core.config.IdleConfig;
import io.tradebus.core.config.ThreadingConfig;
import io.tradebus.core.config.ThreadingMode;

/**
 * What the sender is told once and for all.
 *
 * @param maxMessagesPerSend most datagrams of one stream in one cycle, where each of them costs a call
 * @param sendToStatusPollRatio cycles in which something is sent for each look at what has arrived
 * @param datagramsPerPoll most datagrams to take from one port at a time
 * @param statusMessageTimeoutNs most nanoseconds between two status messages of a receiver
 * @param connectionTimeoutNs nanoseconds without a status message after which a receiver is gone
 * @param resolutionCheckIntervalNs nanoseconds between two looks for endpoints that hear nothing; 0 for never
 * @param restNs nanoseconds between two looks for messages of streams that have had none for a while; 0 for each cycle
 */
public record SenderSettings(
        int maxMessagesPerSend,
        int sendToStatusPollRatio,
        int datagramsPerPoll,
        long statusMessageTimeoutNs,
        long connectionTimeoutNs,
        long resolutionCheckIntervalNs,
        long restNs) {
    /** Half as long as a sender sleeps that has long had nothing to do. */
    private static final long REST_NS = 500_000;

    public static SenderSettings of(DriverConfig config) {
        return new SenderSettings(
                config.publication().maxMessagesPerSend(),
                config.publication().sendToStatusPollRatio(),
                config.network().socket().senderVectorCapacity(),
                config.timeouts().statusMessageTimeoutNs(),
                config.timeouts().publicationConnectionTimeoutNs(),
                config.network().resolver().reresolutionCheckIntervalNs(),
                sleeps(config.threading()) ? REST_NS : 0);
    }

    /** A sender that never sleeps has nothing better to do with its time than to look for messages. */
    private static boolean sleeps(ThreadingConfig threading) {
        IdleConfig idle = threading.idle();
        ThreadingMode mode = threading.mode();
        if (mode == ThreadingMode.SHARED) {
            return !idle.shared().isSpinning();
        }
        if (mode == ThreadingMode.SHARED_NETWORK) {
            return !idle.sharedNetwork().isSpinning();
        }
        return mode == ThreadingMode.DEDICATED && !idle.sender().isSpinning();
    }
}
