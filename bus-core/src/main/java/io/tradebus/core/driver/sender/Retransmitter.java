package io.tradebus.core.driver.sender;

import io.tradebus.core.driver.protocol.Resender;
import io.tradebus.core.driver.protocol.RetransmitSchedule;
import io.tradebus.core.format.log.DatagramScanner;

/**
 * Sends once more what a receiver has lost. See {@code docs/wire-protocol.md#sending-again}. Flow control does not matter
 * here, since the receiver took it before.
 */
final class Retransmitter implements Resender {
    private final OutboundTerms terms;
    private final OutboundProgress progress;
    private final StreamOutlet outlet;
    private final int maxDatagrams;
    private final SenderCounters counters;

    /** @param maxDatagrams most of them in one call of a port that does not take many for the price of one */
    Retransmitter(
            OutboundTerms terms,
            OutboundProgress progress,
            StreamOutlet outlet,
            int maxDatagrams,
            SenderCounters counters) {
        this.terms = terms;
        this.progress = progress;
        this.outlet = outlet;
        this.maxDatagrams = maxDatagrams;
        this.counters = counters;
    }

    /** Sends nothing either if no frame begins there: what is asked for comes from the network. */
    @Override
    public void resend(int termId, int termOffset, int length) {
        long position = terms.position(termId, termOffset);
        if (!RetransmitSchedule.isInReach(position, progress.position(), terms.termLength())
                || !terms.isFrameStart(position)) {
            return;
        }
        long end = Math.min(position + length, progress.position());
        int perCall = Math.max(maxDatagrams, outlet.datagramsPerCall(terms.mtuLength()));
        while (position < end) {
            long run = terms.scan(position, end - position, perCall);
            int runLength = DatagramScanner.length(run);
            int sent = runLength == 0 ? 0 : send(position, run);
            if (sent == 0 || sent < runLength) {
                break;
            }
            position += runLength + DatagramScanner.padding(run);
        }
    }

    private int send(long position, long run) {
        int segmentLength = DatagramScanner.segmentLength(run);
        int sent = outlet.send(terms.prepare(position, run), segmentLength);
        counters.retransmitsSent().getAndAddRelease((sent + segmentLength - 1) / segmentLength);
        counters.retransmittedBytes().getAndAddRelease(sent);
        return sent;
    }
}
