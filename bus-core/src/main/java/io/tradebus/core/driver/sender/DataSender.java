package io.tradebus.core.driver.sender;

import io.tradebus.core.driver.exchange.OutboundLog;
import io.tradebus.core.format.log.DatagramScanner;
import org.agrona.concurrent.status.AtomicCounter;

/** Sends what publishers have appended, as far as receivers take it. See {@code docs/wire-protocol.md#packing-a-datagram}. */
final class DataSender {
    private final OutboundTerms terms;
    private final OutboundProgress progress;
    private final SendEndpoint endpoint;
    private final AtomicCounter backPressureEvents;
    private final AtomicCounter flowControlLimits;
    private boolean isStalled;

    DataSender(
            OutboundLog log,
            OutboundTerms terms,
            OutboundProgress progress,
            SendEndpoint endpoint,
            SenderCounters counters) {
        this.terms = terms;
        this.progress = progress;
        this.endpoint = endpoint;
        backPressureEvents = log.backPressureEvents();
        flowControlLimits = counters.flowControlLimits();
    }

    /**
     * Sends one run and returns its bytes, as many as the port took.
     *
     * @param hasReceivers whether there is somebody to wait for
     */
    int send(boolean hasReceivers) {
        long position = progress.position();
        long window = progress.limit() - position;
        if (window <= 0) {
            if (hasReceivers && !isStalled && terms.hasFrame(position)) {
                onStall();
            }
            return 0;
        }
        long run = terms.scan(position, window);
        int length = DatagramScanner.length(run);
        if (length == 0) {
            if (run == DatagramScanner.DOES_NOT_FIT && hasReceivers && !isStalled) {
                onStall();
            }
            return 0;
        }
        isStalled = false;
        int sent = terms.send(position, run, endpoint);
        // Padding is behind the last datagram: it is skipped when that one was taken.
        progress.position(sent == length ? position + length + DatagramScanner.padding(run) : position + sent);
        return sent;
    }

    /** Something is there to be sent, and receivers do not take it yet. */
    private void onStall() {
        isStalled = true;
        backPressureEvents.incrementRelease();
        flowControlLimits.incrementRelease();
    }
}
