package io.tradebus.core.driver.receiver;

import io.tradebus.core.driver.exchange.InboundLog;
import io.tradebus.core.driver.protocol.GapHandler;
import io.tradebus.core.format.log.Positions;
import io.tradebus.core.format.log.TermFiller;

/**
 * Closes the gaps of one image: asks the sender for what is missing, or fills the place where nobody waits for it. See
 * {@code docs/wire-protocol.md#emitting-a-nak}.
 */
final class GapRepair implements GapHandler {
    private final ReceiverTools tools;
    private final InboundLog log;
    private final ImageFrames frames;
    private final boolean isReliable;
    private final FrameBounds bounds;
    private final LossRecord losses;
    private final int initialTermId;
    private final int bitsToShift;

    GapRepair(ReceiverTools tools, InboundLog log, ImageFrames frames, FrameBounds bounds, boolean isReliable) {
        this.tools = tools;
        this.log = log;
        this.frames = frames;
        this.bounds = bounds;
        this.isReliable = isReliable;
        initialTermId = log.description().start().initialTermId();
        bitsToShift = Positions.bitsToShift(log.description().shape().termLength());
        losses = new LossRecord(tools.context().lossReport(), tools.clock(), log);
    }

    @Override
    public void onGap(int termId, int termOffset, int length) {
        long position = Positions.position(termId, termOffset, bitsToShift, initialTermId);
        losses.onGap(position, length);
        if (!isReliable) {
            fill(position, termId, termOffset, length);
        } else if (frames.sendNak(tools.clock().nowNs(), termId, termOffset, length)) {
            log.naksSent().incrementRelease();
            tools.counters().naksSent().incrementRelease();
            tools.context().events().onNakSent(log, termId, termOffset, length);
        }
    }

    private void fill(long position, int termId, int termOffset, int length) {
        boolean isFilled = TermFiller.fillGap(
                log.file().term(Positions.partitionIndex(position, bitsToShift)),
                termId,
                log.sessionId(),
                log.streamId(),
                termOffset,
                length);
        if (isFilled) {
            bounds.add(position, length);
            tools.counters().gapFills().incrementRelease();
        }
    }
}
