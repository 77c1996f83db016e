package io.tradebus.core.driver.protocol;

/**
 * Decides how far a sender may go, from what its receivers say. Specified in {@code docs/wire-protocol.md#flow-control}.
 *
 * <p>Belongs to one publication and its sender. Limits are positions; a method that takes the limit so far returns the
 * new one, which is the same when nothing changes.
 */
public interface FlowControl {
    /** Most receivers that are listed. Others are not heeded, so that nobody can fill the memory of a sender. */
    int MAX_RECEIVERS = 4096;

    /** Takes a status message that is no request for a setup and whose position is plausible; returns the new limit. */
    long onStatusMessage(StatusMessage message, long senderLimit, long nowNs);

    /** Takes a status message that asks for a setup. */
    void onSetupRequest(StatusMessage message, long nowNs);

    /** Is told that a setup was sent. */
    void onSetupSent(long senderLimit, long nowNs);

    /**
     * Takes the error that a receiver sent: it refuses the stream.
     *
     * @param groupTag means nothing without {@code hasGroupTag}
     */
    void onReceiverError(long receiverId, boolean hasGroupTag, long groupTag, long nowNs);

    /** Is called in each cycle in which no new data was sent; returns the new limit, which may be lower. */
    long onIdle(long senderLimit, long nowNs);

    /** Whether those receivers are there without which the publication does not count as connected. */
    boolean hasRequiredReceivers();

    /** Receivers that hold the sender up; 0 where they are not listed. */
    int receiverCount();

    /** Status messages of receivers that were not listed because there were {@link #MAX_RECEIVERS} already. */
    long refusedReceivers();

    /** Who is told when another receiver is listed, or one of them no longer. Nobody is told where none are listed. */
    default void listener(ReceiverListener listener) {}

    /** Most bytes that are sent again for one request. */
    int maxRetransmitLength(int termLength);
}
