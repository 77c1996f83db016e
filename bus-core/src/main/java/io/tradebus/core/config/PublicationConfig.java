package io.tradebus.core.config;

/**
 * What publications do when their channel does not say otherwise.
 *
 * @param reservedSessionIdLow first session id that is never chosen automatically
 * @param reservedSessionIdHigh last session id that is never chosen automatically; not below the first
 * @param spiesSimulateConnection whether a spy counts as a receiver
 * @param maxResend retransmissions that run at the same time, from 1 to 256
 * @param retransmitUnicastDelayNs nanoseconds from a request to its retransmission
 * @param retransmitUnicastLingerNs nanoseconds during which requests for the same range are ignored
 * @param sendToStatusPollRatio sends for each look at the control messages, at least 1
 * @param maxMessagesPerSend datagrams of one publication in one cycle of the sender, from 1 to 16
 */
public record PublicationConfig(
        int reservedSessionIdLow,
        int reservedSessionIdHigh,
        boolean spiesSimulateConnection,
        int maxResend,
        long retransmitUnicastDelayNs,
        long retransmitUnicastLingerNs,
        int sendToStatusPollRatio,
        int maxMessagesPerSend) {
    /** What holds when nothing is set. */
    public static final PublicationConfig DEFAULT = new PublicationConfig(-1, 1000, false, 16, 0L, 10_000_000L, 6, 4);

    public PublicationConfig {
        Require.inRange("maxResend", maxResend, 1, 256);
        Require.atLeast("retransmitUnicastDelayNs", retransmitUnicastDelayNs, 0L);
        Require.atLeast("retransmitUnicastLingerNs", retransmitUnicastLingerNs, 0L);
        Require.atLeast("sendToStatusPollRatio", sendToStatusPollRatio, 1);
        Require.inRange("maxMessagesPerSend", maxMessagesPerSend, 1, 16);
    }

    public PublicationConfig withReservedSessionIdLow(int reservedSessionIdLow) {
        return new PublicationConfig(
                reservedSessionIdLow,
                reservedSessionIdHigh,
                spiesSimulateConnection,
                maxResend,
                retransmitUnicastDelayNs,
                retransmitUnicastLingerNs,
                sendToStatusPollRatio,
                maxMessagesPerSend);
    }

    public PublicationConfig withReservedSessionIdHigh(int reservedSessionIdHigh) {
        return new PublicationConfig(
                reservedSessionIdLow,
                reservedSessionIdHigh,
                spiesSimulateConnection,
                maxResend,
                retransmitUnicastDelayNs,
                retransmitUnicastLingerNs,
                sendToStatusPollRatio,
                maxMessagesPerSend);
    }

    public PublicationConfig withSpiesSimulateConnection(boolean spiesSimulateConnection) {
        return new PublicationConfig(
                reservedSessionIdLow,
                reservedSessionIdHigh,
                spiesSimulateConnection,
                maxResend,
                retransmitUnicastDelayNs,
                retransmitUnicastLingerNs,
                sendToStatusPollRatio,
                maxMessagesPerSend);
    }

    public PublicationConfig withMaxResend(int maxResend) {
        return new PublicationConfig(
                reservedSessionIdLow,
                reservedSessionIdHigh,
                spiesSimulateConnection,
                maxResend,
                retransmitUnicastDelayNs,
                retransmitUnicastLingerNs,
                sendToStatusPollRatio,
                maxMessagesPerSend);
    }

    public PublicationConfig withRetransmitUnicastDelayNs(long retransmitUnicastDelayNs) {
        return new PublicationConfig(
                reservedSessionIdLow,
                reservedSessionIdHigh,
                spiesSimulateConnection,
                maxResend,
                retransmitUnicastDelayNs,
                retransmitUnicastLingerNs,
                sendToStatusPollRatio,
                maxMessagesPerSend);
    }

    public PublicationConfig withRetransmitUnicastLingerNs(long retransmitUnicastLingerNs) {
        return new PublicationConfig(
                reservedSessionIdLow,
                reservedSessionIdHigh,
                spiesSimulateConnection,
                maxResend,
                retransmitUnicastDelayNs,
                retransmitUnicastLingerNs,
                sendToStatusPollRatio,
                maxMessagesPerSend);
    }

    public PublicationConfig withSendToStatusPollRatio(int sendToStatusPollRatio) {
        return new PublicationConfig(
                reservedSessionIdLow,
                reservedSessionIdHigh,
                spiesSimulateConnection,
                maxResend,
                retransmitUnicastDelayNs,
                retransmitUnicastLingerNs,
                sendToStatusPollRatio,
                maxMessagesPerSend);
    }

    public PublicationConfig withMaxMessagesPerSend(int maxMessagesPerSend) {
        return new PublicationConfig(
                reservedSessionIdLow,
                reservedSessionIdHigh,
                spiesSimulateConnection,
                maxResend,
                retransmitUnicastDelayNs,
                retransmitUnicastLingerNs,
                sendToStatusPollRatio,
                maxMessagesPerSend);
    }
}
