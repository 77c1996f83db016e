package io.tradebus.core.driver.sender;

import io.tradebus.core.config.FlowConfig;
import io.tradebus.core.driver.protocol.FlowControl;
import io.tradebus.core.driver.protocol.FlowControlSettings;
import io.tradebus.core.driver.protocol.FlowControls;
import io.tradebus.core.driver.protocol.StatusMessage;

/** The flow control of a unicast channel, which throws when it is told to. */
final class FailingFlowControl implements FlowControl {
    final IllegalStateException failure = new IllegalStateException("flow control is broken");
    boolean failsOnStatusMessage;
    boolean failsOnIdle;
    int looks;
    private final FlowControl whole = FlowControls.create(FlowControlSettings.of(FlowConfig.DEFAULT, null, false));

    @Override
    public long onStatusMessage(StatusMessage message, long senderLimit, long nowNs) {
        if (failsOnStatusMessage) {
            throw failure;
        }
        return whole.onStatusMessage(message, senderLimit, nowNs);
    }

    @Override
    public void onSetupRequest(StatusMessage message, long nowNs) {
        whole.onSetupRequest(message, nowNs);
    }

    @Override
    public void onSetupSent(long senderLimit, long nowNs) {
        whole.onSetupSent(senderLimit, nowNs);
    }

    @Override
    public void onReceiverError(long receiverId, boolean hasGroupTag, long groupTag, long nowNs) {
        whole.onReceiverError(receiverId, hasGroupTag, groupTag, nowNs);
    }

    @Override
    public long onIdle(long senderLimit, long nowNs) {
        looks++;
        if (failsOnIdle) {
            throw failure;
        }
        return whole.onIdle(senderLimit, nowNs);
    }

    @Override
    public boolean hasRequiredReceivers() {
        return whole.hasRequiredReceivers();
    }

    @Override
    public int receiverCount() {
        return whole.receiverCount();
    }

    @Override
    public long refusedReceivers() {
        return whole.refusedReceivers();
    }

    @Override
    public int maxRetransmitLength(int termLength) {
        return whole.maxRetransmitLength(termLength);
    }
}
