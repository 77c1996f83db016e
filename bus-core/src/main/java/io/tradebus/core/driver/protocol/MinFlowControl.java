package io.tradebus.core.driver.protocol;

/** Follows the slowest of all receivers. */
final class MinFlowControl extends GroupFlowControl {
    MinFlowControl(FlowControlSettings settings) {
        super(settings);
    }

    @Override
    boolean counts(boolean hasGroupTag, long groupTag) {
        return true;
    }

    @Override
    public void onReceiverError(long receiverId, boolean hasGroupTag, long groupTag, long nowNs) {
        leave(receiverId);
    }
}
