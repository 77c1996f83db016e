package io.tradebus.core.driver.sender;

import io.tradebus.core.config.DriverConfig;

/**
 * What the sender is told once and for all.
 *
 * @param maxMessagesPerSend most datagrams of one stream in one cycle, where each of them costs a call
 * @param sendToStatusPollRatio cycles in which something is sent for each look at what has arrived
 * @param datagramsPerPoll most datagrams to take from one port at a time
 * @param statusMessageTimeoutNs most nanoseconds between two status messages of a receiver
 * @param connectionTimeoutNs nanoseconds without a status message after which a receiver is gone
 * @param resolutionCheckIntervalNs nanoseconds between two looks for endpoints that hear nothing; 0 for never
 * @param cycleThresholdNs nanoseconds above which a cycle counts as slow
 */
public record SenderSettings(
        int maxMessagesPerSend,
        int sendToStatusPollRatio,
        int datagramsPerPoll,
        long statusMessageTimeoutNs,
        long connectionTimeoutNs,
        long resolutionCheckIntervalNs,
        long cycleThresholdNs) {
    public static SenderSettings of(DriverConfig config) {
        return new SenderSettings(
                config.publication().maxMessagesPerSend(),
                config.publication().sendToStatusPollRatio(),
                config.network().socket().senderVectorCapacity(),
                config.timeouts().statusMessageTimeoutNs(),
                config.timeouts().publicationConnectionTimeoutNs(),
                config.network().resolver().reresolutionCheckIntervalNs(),
                config.threading().cycleThresholds().senderNs());
    }
}
