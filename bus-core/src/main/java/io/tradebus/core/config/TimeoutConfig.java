package io.tradebus.core.config;

/**
 * How long the driver waits, and for what.
 *
 * @param driverTimeoutMs milliseconds after which the heartbeat of another driver counts as dead
 * @param timerIntervalNs nanoseconds between two passes over everything that can time out
 * @param clientLivenessTimeoutNs nanoseconds of silence after which a client is dead; longer than the timer interval
 * @param imageLivenessTimeoutNs nanoseconds without a packet after which an image ends
 * @param publicationUnblockTimeoutNs nanoseconds after which a claim that was never committed is skipped; longer than
 *     the client liveness timeout
 * @param publicationConnectionTimeoutNs nanoseconds without a status message after which a receiver is gone
 * @param publicationLingerTimeoutNs nanoseconds a drained network publication stays, to answer late requests
 * @param statusMessageTimeoutNs most nanoseconds between two status messages
 */
public record TimeoutConfig(
        long driverTimeoutMs,
        long timerIntervalNs,
        long clientLivenessTimeoutNs,
        long imageLivenessTimeoutNs,
        long publicationUnblockTimeoutNs,
        long publicationConnectionTimeoutNs,
        long publicationLingerTimeoutNs,
        long statusMessageTimeoutNs) {
    /** What holds when nothing is set. */
    public static final TimeoutConfig DEFAULT = new TimeoutConfig(
            10_000L,
            1_000_000_000L,
            10_000_000_000L,
            10_000_000_000L,
            15_000_000_000L,
            5_000_000_000L,
            5_000_000_000L,
            200_000_000L);

    public TimeoutConfig {
        Require.atLeast("driverTimeoutMs", driverTimeoutMs, 1L);
        Require.atLeast("timerIntervalNs", timerIntervalNs, 1L);
        Require.atLeast("clientLivenessTimeoutNs", clientLivenessTimeoutNs, 1L);
        Require.atLeast("imageLivenessTimeoutNs", imageLivenessTimeoutNs, 1L);
        Require.atLeast("publicationUnblockTimeoutNs", publicationUnblockTimeoutNs, 1L);
        Require.atLeast("publicationConnectionTimeoutNs", publicationConnectionTimeoutNs, 1L);
        Require.atLeast("publicationLingerTimeoutNs", publicationLingerTimeoutNs, 0L);
        Require.atLeast("statusMessageTimeoutNs", statusMessageTimeoutNs, 1L);
    }

    public TimeoutConfig withDriverTimeoutMs(long driverTimeoutMs) {
        return new TimeoutConfig(
                driverTimeoutMs,
                timerIntervalNs,
                clientLivenessTimeoutNs,
                imageLivenessTimeoutNs,
                publicationUnblockTimeoutNs,
                publicationConnectionTimeoutNs,
                publicationLingerTimeoutNs,
                statusMessageTimeoutNs);
    }

    public TimeoutConfig withTimerIntervalNs(long timerIntervalNs) {
        return new TimeoutConfig(
                driverTimeoutMs,
                timerIntervalNs,
                clientLivenessTimeoutNs,
                imageLivenessTimeoutNs,
                publicationUnblockTimeoutNs,
                publicationConnectionTimeoutNs,
                publicationLingerTimeoutNs,
                statusMessageTimeoutNs);
    }

    public TimeoutConfig withClientLivenessTimeoutNs(long clientLivenessTimeoutNs) {
        return new TimeoutConfig(
                driverTimeoutMs,
                timerIntervalNs,
                clientLivenessTimeoutNs,
                imageLivenessTimeoutNs,
                publicationUnblockTimeoutNs,
                publicationConnectionTimeoutNs,
                publicationLingerTimeoutNs,
                statusMessageTimeoutNs);
    }

    public TimeoutConfig withImageLivenessTimeoutNs(long imageLivenessTimeoutNs) {
        return new TimeoutConfig(
                driverTimeoutMs,
                timerIntervalNs,
                clientLivenessTimeoutNs,
                imageLivenessTimeoutNs,
                publicationUnblockTimeoutNs,
                publicationConnectionTimeoutNs,
                publicationLingerTimeoutNs,
                statusMessageTimeoutNs);
    }

    public TimeoutConfig withPublicationUnblockTimeoutNs(long publicationUnblockTimeoutNs) {
        return new TimeoutConfig(
                driverTimeoutMs,
                timerIntervalNs,
                clientLivenessTimeoutNs,
                imageLivenessTimeoutNs,
                publicationUnblockTimeoutNs,
                publicationConnectionTimeoutNs,
                publicationLingerTimeoutNs,
                statusMessageTimeoutNs);
    }

    public TimeoutConfig withPublicationConnectionTimeoutNs(long publicationConnectionTimeoutNs) {
        return new TimeoutConfig(
                driverTimeoutMs,
                timerIntervalNs,
                clientLivenessTimeoutNs,
                imageLivenessTimeoutNs,
                publicationUnblockTimeoutNs,
                publicationConnectionTimeoutNs,
                publicationLingerTimeoutNs,
                statusMessageTimeoutNs);
    }

    public TimeoutConfig withPublicationLingerTimeoutNs(long publicationLingerTimeoutNs) {
        return new TimeoutConfig(
                driverTimeoutMs,
                timerIntervalNs,
                clientLivenessTimeoutNs,
                imageLivenessTimeoutNs,
                publicationUnblockTimeoutNs,
                publicationConnectionTimeoutNs,
                publicationLingerTimeoutNs,
                statusMessageTimeoutNs);
    }

    public TimeoutConfig withStatusMessageTimeoutNs(long statusMessageTimeoutNs) {
        return new TimeoutConfig(
                driverTimeoutMs,
                timerIntervalNs,
                clientLivenessTimeoutNs,
                imageLivenessTimeoutNs,
                publicationUnblockTimeoutNs,
                publicationConnectionTimeoutNs,
                publicationLingerTimeoutNs,
                statusMessageTimeoutNs);
    }
}
