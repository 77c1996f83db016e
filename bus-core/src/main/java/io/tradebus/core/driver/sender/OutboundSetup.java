package io.tradebus.core.driver.sender;

import io.tradebus.core.driver.exchange.OutboundStreamSetup;
import io.tradebus.core.format.frame.SetupFrame;
import io.tradebus.core.format.log.LogDescription;
import io.tradebus.core.idle.Outlook;

/**
 * Offers a stream to receivers. See {@code docs/wire-protocol.md#when-setup-is-sent}: until the first one has answered,
 * and again when one asks for it.
 */
final class OutboundSetup {
    private static final long INTERVAL_NS = 100_000_000;

    private final FrameBuffer frame = new FrameBuffer(SetupFrame.LENGTH);
    private final OutboundTerms terms;
    private final StreamOutlet outlet;
    private boolean isElicited;
    private long dueNs;

    OutboundSetup(OutboundStreamSetup setup, OutboundTerms terms, StreamOutlet outlet, long nowNs) {
        this.terms = terms;
        this.outlet = outlet;
        dueNs = nowNs;
        OutboundStreamSetup.Traits traits = setup.traits();
        LogDescription log = setup.log().description();
        SetupFrame.write(frame.buffer(), 0, traits.setupFlags(), log.sessionId(), log.streamId(), traits.setupTtl());
        SetupFrame.writeGeometry(
                frame.buffer(),
                0,
                log.start().initialTermId(),
                log.shape().termLength(),
                log.shape().mtuLength());
    }

    /** A receiver asks for the frame. It gets it with the next one that is due, not at once. */
    void elicit() {
        isElicited = true;
    }

    /** @param wasConnected whether a receiver has ever answered */
    boolean isDue(boolean wasConnected, long nowNs) {
        return (isElicited || !wasConnected) && nowNs - dueNs >= 0 && outlet.isOpen();
    }

    /** Nanoseconds until the next one is due, or {@link Long#MAX_VALUE} if none will be as long as nobody asks. */
    long untilDueNs(boolean wasConnected, long nowNs) {
        return isElicited || !wasConnected ? Outlook.until(dueNs, nowNs) : Long.MAX_VALUE;
    }

    /** The time from which one may be due again. */
    long dueNs() {
        return dueNs;
    }

    /**
     * Sends the frame.
     *
     * @param position where the sender stands
     * @param hasReceivers whether one is live; before that the frame is sent again and again
     * @return whether the port took it
     */
    boolean send(long position, boolean hasReceivers, long nowNs) {
        // A port that takes nothing is not asked in each cycle.
        dueNs = nowNs + INTERVAL_NS;
        SetupFrame.writePosition(frame.buffer(), 0, terms.termId(position), terms.termOffset(position));
        if (!outlet.send(frame)) {
            return false;
        }
        outlet.evidence().setupsSent().incrementRelease();
        if (hasReceivers) {
            isElicited = false;
        }
        return true;
    }
}
