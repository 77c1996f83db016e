package io.tradebus.core.driver.protocol;

/** Follows the slowest receiver that carries the tag, and any receiver as long as there is none that does. */
final class TaggedFlowControl extends GroupFlowControl {
    private final long tag;

    TaggedFlowControl(FlowControlSettings settings) {
        super(settings);
        tag = settings.groupTag();
    }

    @Override
    boolean counts(boolean hasGroupTag, long groupTag) {
        return hasGroupTag && groupTag == tag;
    }

    /** An error without the tag does not count, even of a receiver that is listed. */
    @Override
    public void onReceiverError(long receiverId, boolean hasGroupTag, long groupTag, long nowNs) {
        if (counts(hasGroupTag, groupTag)) {
            leave(receiverId);
        }
    }
}
