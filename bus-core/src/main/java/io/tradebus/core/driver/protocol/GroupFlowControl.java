package io.tradebus.core.driver.protocol;

/**
 * Follows the slowest of the receivers that count. Specified in {@code docs/wire-protocol.md#min-and-tagged}.
 *
 * <p>A receiver that joins late begins where the sender is. So when a setup was sent for one, the limit is held for a
 * while: otherwise the sender could run away from it before it has said how far it is.
 */
abstract class GroupFlowControl implements FlowControl {
    private static final long NO_HOLD = Long.MAX_VALUE;

    private final ReceiverList receivers = new ReceiverList(MAX_RECEIVERS);
    private final FlowControlSettings settings;
    private boolean isSetupAwaited;
    private long heldLimit = NO_HOLD;
    private long holdDeadlineNs;
    private long refusedReceivers;

    GroupFlowControl(FlowControlSettings settings) {
        this.settings = settings;
    }

    /** Whether a receiver with this tag counts. */
    abstract boolean counts(boolean hasGroupTag, long groupTag);

    @Override
    public final long onStatusMessage(StatusMessage message, long senderLimit, long nowNs) {
        releaseHoldWhenOver(nowNs);
        boolean isCounted = counts(message.hasGroupTag(), message.groupTag());
        int index = receivers.indexOf(message.receiverId());
        if (isCounted && index != ReceiverList.NONE) {
            receivers.update(index, message, nowNs);
        }
        long min = receivers.minLimit(heldLimit);
        if (isCounted && index == ReceiverList.NONE && isAdmitted(message, min)) {
            min = add(message, min, nowNs);
        }
        if (!hasRequiredReceivers()) {
            return senderLimit;
        }
        return Math.max(senderLimit, receivers.size() == 0 ? message.limit() : min);
    }

    @Override
    public final void onSetupRequest(StatusMessage message, long nowNs) {
        if (counts(message.hasGroupTag(), message.groupTag())) {
            isSetupAwaited = true;
        }
    }

    @Override
    public final void onSetupSent(long senderLimit, long nowNs) {
        if (isSetupAwaited && receivers.size() > 0) {
            heldLimit = senderLimit;
            holdDeadlineNs = nowNs + settings.receiverTimeoutNs();
        }
        isSetupAwaited = false;
    }

    @Override
    public final long onIdle(long senderLimit, long nowNs) {
        releaseHoldWhenOver(nowNs);
        receivers.removeGone(nowNs, settings.receiverTimeoutNs());
        if (receivers.size() == 0 || !hasRequiredReceivers()) {
            return senderLimit;
        }
        return receivers.minLimit(heldLimit);
    }

    @Override
    public final boolean hasRequiredReceivers() {
        return receivers.size() >= settings.groupMinSize();
    }

    @Override
    public final int receiverCount() {
        return receivers.size();
    }

    @Override
    public final long refusedReceivers() {
        return refusedReceivers;
    }

    @Override
    public final void listener(ReceiverListener listener) {
        receivers.listener(listener);
    }

    @Override
    public final int maxRetransmitLength(int termLength) {
        return RetransmitLimit.of(termLength, settings.retransmitWindows());
    }

    final void leave(long receiverId) {
        receivers.leave(receiverId);
    }

    /** One that is more than its window behind the others would never catch up, so it does not hold them up. */
    private boolean isAdmitted(StatusMessage message, long min) {
        return !message.isEndOfStream() && (receivers.size() == 0 || message.limit() >= min - message.windowLength());
    }

    private long add(StatusMessage message, long min, long nowNs) {
        if (receivers.isFull()) {
            refusedReceivers++;
            return min;
        }
        receivers.add(message, nowNs);
        heldLimit = NO_HOLD;
        return Math.min(min, message.limit());
    }

    private void releaseHoldWhenOver(long nowNs) {
        if (heldLimit != NO_HOLD && nowNs - holdDeadlineNs >= 0) {
            heldLimit = NO_HOLD;
        }
    }
}
