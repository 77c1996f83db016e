package io.tradebus.core.driver.receiver;

import io.tradebus.core.config.DriverConfig;

/**
 * What the receiver is told once and for all.
 *
 * @param datagramsPerPoll most datagrams to take from one port in one cycle
 * @param statusMessageTimeoutNs most nanoseconds between two status messages of an image
 * @param imageLivenessTimeoutNs nanoseconds without a datagram after which an image ends
 * @param resolutionCheckIntervalNs nanoseconds between two looks for endpoints that hear nothing; 0 for never
 */
public record ReceiverSettings(
        int datagramsPerPoll,
        long statusMessageTimeoutNs,
        long imageLivenessTimeoutNs,
        long resolutionCheckIntervalNs) {
    public static ReceiverSettings of(DriverConfig config) {
        return new ReceiverSettings(
                config.network().socket().receiverVectorCapacity(),
                config.timeouts().statusMessageTimeoutNs(),
                config.timeouts().imageLivenessTimeoutNs(),
                config.network().resolver().reresolutionCheckIntervalNs());
    }
}
