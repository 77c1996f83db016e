package io.tradebus.core.driver.protocol;

/**
 * Follows the fastest receiver, or the only one: the limit only grows, and slower receivers may lose data. Specified in
 * {@code docs/wire-protocol.md#unicast-and-max}.
 */
final class MaxFlowControl implements FlowControl {
    private final int retransmitWindows;

    MaxFlowControl(FlowControlSettings settings) {
        retransmitWindows = settings.retransmitWindows();
    }

    @Override
    public long onStatusMessage(StatusMessage message, long senderLimit, long nowNs) {
        return Math.max(senderLimit, message.limit());
    }

    @Override
    public void onSetupRequest(StatusMessage message, long nowNs) {}

    @Override
    public void onSetupSent(long senderLimit, long nowNs) {}

    @Override
    public void onReceiverError(long receiverId, boolean hasGroupTag, long groupTag, long nowNs) {}

    @Override
    public long onIdle(long senderLimit, long nowNs) {
        return senderLimit;
    }

    @Override
    public boolean hasRequiredReceivers() {
        return true;
    }

    @Override
    public int receiverCount() {
        return 0;
    }

    @Override
    public long refusedReceivers() {
        return 0;
    }

    @Override
    public int maxRetransmitLength(int termLength) {
        return RetransmitLimit.of(termLength, retransmitWindows);
    }
}
