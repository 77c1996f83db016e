package io.tradebus.core.driver.sender;

import io.tradebus.core.driver.exchange.OutboundLog;
import io.tradebus.core.format.log.DatagramScanner;
import org.agrona.concurrent.status.AtomicCounter;

/** Sends what publishers have appended, as far as receivers take it. See {@code docs/wire-protocol.md#packing-a-datagram}. */
final class DataSender {
    private final OutboundTerms terms;
    private final OutboundProgress progress;
    private final StreamOutlet outlet;
    private final SendBudget budget;
    private final Round round = new Round();
    private final AtomicCounter backPressureEvents;
    private final AtomicCounter flowControlLimits;
    private boolean isStalled;

    DataSender(
            OutboundLog log,
            OutboundTerms terms,
            OutboundProgress progress,
            StreamOutlet outlet,
            SenderCommons commons) {
        this.terms = terms;
        this.progress = progress;
        this.outlet = outlet;
        budget = commons.budget();
        backPressureEvents = log.backPressureEvents();
        flowControlLimits = commons.counters().flowControlLimits();
    }

    /**
     * Sends as many datagrams as there may be in one cycle, and returns their bytes.
     *
     * @param hasReceivers whether there is somebody to wait for
     */
    int send(boolean hasReceivers) {
        int perCall = outlet.datagramsPerCall(terms.mtuLength());
        int destinations = outlet.destinations();
        int maxDatagrams = budget.datagrams(perCall, terms.mtuLength(), destinations);
        int maxOfRun = budget.datagramsOfRun(perCall, terms.mtuLength());
        int maxRuns = budget.runs();
        int bytesSent = 0;
        int datagrams = 0;
        for (int runs = 0; runs < maxRuns && datagrams < maxDatagrams; runs++) {
            // What some destinations have got already is found whole, so that the others get the same and no more.
            int begun = round.datagramsAt(progress.position());
            long run = scan(Math.max(begun, Math.min(maxOfRun, maxDatagrams - datagrams)), hasReceivers);
            int length = DatagramScanner.length(run);
            if (length == 0) {
                break;
            }
            int taken = send(run, length);
            bytesSent += taken;
            datagrams += count(taken, DatagramScanner.segmentLength(run));
            if (taken < length) {
                break;
            }
        }
        if (bytesSent > 0) {
            budget.onSent(datagrams, destinations);
        }
        return bytesSent;
    }

    private long scan(int maxCount, boolean hasReceivers) {
        long position = progress.position();
        long window = progress.limit() - position;
        long run = window > 0 ? terms.scan(position, window, maxCount) : DatagramScanner.NOTHING;
        boolean isHeldBack = window > 0 ? run == DatagramScanner.DOES_NOT_FIT : terms.hasFrame(position);
        if (isHeldBack && hasReceivers && !isStalled) {
            isStalled = true;
            backPressureEvents.incrementRelease();
            flowControlLimits.incrementRelease();
        }
        return run;
    }

    private int send(long run, int length) {
        isStalled = false;
        long position = progress.position();
        round.at(position);
        int taken = outlet.send(terms.prepare(position, run), DatagramScanner.segmentLength(run), round);
        // Padding is behind the last datagram: it is skipped when that one was taken.
        progress.position(taken == length ? position + length + DatagramScanner.padding(run) : position + taken);
        return taken;
    }

    private static int count(int length, int segmentLength) {
        return length == segmentLength ? 1 : (length + segmentLength - 1) / segmentLength;
    }
}
